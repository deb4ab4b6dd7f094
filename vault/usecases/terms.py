"""What a person chose, made into what a grant names: kinds, period, fields, mode, end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vault.errors import NothingChosen, WrongUse
from vault.i18n import spoken
from vault.record.consent import DAY, FAMILIES, FIELDS, MOST_DAYS, Detail, Mode, Period
from vault.record.person import Person
from vault.record.service import Category, Finality, said


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to show to a service; nothing sensitive and no field unless named.

    `only` and `without` are codes of categories; without `only`: all that the purpose asks to read.
    `unticked` are facts (uids) that stay all the same; with `documents` (uids) those leave, also
    one marked confidential, and no other document. `start` and `end` bound the data, `until` is
    the last day of the grant; None = what the service proposes. A "standing" grant lets new items
    go by themselves until it ends. `replaces` is the uid of a grant for the same purpose that this
    one takes the place of; the other one stays as it is until the service has received something
    under the new one.
    """

    service: str
    finality: str
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    until: date | None = None
    sensitive: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    mode: Mode = "once"
    replaces: str | None = None


def categories(choice: Choice, finality: Finality) -> tuple[Category, ...]:
    """Return the kinds that were chosen; WrongUse, NothingChosen."""
    asked = finality.asked("read")
    known = {one.code for one in asked}
    if not known.issuperset(choice.only):
        raise WrongUse("--only")
    if not known.issuperset(choice.without):
        raise WrongUse("--without")
    wanted = set(choice.only or known) - set(choice.without)
    chosen = tuple(one for one in asked if one.code in wanted)
    if not chosen:
        raise NothingChosen
    return chosen


def detail(
    choice: Choice, finality: Finality, categories: Sequence[Category], person: Person,
    now: datetime,
) -> Detail:  # fmt: skip
    """Return what the grant will name; WrongUse names the option that does not fit."""
    if choice.mode not in finality.modes:
        raise WrongUse("--standing")
    if not set(FAMILIES).issuperset(choice.sensitive):
        raise WrongUse("--sensitive")
    if not _fields(finality).issuperset(choice.include):
        raise WrongUse("--include")
    today = now.astimezone(ZoneInfo(person.zone)).date()
    start = choice.start or today - timedelta(days=finality.history_days)
    last = today if choice.mode == "once" else _last_day(choice, finality, person, now)
    period = Period(start, choice.end or last)
    if period.start > period.end:
        raise WrongUse("--from")
    return Detail(
        finality=finality.code, finality_version=finality.version,
        label=said(finality.label, spoken()), purpose=finality.purpose,
        categories=tuple(one.code for one in categories),
        scopes=tuple(dict.fromkeys(scope for one in categories for scope in one.scopes)),
        period=period, time_zone=person.zone, mode=choice.mode,
        retention_days=finality.retention_days, sensitive=_once(choice.sensitive),
        include=_once(choice.include),
    )  # fmt: skip


def _fields(finality: Finality) -> set[str]:
    return {one for one in FIELDS if one != "identity-number" or finality.identity_number}


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def until(choice: Choice, finality: Finality, person: Person, now: datetime) -> int:
    """Return the end of the last day, in seconds UTC: within what the catalogue and we allow."""
    zone = ZoneInfo(person.zone)
    most = int(now.timestamp()) + min(finality.max_days, MOST_DAYS) * DAY
    last = _last_day(choice, finality, person, now)
    end = int(datetime.combine(last + timedelta(days=1), time(), zone).timestamp()) - 1
    if end <= now.timestamp() or (choice.until is not None and end - DAY > most):
        raise WrongUse("--until")
    return min(end, most)


def _last_day(choice: Choice, finality: Finality, person: Person, now: datetime) -> date:
    days = min(finality.default_days or finality.max_days, finality.max_days)
    return choice.until or now.astimezone(ZoneInfo(person.zone)).date() + timedelta(days=days)
