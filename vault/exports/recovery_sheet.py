"""The recovery sheet on paper: thirteen words that open the carnet without its passphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from vault.exports.typesetting import typeset
from vault.i18n import _


def pdf(
    words: Sequence[str], created: date, long_date: Callable[[date], str], *, dots: int = 0
) -> bytes:
    """Set the sheet on one A4 page, in the language spoken; readable in black on white.

    `created` is the day on which the carnet was made: it stands for its name, because no name of
    a person may stand on the sheet. The QR code holds the words, one space between them. With
    `dots` an inch it is a PNG of the page.
    """
    pictures = {"qr.svg": _qr(words)}
    return typeset("recovery_sheet", _said(words, long_date(created)), created, pictures, dots=dots)


def _said(words: Sequence[str], day: str) -> dict[str, Any]:
    return {
        "title": _("Recovery sheet"),
        "purpose": _("This sheet opens the carnet made on {date}.").format(date=day),
        "words": list(words),
        "words_title": _("Recovery code"),
        "qr": _("QR code of the thirteen words above"),
        "qr_says": _("The same words, to scan"),
        "parts": [
            {
                "title": _("What to do if the passphrase is lost"),
                "steps": [
                    _("Start Carnet and choose “Open with the recovery sheet”."),
                    _("Type the thirteen words in their order. Four letters of each are enough."),
                    _("Capitals and accents do not matter."),
                    _("Choose a new passphrase. Carnet then offers a new sheet."),
                ],
            },
            {
                "title": _("Where to keep it"),
                "points": [
                    _("On paper, in a safe place, away from this computer."),
                    _("A second copy may stay with a person you trust."),
                ],
            },
            {
                "title": _("Where not to keep it"),
                "points": [
                    _("Not on this computer, and not in the bag of this computer."),
                    _("Not in an e-mail, a message, a photo or an online storage."),
                ],
            },
        ],
        "warning": _("Whoever holds this sheet and a copy of the carnet can read all of it."),
        "cancel": _("A new sheet cancels this one."),
        "foot": _("Carnet never asks for these words by e-mail or by telephone."),
    }


def _qr(words: Sequence[str]) -> bytes:
    import segno

    drawn = BytesIO()
    code = segno.make(" ".join(words), error="m", micro=False)
    code.save(drawn, kind="svg", border=4, xmldecl=False, nl=False)
    return drawn.getvalue()
