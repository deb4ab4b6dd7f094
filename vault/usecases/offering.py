"""What a person's record holds of the kinds a service asks for: counted, nothing chosen yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from vault.i18n import spoken
from vault.record.consent import Detail, Period
from vault.record.disclosure import Wish, select
from vault.record.facts import Kept
from vault.record.person import Person
from vault.record.scopes import matches
from vault.record.service import Category, Finality, said
from vault.record.shared_form import shared_form
from vault.usecases.gathering import gathered
from vault.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of data that is asked for, and what the record holds of it within a period.

    `count` leaves when the kind is ticked; of `sensitive` (family -> items) nothing leaves unless
    the family is ticked too; `withheld` items the person keeps out of all shares.
    """

    category: Category
    count: int
    sensitive: Mapping[str, int] = field(default_factory=dict)
    withheld: int = 0


def offers(
    session: Session, person: Person, finality: Finality, days: int | None = None
) -> tuple[Offer, ...]:
    """Count what the record holds of each kind asked for, in the last `days` (None: as asked)."""
    categories = finality.asked("read")
    detail = _detail(session, person, finality, categories, days or finality.history_days)
    selection = select(gathered(session, person, detail).kept, Wish((detail,)))
    leaving = _counted((one.kept for one in selection.chosen), categories)
    kept = _counted((o.kept for o in selection.left_out if o.reason == "withheld"), categories)
    families: dict[str, Counter[str]] = {one.code: Counter() for one in categories}
    for one in selection.left_out:
        if one.reason == "sensitive":
            for code in _named(one.kept, categories):
                families[code].update(one.families)
    return tuple(
        Offer(one, leaving[one.code], dict(families[one.code]), kept[one.code])
        for one in categories
    )


def _detail(
    session: Session, person: Person, finality: Finality, categories: tuple[Category, ...],
    days: int,
) -> Detail:  # fmt: skip
    today = session.clock.now().astimezone(ZoneInfo(person.zone)).date()
    return Detail(
        finality=finality.code, finality_version=finality.version,
        label=said(finality.label, spoken()), purpose=finality.purpose,
        categories=tuple(one.code for one in categories),
        scopes=tuple(dict.fromkeys(scope for one in categories for scope in one.scopes)),
        period=Period(today - timedelta(days=days), today), time_zone=person.zone, mode="once",
        retention_days=finality.retention_days,
    )  # fmt: skip


def _counted(items: Iterable[Kept], categories: tuple[Category, ...]) -> Counter[str]:
    """Count each item under the first category that names it, as a preview does."""
    return Counter(code for kept in items for code in _named(kept, categories)[:1])


def _named(kept: Kept, categories: tuple[Category, ...]) -> list[str]:
    form = shared_form(kept.fact)
    return [one.code for one in categories if any(matches(form, scope) for scope in one.scopes)]
