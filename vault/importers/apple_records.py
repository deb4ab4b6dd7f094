"""Records of an Apple export: streams as columns, the rest as values with their circumstances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from vault.importers import apple_types as types
from vault.importers.apple_piles import HOURS, SECONDS, Pile, Zones, instant
from vault.importers.apple_rows import Pending, Rows
from vault.importers.markup import Attributes
from vault.record.batch import Item, Refused, Unsupported
from vault.record.measures import MEASURES
from vault.record.provenance import Source

BLOCKS: Final = 512  # of a document, between two times that columns are handed on
_SOURCES: Final = 4096
_MOTION: Final = {"1": 1, "2": 3}  # sedentary, active; 0 says nothing
_TYPED: Final = 2


_Text = tuple[str, str, str | None, str | None]  # type, source, device, unit, as written


class Route:
    """Where the records of one type, source and unit go: two piles, or rows."""

    __slots__ = (
        "at_once",
        "by_row",
        "kind",
        "measure",
        "plain",
        "source",
        "spans",
        "unit",
        "value",
    )

    def __init__(self, kind: str, measure: str, unit: str, source: Source) -> None:
        self.kind, self.measure, self.unit, self.source = kind, measure, unit, source
        known = MEASURES.get(measure)
        other = (f"{types.SYSTEM}|{kind}", kind) if measure == "other" else ("", "")
        summed = measure == "sleep" or (known is not None and known.summed)
        self.spans = Pile(measure, source, unit, spans=True, other=other)
        self.at_once = (
            self.spans if summed else Pile(measure, source, unit, spans=False, other=other)
        )
        self.by_row = known is not None and known.keep == "row"
        self.plain = not self.by_row and not kind.startswith(types.DIETARY)
        self.value: Callable[[str], float] = (
            types.STAGES.__getitem__ if measure == "sleep" else float
        )

    @property
    def piles(self) -> tuple[Pile, ...]:
        """The piles, each once."""
        return (self.spans,) if self.at_once is self.spans else (self.at_once, self.spans)


@dataclass(slots=True)
class _Now:
    """The record that is read: what its metadata say changes it."""

    pile: Pile | None = None
    attributes: Attributes = field(default_factory=dict)
    pending: Pending | None = None


class _Routes(dict[_Text, Route | None]):
    """Routes by what is written; each text is looked at once."""

    def __init__(self, find: Callable[[_Text], Route | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: _Text) -> Route | None:
        if len(self) > _SOURCES:  # memory addresses make ever new texts
            self.clear()
        found = self[key] = self._find(key)
        return found


class Records:
    """Takes records as they come; gives back columns and rows when asked."""

    def __init__(self, zone: ZoneInfo, where: Callable[[], str]) -> None:
        self._zone, self._where = zone, where
        self._zones = Zones()
        self.rows = Rows(zone, self._zones)
        self._shared: dict[tuple[str, str, Source], Route] = {}
        self._now, self._routes = _Now(), _Routes(self._route)
        self._unsupported: Counter[str] = Counter()
        self._refused: list[Refused] = []
        self._dietary: set[int] = set()
        self._children: list[Attributes] = []
        self._blocks = 0
        self.take = self._taker()  # takes a record; its metadata come before `ended`

    def _taker(self) -> Callable[[Attributes], None]:
        """Make the function that takes a record: it runs a million times, its names are local."""
        routes, now, hours, seconds = self._routes, self._now, HOURS, SECONDS

        def take(attributes: Attributes) -> None:
            try:
                told = attributes.get
                key = (attributes["type"], attributes["sourceName"], told("device"), told("unit"))
                route = routes[key]
                if route is None or not route.plain:
                    self._rare(route, attributes)
                    return
                begin, finish = attributes["startDate"], attributes["endDate"]
                start = hours[begin[:13] + begin[19:]] + seconds[begin[14:19]]
                value = route.value(attributes["value"])
                if finish == begin:
                    pile, end = route.at_once, start
                else:
                    pile = route.spans
                    end = hours[finish[:13] + finish[19:]] + seconds[finish[14:19]]
            except (KeyError, ValueError, OverflowError):
                self._refused.append(Refused(self._where(), "unreadable"))
                return
            pile.starts.append(start)
            pile.ends.append(end)
            pile.values.append(value)
            now.pile, now.attributes = pile, attributes

        return take

    def _rare(self, route: Route | None, attributes: Attributes) -> None:
        """Take a record that is a row, a part of a meal, or of a type nobody knows.

        Raises:
            KeyError, ValueError: it cannot be read.
        """
        if route is None:
            self._unsupported[attributes["type"]] += 1
            return
        start, end = instant(attributes["startDate"]), instant(attributes["endDate"])
        if attributes["type"].startswith(types.DIETARY):
            self._dietary.add(_mark(attributes))
        if route.by_row:
            self._now.pending = self._pending(route, start, end, attributes["value"])
            return
        value = route.value(attributes["value"])
        pile = route.at_once if start == end else route.spans
        pile.starts.append(start)
        pile.ends.append(end)
        pile.values.append(value)
        self._now.pile, self._now.attributes = pile, attributes

    def _pending(self, route: Route, start: int, end: int, text: str) -> Pending:
        return Pending(
            route.kind, route.measure, route.unit, route.source, start, end, text, self._where()
        )

    def _route(self, key: _Text) -> Route | None:
        """Find the route of a record; device texts that differ may share one."""
        kind, name, device, unit = key
        measure = self._measure(kind, name)
        if measure is None:
            return None
        spelled = types.STAGE_UNIT if measure == "sleep" else types.unit_of(unit, measure)
        source = types.source_of(name, device)
        known = (kind, spelled, source)
        if known not in self._shared:
            self._shared[known] = Route(kind, measure, spelled, source)
        return self._shared[known]

    def _measure(self, kind: str, name: str) -> str | None:
        if kind in (types.SYSTOLIC, types.DIASTOLIC):
            return "blood_pressure"
        if kind == types.GLUCOSE:
            return "glucose_interstitial" if types.is_cgm(name) else "glucose"
        if kind == types.SLEEP:
            return "sleep"
        return types.MEASURES.get(kind) or ("other" if kind in types.OTHERS else None)

    def said(self, key: str, value: str) -> None:
        """Take what metadata say of the record that is read."""
        now = self._now
        if now.pending is not None:
            now.pending.said[key] = value
        elif now.pile is None:
            return
        elif key == "HKMetadataKeyHeartRateMotionContext":
            if value in _MOTION:
                now.pile.methods[len(now.pile.starts) - 1] = _MOTION[value]
        elif key == "HKTimeZone":
            zone = self._zones.get(value)
            if zone is not None:
                now.pile.zoned[len(now.pile.starts) - 1] = zone
        elif key == "HKWasUserEntered" and value == "1":
            self._typed(now)

    def _typed(self, now: _Now) -> None:
        """Make a row of a sample that a person typed; a summed one stays in its stream."""
        told, pile = now.attributes, now.pile
        route = self._routes[told["type"], told["sourceName"], told.get("device"), told.get("unit")]
        if pile is None or route is None:
            return
        if route.at_once is route.spans:
            pile.methods[len(pile.starts) - 1] = _TYPED
            return
        zone = pile.zoned.get(len(pile.starts) - 1)
        now.pending = self._pending(route, pile.starts[-1], pile.ends[-1], told["value"])
        now.pending.said["HKWasUserEntered"] = "1"
        if zone is not None:
            now.pending.said["HKTimeZone"] = zone.key
        pile.drop_last()
        now.pile = None

    def ended(self) -> None:
        """Take the end of a record."""
        now = self._now
        if now.pending is not None:
            self.rows.take(now.pending)
            now.pending = None
        now.pile = None

    def child(self, attributes: Attributes) -> None:
        """Take a record inside a correlation of food: it stands once more at the top, usually."""
        self._children.append(attributes)

    def ready(self, *, everything: bool = False) -> Iterator[Item]:
        """Give what is ready: rows and refusals at once, columns when there are enough samples."""
        yield from self._refused
        self._refused.clear()
        yield from self.rows.ready()
        self._blocks += 1
        if everything or self._blocks % BLOCKS == 0:
            for route in self._shared.values():
                for pile in route.piles:
                    if pile.starts:
                        yield from pile.column(self._zone, self._where())

    def rest(self, *, cut: bool) -> Iterator[Item]:
        """Give all that is left at the end; what a cut file leaves open is not guessed."""
        if cut and self._now.pile is not None:  # its metadata may stand in what is missing
            self._now.pile.drop_last()
        top = set(self._dietary)
        for attributes in self._children:
            if _mark(attributes) not in top:
                self.take(attributes)
                self.ended()
        yield from self.rows.rest(cut=cut)
        yield from self.ready(everything=True)
        for kind, count in sorted(self._unsupported.items()):
            yield Unsupported(kind, count)


def _mark(attributes: Attributes) -> int:
    names = ("type", "startDate", "endDate", "value", "unit", "sourceName")
    return hash(tuple(attributes.get(name) for name in names))
