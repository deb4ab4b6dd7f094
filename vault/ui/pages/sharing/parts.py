"""The parts of the page of one share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.sharing.state import SendingRow, ShareState, Undecided
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.panel import Panel
from vault.ui.widgets.row import Lines, Row
from vault.ui.widgets.stack import Stack
from vault.ui.widgets.text import Text, breakable
from vault.ui.widgets.wrap import Wrap

Ask = Callable[[str], object]


def facts(state: ShareState) -> Panel:
    """Build the nine facts as they were signed."""
    panel = Panel(_("What you signed"), [])
    if state.for_whom:
        panel.body.addWidget(Text(state.for_whom, "body"))
    for fact in state.facts:
        panel.body.addSpacing(now().space("xs"))
        panel.body.addWidget(Heading(fact.head, 3))
        for line in fact.lines:
            panel.body.addWidget(Text(breakable(line), "body"))
    return panel


def sendings(state: ShareState, ask: Ask) -> Panel:
    """Build the sendings: what left, when, and what the service answered."""
    rows: list[QWidget] = [_sending(one, ask) for one in state.sendings]
    return Panel(_("Sendings"), rows or [Text(_("Nothing was sent."), "body")])


def _sending(one: SendingRow, ask: Ask) -> QWidget:
    right: list[QWidget] = [Chip(one.chip, one.tone)]
    if one.exact:
        exact = Button(_("See the exact content"), "text", says=about(_("See the exact content"),
                       one.title))  # fmt: skip
        exact.setAccessibleIdentifier(f"exact.{one.key}")
        exact.clicked.connect(lambda: ask(f"exact/{one.key}"))
        right.append(exact)
    if one.receipt:
        receipt = Button(_("See the receipt"), "text", says=about(_("See the receipt"), one.title))
        receipt.setAccessibleIdentifier(f"receipt.{one.key}")
        receipt.clicked.connect(lambda: ask(f"receipt/{one.key}"))
        right.append(receipt)
    return Stack([Row(Lines("export", one.title, one.detail)), Wrap(right)], "xxs")


def left(one: Undecided, ask: Ask) -> QWidget:
    """Build a request that was left for later: to be taken up, or put aside."""
    again = Button(_("Take it up"), "text", says=about(_("Take it up"), one.service))
    again.setAccessibleIdentifier("undecided.again")
    again.clicked.connect(lambda: ask(f"sign/{one.key}"))
    aside = Button(_("Discard it"), "text", says=about(_("Discard it"), one.service))
    aside.setAccessibleIdentifier("undecided.forget")
    aside.clicked.connect(lambda: ask(f"forget/{one.key}"))
    since = _("Left on {date}").format(date=one.since)
    return Stack([Row(Lines("service", one.service, since)), Wrap([again, aside])], "xxs")


def acts(state: ShareState, ask: Ask) -> Card:
    """Build the side column: what can be done, stopping first."""
    card = Card()
    card.body.addWidget(Heading(_("What you can do"), 2))
    offered = {
        "stop": ("stop", _("Stop this share")),
        "send": ("send", _("Send now")),
        "pause": ("pause", _("Pause")),
        "resume": ("resume", _("Resume")),
        "renew": ("renew", _("Renew or change")),
        "tell": ("send", _("Tell the service")),
        "erase": ("erase", _("Ask for erasure")),
    }
    for act, (key, words) in offered.items():
        if act in state.acts:
            card.body.addWidget(_act(key, words, ask))
    card.body.addWidget(_act("evidence", _("Evidence file"), ask))
    card.body.addWidget(
        Text(_("One file with everything that was signed, which anybody can check."), "small")
    )
    return card


def _act(key: str, words: str, ask: Ask) -> Button:
    button = Button(words, "plain")
    button.setAccessibleIdentifier(f"act.{key}")
    button.clicked.connect(lambda: ask(key))
    return button
