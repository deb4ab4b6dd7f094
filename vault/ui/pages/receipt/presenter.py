"""Reads the receipt of a sending and makes its paper; plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import NotFound, VaultError
from vault.formatting import day
from vault.i18n import _, ngettext
from vault.ui.asking import Ask
from vault.ui.pages.receipt.state import ReceiptState
from vault.usecases import leaflets, nine_facts, people, sharing
from vault.usecases.leaflets import Leaflet, Paper, Part, Sheet
from vault.usecases.session import Session
from vault.usecases.sharing import ReceiptSeen, SendingSeen, Share
from vault.wording.errors import sentence
from vault.wording.paper import forms
from vault.wording.sharing import content

KIND: Final = "receipt"


@dataclass(frozen=True, slots=True)
class _Found:
    share: Share
    seen: SendingSeen
    receipt: ReceiptSeen


class ReceiptPresenter:
    """One sending of one grant, or its last; a receipt holds no health data: no passphrase."""

    def __init__(
        self, session: Session, sent: tuple[str, str], ask: Ask, tell: Callable[[str], None]
    ) -> None:
        self._session, (self._grant, self._sending) = session, sent
        self._ask, self._tell = ask, tell

    def begin(self, show: Callable[[ReceiptState], None]) -> None:
        """Read what it says."""
        session = self._session
        self._ask(lambda: told(self._found(), session.at().date()), show, self._sorry)

    def save(self, place: Path) -> None:
        """Write it as a PDF."""

        def write() -> None:
            made = paper(self._session, self._found())
            leaflets.save(self._session, made, place, health=False)

        self._ask(write, lambda _none: self._tell(_("File saved.")), self._sorry)

    def draw(self, then: Callable[[Sequence[Sheet]], None]) -> None:
        """Hand over its pages, for a printer."""
        session = self._session
        self._ask(
            lambda: leaflets.for_printer(session, paper(session, self._found())), then, self._sorry
        )

    def printed(self) -> None:
        """Note that it went to a printer, and say what a printer may keep."""
        session = self._session
        self._ask(
            lambda: leaflets.printed(session, self._found().share.consent.person, KIND),
            lambda _none: self._tell(_("The printer may keep a copy.")), self._sorry,
        )  # fmt: skip

    def _found(self) -> _Found:
        share = sharing.share(self._session, self._grant)
        for one in reversed(share.sendings):
            if one.receipt is not None and self._sending in ("", one.sending.uid):
                return _Found(share, one, one.receipt)
        raise NotFound(what="receipt")

    def _sorry(self, error: VaultError) -> None:
        self._tell(sentence(error))


def told(found: _Found, today: date) -> ReceiptState:
    """Say what the service confirmed."""
    share, seen, receipt = found.share, found.seen, found.receipt
    when = _day(receipt.at, share.zone, today)
    said = _("Received by {service} on {date}.").format(service=share.consent.name, date=when)
    facts = (
        (_("Content"), content(seen.sending.items, seen.sending.size)),
        (_("The service erases it at the latest on"),
         _day(receipt.delete_by * 1000, share.zone, today)),
        (_("Fingerprint of the receipt"), receipt.sha256),
    )  # fmt: skip
    refused = ""
    if receipt.rejected:
        refused = ngettext(
            "The service did not take {n} item.", "The service did not take {n} items.",
            len(receipt.rejected),
        ).format(n=len(receipt.rejected))  # fmt: skip
    return ReceiptState(said, facts, refused)


def paper(session: Session, found: _Found) -> Paper:
    """Say what the service confirmed, what was signed, and the receipt to the letter."""
    consent, at, word = found.share.consent, session.at(), forms()
    whose = next(one for one in people.everybody(session) if one.uid == consent.person)
    shown = told(found, date.min)  # a paper is read in other years: each day has its own
    more = (Part(_("Not taken"), (shown.rejected,)),) if shown.rejected else ()
    said = Leaflet(
        _("Signed receipt"), whose.called,
        _("Made on {day} at {time}").format(day=word.day(at.date()), time=word.clock(at)),
        shown.sentence, shown.facts,
        (
            *more, *_signed(consent.notice or ""),
            Part(_("The receipt as the service signed it"), fine=found.receipt.signed),
        ),
        example=leaflets.made_up(whose.uid),
    )  # fmt: skip
    return Paper(KIND, whose.uid, said)


def _signed(notice: str) -> Sequence[Part]:
    try:
        return [Part(one.head, one.lines) for one in nine_facts.read(notice).facts]
    except ValueError:  # not one that this version can take apart: it stands whole
        return [Part(_("What you signed"), tuple(notice.splitlines()))]


def _day(at: int, zone: str, today: date) -> str:
    return day(today, datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date())
