"""The form of a value that stands already, as it was received."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from vault.errors import NotFound
from vault.formatting import decimal
from vault.i18n import _
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.ui.pages.add.forms import form
from vault.ui.pages.add.state import AddState, Typed
from vault.ui.typed_moments import write_day, write_time
from vault.usecases import browsing, entering
from vault.usecases.latest_values import received
from vault.usecases.session import Session
from vault.wording.units import unit_word


def read(session: Session, person: Person, uid: str) -> AddState:
    """Fill the form with what a fact says.

    Raises:
        NotFound: no fact has this id, it lies in the trash, or it is no value of a known measure.
    """
    kept = browsing.item(session, uid)
    measure = MEASURES.get(kept.fact.measure or "")
    last = None if measure is None else received(kept.fact, measure, person)
    if measure is None or last is None or kept.deleted is not None:
        raise NotFound(what="fact")
    asks = form(measure, alone=True)
    if last.unit not in dict(asks.units):
        asks = replace(asks, units=(*asks.units, (last.unit, unit_word(last.unit))))
    around = entering.context_of(kept)
    around = {"arm" if name == "site" else name: code for name, code in around.items()}
    parts = zip(asks.parts, last.figures, strict=False)
    at = last.at.astimezone(ZoneInfo(person.zone))
    begin = Typed(
        measure.key, {part.key: _figure(one) for part, one in parts}, last.unit,
        write_day(at.date()), write_time(at), entering.note_of(kept), around,
    )  # fmt: skip
    title = _("Edit a measurement of {first}").format(first=person.given or person.called)
    return AddState(title, asks, begin)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else decimal(value)
