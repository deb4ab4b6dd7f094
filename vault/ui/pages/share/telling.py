"""Turns a draft of a share into what its page shows; plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from vault.formatting import day, whole
from vault.i18n import _, ngettext, spoken
from vault.record.consent import FIELDS, Mode
from vault.record.service import said
from vault.ui.kinds import icon_of
from vault.ui.pages.share.draft import Draft
from vault.ui.pages.share.state import Family, Kind, Option
from vault.usecases.offering import Offer
from vault.wording.sharing import family_name, field_name

_YEAR: Final = 365


def kinds(draft: Draft, counted: Sequence[Offer]) -> tuple[Kind, ...]:
    """Say each kind that is asked for, the indispensable first."""
    ordered = sorted(counted, key=lambda offer: not offer.category.required)
    return tuple(_kind(draft, offer) for offer in ordered)


def total(draft: Draft, counted: Sequence[Offer]) -> str:
    """Say how much is chosen."""
    return items(sum(_leaving(draft, one) for one in counted if one.category.code in draft.kinds))


def left_out(draft: Draft, counted: Sequence[Offer]) -> str:
    """Name what is asked for, is in the record, and is not chosen."""
    names = [
        said(one.category.title, spoken())
        for one in counted
        if one.category.code not in draft.kinds and (one.count or one.sensitive)
    ]
    return ", ".join(names)


def items(count: int) -> str:
    """Say how many items."""
    return ngettext("{n} item", "{n} items", count).format(n=whole(count))


def periods(draft: Draft) -> tuple[Option, ...]:
    """Say the periods of data that may be chosen."""
    return tuple(Option(str(days), _period(days), days == draft.days) for days in draft.periods)


def ends(draft: Draft, today: date) -> tuple[Option, ...]:
    """Say how long the share may last, with the day it ends."""
    return tuple(
        Option(
            str(days),
            _("Until {date}").format(date=day(today, today + timedelta(days=days), "full")),
            days == draft.lasts,
        )
        for days in draft.ends
    )


def fields(draft: Draft) -> tuple[Option, ...]:
    """Say what may be added to the items; nothing of it leaves unless it is ticked."""
    allowed = [one for one in FIELDS if one != "identity-number" or draft.finality.identity_number]
    return tuple(Option(one, field_name(one), one in draft.fields) for one in allowed)


def modes(draft: Draft) -> tuple[Option, ...]:
    """Say how often it may be sent: once, or by itself at each new item."""
    words: dict[Mode, str] = {"once": _("Once only"), "standing": _("At each new item")}
    allowed = draft.finality.modes
    return tuple(
        Option(key, said, key == draft.mode) for key, said in words.items() if key in allowed
    )


def _period(days: int) -> str:
    if days % _YEAR == 0:
        years = days // _YEAR
        return ngettext("The last year", "The last {n} years", years).format(n=years)
    return ngettext("The last day", "The last {n} days", days).format(n=days)


def _leaving(draft: Draft, offer: Offer) -> int:
    return offer.count + sum(
        count for family, count in offer.sensitive.items() if family in draft.families
    )


def _kind(draft: Draft, offer: Offer) -> Kind:
    category = offer.category
    kept = ""
    if offer.withheld:
        kept = ngettext(
            "{n} item kept out of shares, as you chose",
            "{n} items kept out of shares, as you chose", offer.withheld,
        ).format(n=whole(offer.withheld))  # fmt: skip
    return Kind(
        category.code, said(category.title, spoken()), items(_leaving(draft, offer)),
        icon_of(category.code), required=category.required, ticked=category.code in draft.kinds,
        families=tuple(_families(draft, offer.sensitive)), kept=kept,
    )  # fmt: skip


def _families(draft: Draft, counts: Mapping[str, int]) -> Iterator[Family]:
    for family, count in sorted(counts.items()):
        yield Family(family, family_name(family), items(count), family in draft.families)
