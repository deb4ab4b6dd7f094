"""Turns the notice that is signed into what the page shows, to the letter; plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

from vault.formatting import clock, day, size
from vault.i18n import _, ngettext
from vault.ui.kinds import icon_of
from vault.ui.pages.sign.readable import readable
from vault.ui.pages.sign.state import ExactState, Result, Said, Sent, SignState
from vault.usecases import nine_facts
from vault.usecases.exact import Exact
from vault.usecases.sending import Done
from vault.usecases.sharing import ReceiptSeen, SendingSeen, Share
from vault.wording.errors import sentence
from vault.wording.sharing import content

_KIND: Final = "- "
_SHOWN: Final = 400_000  # letters of a file that a screen shows; saving writes all of it


def shown(
    notice: str, service: str, practice: Literal["", "note", "look"], exact: Exact,
    codes: tuple[str, ...],
) -> SignState:  # fmt: skip
    """Lay out a notice; `codes` are the kinds of its second fact, in the order of its lines."""
    facts = nine_facts.read(notice)
    second = facts.fact(2)
    counted = [line for line in second.lines if line.startswith(_KIND)][: len(codes)]
    return SignState(
        step="ready", service=service, practice=practice, title=facts.title,
        for_whom=facts.for_whom, facts=tuple(Said(one.head, one.lines) for one in facts.facts),
        kinds=tuple(_kind(line, code) for line, code in zip(counted, codes, strict=True)),
        more=second.lines[len(counted) :], agreement_head=facts.agreement_head,
        agreement=facts.agreement,
        exact=_("A FHIR file of {size}, readable only by {service}").format(
            size=size(len(exact.body)), service=service
        ),
    )  # fmt: skip


def _kind(line: str, code: str) -> Sent:
    """Take « - Weight: 64 items » apart; its words stay as they are."""
    name, _colon, count = line.removeprefix(_KIND).rpartition(":")
    return Sent(name.strip(), count.strip(), icon_of(code), code)


def exact(what: Exact) -> ExactState:
    """Say the exact content of a sending, as the service reads it and byte for byte."""
    text = what.body.decode("utf-8", "replace")
    if len(text) > _SHOWN:
        text = text[:_SHOWN] + "\n" + _("The rest is in the file that you can save.")
    return ExactState(
        content(what.items, len(what.body)), readable(what.body), text,
        (
            (_("Fingerprint (SHA-256)"), what.sha256),
            (_("Size in bytes"), str(len(what.body))),
            (_("Sent to"), what.service),
            (_("Key of the recipient"), what.recipient or "—"),
        ),
        what.notice,
    )  # fmt: skip


def result(done: Done | None, share: Share, at: datetime) -> Result:
    """Say what became of a share that was signed."""
    seen, service = share.sendings[-1], share.consent.name
    error = "" if done is None or done.error is None else sentence(done.error)
    if seen.receipt is not None:
        words = _("Share signed and sent on {date} at {time}.")
        title = words.format(date=day(at.date(), at.date(), "full"), time=clock(at))
        facts = tuple(_receipt(seen, seen.receipt))
        return Result("good", title, facts=facts, acts=("receipt", "see"))
    if seen.state == "unconfirmed":
        title = _("Sent, but {service} has not confirmed.").format(service=service)
        return Result("look", title, error, acts=("send", "see"))
    if seen.state == "ready":
        return Result(
            "look", _("Signed, but not sent yet."), error, acts=("send", "stop", "see"),
            when_online=bool(seen.sending.auto),
        )  # fmt: skip
    title = _("{service} refused the sending.").format(service=service)
    return Result("error", title, error, acts=("see",))


def _receipt(seen: SendingSeen, receipt: ReceiptSeen) -> Iterator[tuple[str, str]]:
    yield _("Content"), content(seen.sending.items, seen.sending.size)
    yield _("Fingerprint of the receipt"), receipt.sha256
    if refused := len(receipt.rejected):
        words = ngettext(
            "The service did not take {n} item.", "The service did not take {n} items.", refused
        )
        yield _("Not taken"), words.format(n=refused)
