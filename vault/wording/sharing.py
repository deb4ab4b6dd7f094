"""Words about shares: where one stands, what was sent and answered, what a stop did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from vault.formatting import long_date, size
from vault.i18n import _, ngettext
from vault.record.consent_states import GrantState, SendingState
from vault.usecases.sharing import SendingSeen, Share

_SOON: Final = 7 * 86_400_000  # ms


def day(at: int, zone: str) -> str:
    """Write the day of an instant (ms UTC) as a person of this zone reads it."""
    return long_date(_date(at, ZoneInfo(zone)))


def standing(share: Share, now: int) -> str:
    """Say in a word or two where a share stands, at ms UTC."""
    if share.state is GrantState.STOPPED:
        return _stopped(share)
    if share.unconfirmed:
        return _("Sent, not confirmed")
    if share.state is GrantState.ACTIVE:
        return _("Ends soon") if share.consent.until - now < _SOON else _("Active")
    return {
        GrantState.SIGNED: _("To send"),
        GrantState.PAUSED: _("Paused"),
        GrantState.ENDED: _("Ended"),
        GrantState.REPLACED: _("Replaced"),
        GrantState.REFUSED: _("Refused by the service"),
        GrantState.DRAFT: _("Draft"),
    }[share.state]


def _stopped(share: Share) -> str:
    return {
        "asked": _("Stop to be told"),
        "pending": _("Stop asked for"),
        "refused": _("Refused by the service"),
    }.get(share.consent.stop_state or "", _("Stopped"))


def story(share: Share, zone: str) -> Iterator[str]:
    """Tell what was sent and answered, and what became of a stop, a sentence a line."""
    service = share.consent.name
    for sending in share.sendings:
        yield from _of_sending(sending, service, zone)
    if share.state is GrantState.SIGNED and not share.unconfirmed:
        yield _("Signed, but not sent yet.")
    if share.state is GrantState.STOPPED:
        yield from _of_stop(share, zone)


def _of_sending(seen: SendingSeen, service: str, zone: str) -> Iterator[str]:
    if seen.receipt is not None:
        when = day(seen.receipt.at, zone)
        yield _("Received by {service} on {date}.").format(service=service, date=when)
        if seen.receipt.rejected:
            count = len(seen.receipt.rejected)
            yield ngettext(
                "{service} did not take {count} item.", "{service} did not take {count} items.",
                count,
            ).format(service=service, count=count)  # fmt: skip
    elif seen.state == "unconfirmed" and seen.sending.problem == "wrong-receipt":
        yield _("Sent, but {service} has not confirmed.").format(service=service)
        yield _("What {service} received differs from what you signed.").format(service=service)
    elif seen.state == "unconfirmed":
        yield _("Sent, but {service} has not confirmed.").format(service=service)
    elif seen.state == "refused":
        yield _("{service} refused the sending.").format(service=service)


def _of_stop(share: Share, zone: str) -> Iterator[str]:
    consent, service = share.consent, share.consent.name
    if consent.stop_asked is None:
        yield _("Stopped before anything was sent.")
        return
    yield _("Asked on {date}.").format(date=day(consent.stop_asked, zone))
    if consent.stop_state == "acknowledged" and consent.stop_answered is not None:
        yield _("Acknowledged on {date}.").format(date=day(consent.stop_answered, zone))
    elif consent.stop_state == "refused":
        yield _("{service} refused the stop. The evidence is kept.").format(service=service)
    else:
        yield _("No answer since {date}.").format(date=day(consent.stop_asked, zone))
        yield _("Stopped here. {service} will be told as soon as there is a connection.").format(
            service=service
        )


def sending_state(state: SendingState) -> str:
    """Say where one sending stands."""
    return {
        "ready": _("To send"),
        "sending": _("Being sent"),
        "unconfirmed": _("Sent, not confirmed"),
        "confirmed": _("Received"),
        "refused": _("Refused by the service"),
        "abandoned": _("Given up"),
        "cancelled": _("Cancelled"),
    }[state]


def content(items: int, count: int) -> str:
    """Say how much would leave: items and bytes."""
    told = ngettext("{count} item, {size}", "{count} items, {size}", items)
    return told.format(count=items, size=size(count))


def service_status(status: str) -> str:
    """Say where a service of a catalogue stands; an unknown word stays as it is."""
    return {
        "online": _("Online"),
        "offline": _("Offline for now"),
        "suspended": _("Suspended"),
        "withdrawn": _("Withdrawn"),
        "preview": _("In preparation"),
    }.get(status, status)


def _date(at: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date()


def family_name(family: str) -> str:
    """Name a sensitive family."""
    return {
        "mental": _("Mental health"),
        "sexual": _("Sexual health"),
        "addiction": _("Addictions"),
        "genetic": _("Genetics"),
        "violence": _("Violence"),
    }.get(family, family)


def field_name(name: str) -> str:
    """Name a field that a person may add to what leaves."""
    return {
        "notes": _("The text of notes"),
        "professionals": _("Names of professionals"),
        "birth-date": _("Exact date of birth"),
        "device-identity": _("Serial numbers of devices"),
        "identity-number": _("National health identity"),
    }.get(name, name)
