"""The origin of a value in words, and the way back to what it said before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.formatting import clock, day, decimal, number, quantity
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.provenance.state import ProvenanceState, Version
from vault.usecases import entering, origins
from vault.usecases.origins import Origin
from vault.usecases.session import Session
from vault.wording import listing, values
from vault.wording.acts import act_name
from vault.wording.measures import titled
from vault.wording.sources import source_name
from vault.wording.units import unit_word

Undo = Callable[[], Changes]


class ProvenancePresenter:
    """Reads where a value comes from; `tell` says what was done, with what takes it back."""

    def __init__(
        self, session: Session, person: Person, ask: Ask,
        show: Callable[[ProvenanceState], None], tell: Callable[[str, Undo], None],
        sorry: Callable[[VaultError], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._ask = session, person, Latest(ask)
        self._show, self._tell, self._sorry = show, tell, sorry

    def open(self, uid: str) -> None:
        """Read where a value comes from, then show it."""
        read = partial(origins.origin, self._session, self._person, uid)
        self._ask(read, self._found, self._sorry)

    def restore(self, uid: str, version: str) -> None:
        """Make a value say again what an older version said."""
        undo = partial(entering.undo_edit, self._session, uid)
        self._ask(
            partial(entering.say_again, self._session, uid, int(version)),
            lambda _changes: self._tell(_("Earlier version restored"), undo),
            self._sorry,
        )

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _found(self, found: Origin) -> None:
        self._show(told(found, self._today(), ZoneInfo(self._person.zone)))

    def _today(self) -> date:
        return self._session.clock.now().astimezone(ZoneInfo(self._person.zone)).date()


def told(found: Origin, today: date, zone: ZoneInfo) -> ProvenanceState:
    """Say an origin in words; `today` and `zone` are those of the person."""
    batch = found.batch.batch
    versions = [
        Version(
            f"{_moment(today, datetime.fromtimestamp(one.at / 1000, UTC).astimezone(zone))} · "
            f"{act_name(one.act)}",
            "" if one is found.versions[-1] else str(one.version),
        )
        for one in found.versions
    ]
    return ProvenanceState(
        " · ".join(part for part in (titled(found.title), _value(found)) if part),
        tuple(_facts(found, today)), tuple(_technical(found)), tuple(reversed(versions)),
        batch.uid if batch.kind == "import" else "",
    )  # fmt: skip


def _facts(found: Origin, today: date) -> Iterator[tuple[str, str]]:
    batch = found.batch.batch
    yield _("Source"), _source(found)
    if found.when_text or found.at is not None:
        doubt = values.doubt(found.quality)
        when = found.when_text or (_moment(today, found.at) if found.at else "")
        yield _("Date"), " · ".join(part for part in (when, doubt) if part)
    if found.original_time:
        yield _("Clock of the device"), found.original_time
    yield _("Received on"), _moment(today, found.entered)
    if batch.file_name:
        yield _("File"), batch.file_name
    if found.document:
        yield _("Document"), found.document
    yield from _content(found)
    yield from _standing(found)


def _content(found: Origin) -> Iterator[tuple[str, str]]:
    if found.value is not None or found.parts:
        yield _("As received"), _value(found)
    if found.original is not None:
        value, unit = found.original
        yield _("Before it was edited"), quantity(decimal(value), unit_word(unit))
    if found.by_device:
        yield _("Computed"), _("by the device")
    if found.note:
        yield _("Note"), found.note


def _standing(found: Origin) -> Iterator[tuple[str, str]]:
    if aside := listing.aside(found.status):
        twin = source_name(found.twin) if found.twin else ""
        yield _("State"), " · ".join(part for part in (aside, twin) if part)
    if found.shared:
        yield _("Shared with"), ", ".join(found.shared)


def _technical(found: Origin) -> Iterator[tuple[str, str]]:
    batch = found.batch.batch
    yield _("Number"), found.id
    if found.code:
        yield _("Code"), found.code
    yield _("Unit"), found.unit or "–"
    yield _("Read by"), f"{batch.format} {batch.reader_version}"
    yield _("Act"), batch.uid
    if batch.zone:
        yield _("Time zone"), batch.zone


def _source(found: Origin) -> str:
    if found.said_by == "person":
        return _("Entered by you")
    if found.said_by == "caregiver":
        return _("Entered by a caregiver")
    return source_name(found.source)


def _value(found: Origin) -> str:
    unit = unit_word(found.unit)
    if found.parts:
        return quantity("/".join(decimal(one) for one in found.parts.values()), unit)
    if found.value is None:
        return ""
    value = found.value
    return quantity(number(value, 2) if isinstance(value, float) else decimal(value), unit)


def _moment(today: date, at: datetime) -> str:
    return _("{day}, {time}").format(day=day(today, at.date()), time=clock(at))
