"""Which facts a grant lets out, and why the others stay: pure, before anything is reduced.

One rule: a byte leaves only if a signed grant names it. `vault.fhir.outgoing` makes and checks the
bytes of what is chosen here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from vault.record.canonical import OBJECT
from vault.record.consent import Detail
from vault.record.facts import Kept
from vault.record.scopes import PARAMETERS, matches
from vault.record.shared_form import shared_form
from vault.record.spans import DATED, of_resource

Reason = Literal[
    "not_named", "outside_period", "no_date", "sensitive", "withheld", "confidential", "deleted",
    "set_aside", "duplicate", "not_understood", "unticked",
]  # fmt: skip
ASIDE: Final = frozenset(("superseded", "implausible", "to_check", "entered_in_error"))
OPEN: Final = frozenset((None, "", "N", "normal"))  # confidentiality that needs no tick
# from the reason that is closest to leaving to the one that is farthest
_NEAREST: Final[tuple[Reason, ...]] = ("sensitive", "outside_period", "no_date")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants to let out: the details of the grant, and single facts by uid.

    `ticked`: documents that are marked confidential and may leave all the same; `unticked`: facts
    that the person took out of this one sending.
    """

    details: tuple[Detail, ...]
    ticked: frozenset[str] = frozenset()
    unticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A fact that leaves, its shared form, and the field choices (`consent.FIELDS`) for it."""

    kept: Kept
    include: frozenset[str]
    form: Mapping[str, Any] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that stays, why, and which sensitive families it would have needed."""

    kept: Kept
    reason: Reason
    families: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """What leaves and what stays, in the order the facts came in."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def undated(self) -> frozenset[str]:
        """Return the types of chosen facts that no period bounds: the preview says so."""
        kinds = {one.kept.fact.type: one.form["resourceType"] for one in self.chosen}
        return frozenset(kind for kind, named in kinds.items() if named not in DATED)


def select(facts: Iterable[Kept], wish: Wish) -> Selection:
    """Divide the facts of one person into those a grant names and those that stay.

    A fact leaves when one detail of direction `read` names it by a scope, holds it in its period
    (partial dates wholly, undated types always) and lists every sensitive family it has; and when
    nothing about the fact itself keeps it back: trash, exclusion, confidentiality, a status or an
    element that we do not vouch for. Allowed twice, the narrower field choice wins.
    """
    chosen: list[Chosen] = []
    left: list[LeftOut] = []
    for kept in facts:
        form = shared_form(kept.fact)
        reason = _held_back(kept, form, wish)
        refusals = [] if reason else [(one, refusal(kept, form, one)) for one in wish.details]
        fit = [detail for detail, why in refusals if why is None]
        if fit:
            include = frozenset.intersection(*(frozenset(one.include) for one in fit))
            chosen.append(Chosen(kept, include, form))
            continue
        said = reason or _nearest({why for _detail, why in refusals})
        families = kept.fact.sensitive if said == "sensitive" else frozenset()
        left.append(LeftOut(kept, said, families))
    return Selection(tuple(chosen), tuple(left))


def refusal(kept: Kept, form: Mapping[str, Any], detail: Detail) -> Reason | None:
    """Say why one detail of a grant does not let a fact out; None when it does."""
    if detail.direction != "read" or not any(matches(form, one) for one in detail.scopes):
        return "not_named"
    if detail.period and form["resourceType"] in DATED:
        days = of_resource(form, ZoneInfo(detail.time_zone))
        if days is None:
            return "no_date"
        if days[0] < detail.period.start or days[1] > detail.period.end:
            return "outside_period"
    return None if kept.fact.sensitive <= set(detail.sensitive) else "sensitive"


def _held_back(kept: Kept, form: Mapping[str, Any], wish: Wish) -> Reason | None:
    document = kept.fact.document
    secret = document is not None and document.confidentiality not in OPEN
    why: dict[Reason, bool] = {
        "deleted": kept.deleted is not None,
        "set_aside": kept.fact.status in ASIDE,
        "duplicate": kept.duplicate_of is not None,
        "not_named": form.get("resourceType") not in PARAMETERS,
        "withheld": kept.withheld,
        "unticked": kept.uid in wish.unticked,
        "confidential": secret and kept.uid not in wish.ticked,
        "not_understood": _modified(form),
    }
    return next((reason for reason, holds in why.items() if holds), None)


def _nearest(reasons: Collection[Reason | None]) -> Reason:
    for reason in _NEAREST:
        if reason in reasons:
            return reason
    return "not_named"


def _modified(value: Any) -> bool:
    """Whether a modifier stands anywhere: it may turn what is said into its contrary."""
    if isinstance(value, OBJECT):
        if "modifierExtension" in value:
            return True
        value = value.values()
    elif not isinstance(value, list):
        return False
    for one in value:  # noqa: SIM110 - a loop is twice as quick
        if not isinstance(one, str) and _modified(one):
            return True
    return False
