"""Values and facts by hand: add, edit, delete, restore; each act one transaction with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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
_DAY, _YEAR = 86_400_000, 366
_FORM, _VERSION = "hand", "1"
_MISSING = ("", "-", "–")  # in place of a part of a panel


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it was typed: "138/86" or "70,5", a unit or "" for the canonical one.

    `context` is one circumstance as "name=code", or words; `around` are more of them by name.
    """

    measure: Measure
    text: str
    at: datetime
    unit: str = ""
    context: str = ""
    note: str = ""
    around: Mapping[str, str] = field(default_factory=dict)


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
    fact = made(session, person, typed)
    odd = unusual(session, person, typed.measure, fact)
    (uid,) = keep(session, person, (fact,))
    return Recorded(uid, odd)


def made(session: Session, person: Person, typed: Typed) -> Fact:
    """Make the fact of a typed value; nothing is kept.

    Raises:
        ImplausibleValue, AlreadyThere, UnknownUnit, WrongUse: as `add`.
    """
    fact = fact_of(measured(session, person, typed))
    check(typed.measure, fact)
    row = session.vault.people.row_id(person.uid)
    start = (fact.start_ms or 0) // _MINUTE * _MINUTE
    for kept in session.vault.facts.measured(row, typed.measure.key, start, start + _MINUTE):
        same = (kept.fact.value, kept.fact.value2) == (_column(fact.value), _column(fact.value2))
        if same and kept.fact.status in ("active", "completed"):
            raise AlreadyThere
    return fact


def _column(value: Decimal | None) -> Decimal | None:
    """Return a value as it comes back from its column."""
    return None if value is None else Decimal(repr(float(value)))


def keep(session: Session, person: Person, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Keep facts of one form: one act; those after the first are linked as measured with it.

    Raises:
        AlreadyThere: one of them stands already; nothing was kept.
    """
    batch, vault = batch_by_hand(), session.vault
    with session.act("added", person.uid, {"batch": batch.uid}) as told:
        row = vault.people.row_id(person.uid)
        opened = vault.batches.open(batch, row, session.ms(), session.actor)
        kept = vault.facts.keep(opened, row, facts, session.ms(), session.actor)
        uids = tuple(uid for uid in kept.uids if uid is not None)
        new = [one for one in kept.outcomes if one in ("added", "duplicate_other")]
        if not len(uids) == len(new) == len(facts):
            raise AlreadyThere
        for other in uids[1:]:
            vault.facts.link(other, uids[0], "measured_with")
        vault.batches.finish(opened, {"added": len(uids)}, session.ms())
        told["fact"] = uids[0]
    return uids


def batch_by_hand() -> Batch:
    """Return the batch of one form filled by hand."""
    return Batch(str(uuid4()), "hand", _FORM, _VERSION)


def said_by(person: Person) -> SaidBy:
    """Return who says what is typed: the person, or somebody who cares for them."""
    return "person" if person.relation == "self" else "caregiver"


def measured(session: Session, person: Person, typed: Typed) -> Measured:
    """Read what was typed.

    Raises:
        WrongUse: no number, parts that are not those of the measure, or a time in the future.
    """
    if lies_ahead(typed.at, session.clock.now()):
        raise WrongUse(_("this time lies in the future"))
    measure, unit = typed.measure, typed.unit or typed.measure.unit
    parts = _parts(measure, typed.text, unit)
    value = None if measure.panel else _number(typed.text, unit)
    context = {"note": typed.context} if typed.context else {}
    if "=" in typed.context:
        name, _equals, code = typed.context.partition("=")
        context = {name.strip(): code.strip()}
    context |= typed.around
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


def check(measure: Measure, fact: Fact) -> None:
    """Refuse a unit that does not fit, and what cannot be.

    Raises:
        UnknownUnit, ImplausibleValue: as their names say.
    """
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


def unusual(session: Session, person: Person, measure: Measure, fact: Fact) -> bool:
    """Tell whether a value asks to be looked at again."""
    row = session.vault.people.row_id(person.uid)
    ranges = [part.unusual for part in measure.components[:2]] if measure.panel else [
        measure.unusual
    ]  # fmt: skip
    for value, usual in zip((fact.value, fact.value2), ranges, strict=False):
        if value is not None and usual is not None and not usual[0] <= value <= usual[1]:
            return True
    return measure.drift is not None and _drifted(session, row, measure, fact)


def _drifted(session: Session, row: int, measure: Measure, fact: Fact) -> bool:
    drift, before = measure.drift, value_before(session, row, measure, fact)
    assert drift is not None
    if before is None or fact.value is None:
        return False
    last = before[1]
    most = drift.most * abs(last) if drift.share else drift.most
    return abs(fact.value - last) > most


def value_before(
    session: Session, row: int, measure: Measure, fact: Fact
) -> tuple[int, Decimal] | None:
    """Return the value that a fact is compared with: when (ms UTC), and it in canonical units."""
    start, days = fact.start_ms or 0, (measure.drift.days if measure.drift else None) or _YEAR
    before = session.vault.samples.between(row, measure.key, start - days * _DAY, start)
    if not len(before):
        return None
    return int(before.times[-1]), Decimal(repr(float(before.values[-1])))
