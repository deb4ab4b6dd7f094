"""What the commands about shares answer: the documents of `--json`, the tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vault.cli.command import Table
from vault.i18n import _
from vault.usecases.previewing import Preview
from vault.usecases.session import Session
from vault.usecases.sharing import Difference, ReceiptSeen, SendingSeen, Share
from vault.wording import sharing as words


def grant_document(share: Share) -> dict[str, Any]:
    """Return a grant as it stands in every answer."""
    consent, zone = share.consent, share.zone
    told: dict[str, Any] = {
        "id": consent.uid,
        "service": consent.service,
        "name": consent.name,
        "finality": consent.finality,
        "mode": consent.mode,
        "state": share.state.value,
        "since": _instant(consent.since, zone),
        "until": _instant(consent.until, zone),
        "receipts": [_receipt(one, zone) for one in share.receipts],
    }
    return told if consent.stop_state is None else told | {"stop": consent.stop_state}


def whole_document(share: Share, differences: Sequence[Difference] = ()) -> dict[str, Any]:
    """Return a grant with its sendings and with what the service states differently today."""
    told = grant_document(share)
    told["sendings"] = [_sending(one, share.zone) for one in share.sendings]
    told["differences"] = [asdict(one) for one in differences]
    return told


def preview_document(shown: Preview) -> dict[str, Any]:
    """Return what would leave, in figures."""
    content = shown.content
    return {
        "service": shown.service.id,
        "finality": shown.choice.finality,
        "items": content.count,
        "bytes": content.bytes,
        "sha256": content.sha256,
        "kinds": {code: count for code, count in shown.kinds.items() if count},
        "left_out": list(shown.left_out),
    }


def shares_table(session: Session, shares: Sequence[Share]) -> Table:
    """Return the list of shares for people."""
    now = session.ms()
    rows = [
        (
            one.consent.name,
            words.standing(one, now),
            words.day(one.consent.until, one.zone),
            one.consent.uid,
        )
        for one in shares
    ]
    return Table((_("Service"), _("State"), _("Until"), _("Number")), rows)


def share_words(
    session: Session, share: Share, differences: Sequence[Difference] = ()
) -> Iterator[str | Table]:
    """Tell one share to people."""
    zone = share.zone
    yield _("{service}: {state}").format(
        service=share.consent.name, state=words.standing(share, session.ms())
    )
    yield _("Until {date}").format(date=words.day(share.consent.until, zone))
    yield from words.story(share, zone)
    if share.sendings:
        yield Table(
            (_("Sending"), _("State"), _("Content")),
            [
                (str(one.sending.seq or ""), words.sending_state(one.state),
                 words.content(one.sending.items, one.sending.size))
                for one in share.sendings
            ],
        )  # fmt: skip
    if differences:
        yield _("This service now asks for something else. Your agreement does not change.")
        yield Table((_("Changed"),), [(one.what,) for one in differences])


def _sending(seen: SendingSeen, zone: str) -> dict[str, Any]:
    sending = seen.sending
    told: dict[str, Any] = {
        "id": sending.uid,
        "seq": sending.seq,
        "state": seen.state,
        "items": sending.items,
        "bytes": sending.size,
        "tries": sending.tries,
    }
    if seen.receipt is not None:
        told["receipt"] = _receipt(seen.receipt, zone)
        told["rejected"] = [{"ref": ref, "reason": why} for ref, why in seen.receipt.rejected]
    if sending.problem is not None:
        told["problem"] = sending.problem
    return told


def _receipt(receipt: ReceiptSeen, zone: str) -> Mapping[str, Any]:
    return {
        "sha256": receipt.sha256,
        "at": _instant(receipt.at, zone),
        "status": receipt.status,
        "delete_by": _instant(receipt.delete_by * 1000, zone),
    }


def _instant(at: int, zone: str) -> str:
    moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
    return moment.isoformat(timespec="seconds")
