"""Apple Health: the export of an iPhone, `export.xml` in a zip whose names are translated.

Of the archive only the main document and clinical records are read; `*_cda.xml` says the same
again. https://developer.apple.com/documentation/healthkit
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from zoneinfo import ZoneInfo

from vault.i18n import _
from vault.importers import apple_types as types
from vault.importers.apple_piles import Zones
from vault.importers.apple_records import Records
from vault.importers.apple_workouts import Workouts
from vault.importers.format import Answers, ImportFormat, no_questions
from vault.importers.markup import Attributes, Handlers, Scan, root
from vault.importers.source import Probe, Source
from vault.record.batch import Inner, Item, Refused, Remark, Subject, Unsupported

_ROOT: Final = "HealthData"
_MOST: Final = 20  # documents of an archive that are looked into
_SEXES: Final = {"HKBiologicalSexFemale": "female", "HKBiologicalSexMale": "male",
                 "HKBiologicalSexOther": "other"}  # fmt: skip
_BORN: Final = "HKCharacteristicTypeIdentifierDateOfBirth"
_SEX: Final = "HKCharacteristicTypeIdentifierBiologicalSex"


def _claims(probe: Probe) -> int:
    if not probe.names:
        return 95 if root(probe.head) == _ROOT else 0
    mains = [name for name in _candidates(probe.names) if root(probe.peek(name)) == _ROOT]
    return 95 if len(mains) == 1 else 0


def _candidates(names: tuple[str, ...]) -> list[str]:
    found = [
        name for name in names
        if name.casefold().endswith(".xml") and not name.casefold().endswith("_cda.xml")
        and name.count("/") <= 1
    ]  # fmt: skip
    return found[:_MOST]


def _read(source: Source, answers: Answers) -> Iterator[Item]:
    zone = ZoneInfo(answers["zone"])
    if not source.names:
        yield from _Document(source, source.name or "1", zone).items()
        return
    mains = [
        name for name in _candidates(source.names)
        if root(source.member(name).probe().head) == _ROOT
    ]  # fmt: skip
    for name in mains:
        yield from _Document(source.member(name), PurePosixPath(name).name, zone).items()
    yield from _beside(source, [name for name in source.names if name not in mains])


def _beside(source: Source, names: list[str]) -> Iterator[Item]:
    """Give back what others may read, and name what is left out."""
    left = Counter[str]()
    for name in names:
        path = PurePosixPath(name)
        if path.parent.name in ("workout-routes", "electrocardiograms"):
            left[path.parent.name] += 1
        elif not name.casefold().endswith("_cda.xml"):
            yield Inner(path.name, source.member(name).open)
    if left["workout-routes"]:
        yield Remark("routes_skipped", "workout-routes", {"count": left["workout-routes"]})
    if left["electrocardiograms"]:
        yield Unsupported("electrocardiograms", left["electrocardiograms"])


class _Document:
    """One pass over the main document."""

    def __init__(self, source: Source, name: str, zone: ZoneInfo) -> None:
        self._source, self._name, self._zone = source, name, zone
        self._records = Records(zone, self._where)
        self._workouts = Workouts(zone, Zones(), self._where)
        self._inside = ""
        self._items: list[Item] = []
        self._summaries = 0
        self._scan: Scan | None = None

    def items(self) -> Iterator[Item]:
        with self._source.open() as stream:
            self._scan = Scan(stream, Handlers(self._start, self._end))
            for _block in self._scan.blocks():
                yield from self._ready()
        cut = self._scan.cut_at
        yield from self._records.rest(cut=cut is not None)
        yield from self._ready()
        if self._summaries:
            yield Remark("summary_skipped", self._name, {"count": self._summaries})
        if cut is not None:
            yield Refused(f"{self._name}:{cut}", "cut")

    def _where(self) -> str:
        return f"{self._name}:{self._scan.line if self._scan else 0}"

    def _ready(self) -> Iterator[Item]:
        yield from self._items
        self._items.clear()
        yield from self._records.ready()
        yield from self._workouts.ready
        self._workouts.ready.clear()

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "Record":
            take = self._records.child if self._inside == "Food" else self._records.take
            take(attributes)
        elif name == "MetadataEntry":
            self._said(attributes)
        elif name in ("Correlation", "Workout"):
            self._begin(name, attributes)
        else:
            self._other(name, attributes)

    def _said(self, attributes: Attributes) -> None:
        key, value = attributes.get("key", ""), attributes.get("value", "")
        if self._inside == "Workout":
            self._workouts.said(key, value)
        else:
            self._records.said(key, value)

    def _begin(self, name: str, attributes: Attributes) -> None:
        if name == "Workout":
            self._inside = name
            self._workouts.begin(attributes)
        elif attributes.get("type") == types.PRESSURE:
            self._inside = "Pressure"
            self._records.rows.begin_pair()
        else:
            self._inside = "Food"

    def _other(self, name: str, attributes: Attributes) -> None:
        if name == "Me":
            sex = _SEXES.get(attributes.get(_SEX, ""), "unknown")
            self._items.append(Subject(born=attributes.get(_BORN, ""), sex=sex))  # type: ignore[arg-type]
        elif name == "WorkoutStatistics":
            self._workouts.figure(attributes)
        elif name == "ActivitySummary":
            self._summaries += 1
        elif name in ("Audiogram", "VisionPrescription"):
            self._items.append(Unsupported(name))

    def _end(self, name: str) -> None:
        if name == "Record":
            self._records.ended()
        elif name == "Workout":
            self._inside = ""
            self._workouts.end()
        elif name == "Correlation":
            if self._inside == "Pressure":
                self._records.rows.end_pair()
            self._inside = ""


FORMAT = ImportFormat(
    name="apple-health",
    title=lambda: _("Apple Health export"),
    extensions=(".zip", ".xml"),
    claims=_claims,
    questions=no_questions,
    read=_read,
    identity="span+value",
)
