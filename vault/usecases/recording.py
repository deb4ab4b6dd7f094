"""Values and facts by hand: add, edit, delete, restore; each act one transaction with its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from vault.errors import AlreadyThere, ImplausibleValue, UnknownUnit, WrongUse
from vault.fhir.measured import fact as fact_of
from vault.i18n import _
from vault.record.batch import Measured
from vault.record.facts import Fact
from vault.record.measures import Component, Measure
from vault.record.moments import Moment, TimeQuality, lies_ahead
from vault.record.numbers import number
from vault.record.person import Person
from vault.record.provenance import BY_HAND, Batch, SaidBy
from vault.record.quantity import Quantity
from vault.usecases.session import Session

_BY_HAND = 2  # the method of a value that is typed
_MINUTE = 60_000
_FORM, _VERSION = "hand", "1"
_MISSING = ("", "-", "–")  # in place of a part of a panel


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it was typed: "138/86" or "70,5", a unit or "" for the canonical one."""

    measure: Measure
    text: str
    at: datetime
    unit: str = ""
    context: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was kept; `unusual` asks to look at the value again."""

    uid: str
    unusual: bool = False


def add(session: Session, person: Person, typed: Typed) -> Recorded:
    """Keep a value that was typed.

    Raises:
        ImplausibleValue: outside the hard bounds; nothing was kept.
        AlreadyThere: the same value of the same minute stands already.
        UnknownUnit: the unit does not fit the measure.
        WrongUse: no number, parts that are not those of the measure, or a time in the future.
    """
    if lies_ahead(typed.at, session.clock.now()):
        raise WrongUse(_("this time lies in the future"))
    fact = fact_of(_measured(person, typed))
    _check(typed.measure, fact)
    row = session.vault.people.row_id(person.uid)
    start = (fact.start_ms or 0) // _MINUTE * _MINUTE
    for kept in session.vault.facts.measured(row, typed.measure.key, start, start + _MINUTE):
        same = (kept.fact.value, kept.fact.value2) == (_column(fact.value), _column(fact.value2))
        if same and kept.fact.status in ("active", "completed"):
            raise AlreadyThere
    unusual = _unusual(session, row, typed.measure, fact)
    uid = _keep(session, person, fact, "added")
    return Recorded(uid, unusual)


def _column(value: Decimal | None) -> Decimal | None:
    """Return a value as it comes back from its column."""
    return None if value is None else Decimal(repr(float(value)))


def _keep(session: Session, person: Person, fact: Fact, kind: str) -> str:
    batch = batch_by_hand()
    with session.act(kind, person.uid, {"batch": batch.uid}) as told:
        row = session.vault.people.row_id(person.uid)
        opened = session.vault.batches.open(batch, row, session.ms(), session.actor)
        kept = session.vault.facts.keep(opened, row, (fact,), session.ms(), session.actor)
        uid = kept.uids[0]
        if uid is None or kept.outcomes[0] not in ("added", "duplicate_other"):
            raise AlreadyThere
        session.vault.batches.finish(opened, {"added": 1}, session.ms())
        told["fact"] = uid
    return uid


def batch_by_hand() -> Batch:
    """Return the batch of one form filled by hand."""
    return Batch(str(uuid4()), "hand", _FORM, _VERSION)


def said_by(person: Person) -> SaidBy:
    """Return who says what is typed: the person, or somebody who cares for them."""
    return "person" if person.relation == "self" else "caregiver"


def _measured(person: Person, typed: Typed) -> Measured:
    measure, unit = typed.measure, typed.unit or typed.measure.unit
    parts = _parts(measure, typed.text, unit)
    value = None if measure.panel else _number(typed.text, unit)
    context = {"note": typed.context} if typed.context else {}
    if "=" in typed.context:
        name, _equals, code = typed.context.partition("=")
        context = {name.strip(): code.strip()}
    return Measured(
        measure.key, value, Moment(typed.at, TimeQuality.EXACT_OFFSET), "", BY_HAND, parts,
        context=context, note=typed.note, method=_BY_HAND, said_by=said_by(person),
        native=str(uuid4()),
    )  # fmt: skip


def _parts(measure: Measure, text: str, unit: str) -> dict[str, Quantity]:
    """Read "138/86": the parts of a panel in their order; a missing one is left out."""
    if not measure.panel:
        return {}
    said = text.split("/")
    if not 1 < len(said) <= len(measure.components) or said[0].strip() in _MISSING:
        raise WrongUse(_("a blood pressure is written 138/86, or 138/- without the lower number"))
    return {
        part.name: _number(one, unit)
        for part, one in zip(measure.components, said, strict=False)
        if one.strip() not in _MISSING
    }


def _number(text: str, unit: str) -> Quantity:
    try:
        return Quantity(number(text), unit)
    except ValueError:
        raise WrongUse(_("the value is no number")) from None


def _check(measure: Measure, fact: Fact) -> None:
    """Refuse a unit that does not fit, and what cannot be."""
    if fact.measure != measure.key:
        unit = fact.unit or ""
        raise UnknownUnit(unit=unit, measure=measure.key)
    if not measure.panel:
        if fact.value is None or fact.status == "implausible":
            raise _implausible(measure, None)
        return
    for part, value in zip(measure.components, (fact.value, fact.value2), strict=False):
        if value is not None and not part.low <= value <= part.high:
            raise _implausible(measure, part)
    if fact.status == "implausible" or fact.value is None:
        raise _implausible(measure, measure.components[0])


def _implausible(measure: Measure, part: Component | None) -> ImplausibleValue:
    low, high = (measure.low, measure.high) if part is None else (part.low, part.high)
    return ImplausibleValue(measure=measure.key, low=str(low), high=str(high))


def _unusual(session: Session, row: int, measure: Measure, fact: Fact) -> bool:
    """Tell whether a value asks to be looked at again."""
    ranges = [part.unusual for part in measure.components[:2]] if measure.panel else [
        measure.unusual
    ]  # fmt: skip
    for value, usual in zip((fact.value, fact.value2), ranges, strict=False):
        if value is not None and usual is not None and not usual[0] <= value <= usual[1]:
            return True
    return measure.drift is not None and _drifted(session, row, measure, fact)


def _drifted(session: Session, row: int, measure: Measure, fact: Fact) -> bool:
    drift = measure.drift
    assert drift is not None
    start = fact.start_ms or 0
    days = timedelta(days=drift.days or 366)
    before = session.vault.samples.between(
        row, measure.key, start - int(days.total_seconds() * 1000), start
    )
    if not len(before) or fact.value is None:
        return False
    last = Decimal(repr(float(before.values[-1])))
    most = drift.most * abs(last) if drift.share else drift.most
    return abs(fact.value - last) > most
