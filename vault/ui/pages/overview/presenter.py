"""What the overview shows, out of the record of one person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.formatting import day, today_in_words
from vault.i18n import _, ngettext
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.measure_looks import has_bars, hue, icon
from vault.ui.pages.overview.state import Arrow, Card, OverviewState, ToCheck
from vault.ui.pages.overview.state import Share as Shown
from vault.usecases import arranging, glance, sharing, visits, waiting
from vault.usecases.glance import Glance
from vault.usecases.session import Session
from vault.usecases.sharing import Share
from vault.usecases.visits import Arrival
from vault.usecases.waiting import Waits
from vault.wording import values
from vault.wording import waiting as words
from vault.wording.circumstances import circumstance
from vault.wording.errors import sentence
from vault.wording.measures import measure_name

Show = Callable[[OverviewState], None]
_SOON: Final = 7  # days before the end of a share
_DAY: Final = 86_400_000  # ms
_ARROWS: Final[dict[str, Arrow]] = {"less": "down", "more": "up", "stable": "stable"}


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of a record."""

    glances: tuple[Glance, ...]
    waiting: tuple[Waits, ...]
    shares: tuple[Share, ...]
    news: int
    arrived: Arrival | None
    held: bool = False  # there are measurements, with a card or not


class OverviewPresenter:
    """Reads the record and shows it; what an operation touched is read again."""

    def __init__(self, session: Session, person: Person, ask: Ask, show: Show) -> None:
        self._session, self._person, self._show = session, person, show
        self._ask = Latest(ask)
        self._arrived: Arrival | None = None
        self._blank = OverviewState(
            first=person.given or person.called, own=person.relation == "self"
        )

    @property
    def batch(self) -> str:
        """The import that the page tells of; "" where it tells of none."""
        return self._arrived.batch if self._arrived else ""

    def begin(self) -> None:
        """Read the record; what stands while it is read has its title."""
        self._show(replace(self._blank, date=today_in_words(self._today())))
        self.read()

    def read(self) -> None:
        """Read the record again; what stands stays until then."""
        self._ask(self._read, self._draw, self._sorry)

    def changed(self, changes: Changes) -> None:
        """Read again what an operation touched, if it was of this person."""
        if any(person == self._person.uid for person, _what in changes.touched):
            self.read()

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _read(self) -> Found:
        session, person = self._session, self._person
        arrived = visits.arrival(session, person)
        if arrived is not None:
            visits.tell(session, person, arrived)
        return Found(
            arranging.cards(session, person),
            waiting.of(session, person),
            tuple(one for one in sharing.shares(session, person.uid) if one.state.live),
            visits.news(session, person),
            arrived,
            held=bool(glance.keys(session, person)),
        )

    def _draw(self, found: Found) -> None:
        today = self._today()
        self._arrived = found.arrived or self._arrived
        blank = replace(self._blank, date=today_in_words(today))
        if not (found.held or found.shares or _came(found.waiting)):
            self._show(replace(blank, step="empty"))
            return
        self._show(
            replace(
                blank,
                step="ready",
                held=found.held,
                new=found.news,
                imported=self._arrived.added if self._arrived else 0,
                cards=tuple(card(one, today) for one in found.glances),
                to_check=tuple(to_check(one, today) for one in found.waiting),
                shares=tuple(self._share(one, today) for one in reversed(found.shares)),
            )
        )

    def _sorry(self, error: VaultError) -> None:
        today = today_in_words(self._today())
        self._show(replace(self._blank, step="failed", date=today, sentence=sentence(error)))

    def _today(self) -> date:
        return self._session.clock.now().astimezone(ZoneInfo(self._person.zone)).date()

    def _share(self, share: Share, today: date) -> Shown:
        consent, zone = share.consent, ZoneInfo(share.zone)
        end = datetime.fromtimestamp(consent.until / 1000, UTC).astimezone(zone).date()
        left = (end - today).days
        soon = consent.until - self._session.ms() < _SOON * _DAY
        detail = _until(left) if soon else _("until {date}").format(date=day(today, end))
        look = "service" if consent.way == "service" else "person"
        return Shown(consent.uid, look, consent.name, detail, ending=soon)


def _came(waits: tuple[Waits, ...]) -> bool:
    """Tell whether readings wait: a record without anything else is not empty then."""
    return any(one.kind == "readings" for one in waits)


def card(seen: Glance, today: date) -> Card:
    """Say a glance in words; `today` is the day of the person."""
    measure, last = seen.measure, seen.last
    assert measure is not None
    name, looks = measure_name(measure), (icon(seen.key), hue(seen.key))
    if seen.moment:
        name = f"{name} · {circumstance('moment', seen.moment)}"
    if last is None or seen.said == "nothing":
        return Card(seen.key, name, *looks, "", "", "", "few", readable=False)
    figure, unit = values.figure(last)
    return Card(
        seen.key, name, *looks, figure, unit, values.when(today, last), seen.said,
        values.amount(measure, seen.amount), seen.weeks, _ARROWS.get(seen.said),
        seen.days if seen.said != "single" else _alone(seen.days), has_bars(measure),
    )  # fmt: skip


def _alone(days: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple(one for one in days if one is not None)


def to_check(one: Waits, today: date) -> ToCheck:
    """Say a thing that waits; `today` is the day of the person."""
    when = day(today, one.at.date()) if one.at is not None else ""
    detail = words.reason(one) or when
    return ToCheck(one.key, words.icon(one), words.title(one), detail, *words.act(one))


def _until(left: int) -> str:
    if left <= 0:
        return _("ends today")
    return ngettext("ends in {n} day", "ends in {n} days", left).format(n=left)
