"""Turns shares into what the pages about them show; plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from vault.formatting import day
from vault.i18n import _
from vault.record.consent_states import GrantState
from vault.ui.pages.services.state import Tone
from vault.ui.pages.sharing.state import (
    Act,
    Said,
    SendingRow,
    ShareRow,
    ShareState,
)
from vault.usecases import nine_facts
from vault.usecases.nine_facts import NineFacts
from vault.usecases.sharing import Difference, SendingSeen, Share
from vault.wording import sharing as words

_OVER: Final = (
    GrantState.ENDED, GrantState.STOPPED, GrantState.REPLACED, GrantState.REFUSED,
)  # fmt: skip
_SENDINGS: Final[dict[str, Tone]] = {
    "confirmed": "good", "unconfirmed": "look", "refused": "error", "ready": "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One share as it was read.

    `untold`: its stop waits to be told; `erasable`: erasure may be asked for; `practice`: the
    service is made up.
    """

    share: Share
    differences: tuple[Difference, ...] = ()
    untold: bool = False
    erasable: bool = False
    practice: bool = False


def row(told: Told, now: int, today: date) -> ShareRow:
    """Say a share in a line: to whom, for what, until when, and the last sending."""
    share = told.share
    until = _("until {date}").format(date=_day(share.consent.until, share.zone, today))
    receipts = [one.receipt for one in share.sendings if one.receipt is not None]
    last = ""
    if receipts:
        when = _day(receipts[-1].at, share.zone, today)
        last = _("last sending {date}").format(date=when)
    detail = " · ".join(part for part in (_purpose(share), until, last) if part)
    return ShareRow(
        share.consent.uid, share.consent.name, detail, words.standing(share, now),
        tone(share, now), practice=told.practice,
    )  # fmt: skip


def over(share: Share, *, untold: bool) -> bool:
    """Tell whether a share is past: nothing more can happen under it, its stop was answered."""
    return share.state in _OVER and not untold


def tone(share: Share, now: int) -> Tone:
    """Return how the state of a share should look."""
    if share.state is GrantState.STOPPED:
        return "plain" if share.consent.stop_state in (None, "acknowledged") else "look"
    if share.unconfirmed or share.state is GrantState.REFUSED:
        return "error" if share.state is GrantState.REFUSED else "look"
    if share.state is GrantState.ACTIVE:
        return "look" if words.standing(share, now) != _("Active") else "good"
    return "note" if share.state is GrantState.SIGNED else "plain"


def whole(told: Told, now: int, today: date) -> ShareState:
    """Say everything about one share."""
    share = told.share
    notice = facts(share)
    return ShareState(
        step="ready", key=share.consent.uid, service=share.consent.name,
        chip=words.standing(share, now), tone=tone(share, now), practice=told.practice,
        story=tuple(words.story(share, share.zone)),
        signed=_day(share.consent.since, share.zone, today),
        for_whom="" if notice is None else notice.for_whom,
        facts=() if notice is None else tuple(Said(o.head, o.lines) for o in notice.facts),
        sendings=tuple(sending(one, share, today) for one in share.sendings),
        changed=tuple(difference(one) for one in told.differences),
        acts=frozenset(_acts(told)),
    )  # fmt: skip


def facts(share: Share) -> NineFacts | None:
    """Take the signed notice apart; None when it is not one that this version can read."""
    try:
        return nine_facts.read(share.consent.notice or "")
    except ValueError:
        return None


def sending(seen: SendingSeen, share: Share, today: date) -> SendingRow:
    """Say one sending in a line."""
    made = _day(seen.sending.made, share.zone, today)
    if seen.receipt is not None:
        when = _day(seen.receipt.at, share.zone, today)
        title = _("Received by {service} on {date}.").format(service=share.consent.name, date=when)
    else:
        title = _("Made on {date}").format(date=made)
    return SendingRow(
        seen.sending.uid, title, words.content(seen.sending.items, seen.sending.size),
        words.sending_state(seen.state), _SENDINGS.get(seen.state, "plain"),
        receipt=seen.receipt is not None, exact=seen.sending.body is not None,
    )  # fmt: skip


def difference(one: Difference) -> str:
    """Name what a service states differently now."""
    return {
        "service": _("It is no longer in the catalogue."),
        "publisher": _("Publisher"),
        "status": _("State"),
        "economic_model": _("Who pays for it"),
        "advertising": _("Advertising"),
        "hosting": _("Hosting"),
        "onward": _("Passed on to others"),
        "terms": _("Terms"),
        "privacy": _("Privacy terms"),
        "finality.exchanges": _("Kinds of data asked for"),
        "finality.retention_days": _("Kept by the service"),
        "finality.max_days": _("Longest duration"),
        "finality.label": _("Purpose"),
        "finality.text": _("Purpose"),
    }.get(one.what, _("Other terms of this purpose"))


def _acts(told: Told) -> Iterator[Act]:
    share = told.share
    if share.state.live:
        yield "stop"
        if any(one.state in ("ready", "unconfirmed") for one in share.sendings):
            yield "send"
    if share.consent.mode == "standing":
        yield from _of_standing(share.state)
    if told.untold:
        yield "tell"
    if told.erasable and not share.state.live:
        yield "erase"


def _of_standing(state: GrantState) -> Iterator[Act]:
    if state is GrantState.PAUSED:
        yield "resume"
    if state is GrantState.ACTIVE:
        yield "pause"
    if state in (GrantState.ACTIVE, GrantState.PAUSED, GrantState.ENDED):
        yield "renew"


def _purpose(share: Share) -> str:
    notice = facts(share)
    return notice.fact(4).lines[0] if notice is not None and notice.fact(4).lines else ""


def _day(at: int, zone: str, today: date) -> str:
    return day(today, datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date())
