"""The page of the signature: the nine facts on the left, two equal answers on the right."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.services.parts import alert
from vault.ui.pages.share.page import steps
from vault.ui.pages.sign import facts
from vault.ui.pages.sign.agreement import Agreement
from vault.ui.pages.sign.state import Result, SignState
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.beside import Beside
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.drawn import DrawnPage
from vault.ui.widgets.page import Head
from vault.ui.widgets.panel import Pairs, Panel
from vault.ui.widgets.stack import Stack
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick
from vault.ui.widgets.tick_list import TickList
from vault.ui.widgets.wrap import Wrap


class SignPage(DrawnPage):
    """Says `sign`, `decline`, `later`, `exact`, `items/CODE`, `again`, `receipt`, `send`, `stop`...

    What was typed is read with `take` once, and is not kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self.agreement: Agreement | None = None

    def take(self) -> str:
        """Return the passphrase as it was typed."""
        return "" if self.agreement is None else self.agreement.secret.edit.text()

    def show_state(self, state: SignState) -> None:
        """Draw a state, whole; while it is signed and after a wrong passphrase the field stays."""
        if self.agreement is not None and (state.error or state.step == "signing"):
            self._in_place(self.agreement, state)
            return
        self.agreement = None
        self.draw(_head(state), list(self._parts(state)))
        self._arrive()

    def _in_place(self, agreement: Agreement, state: SignState) -> None:
        if state.step == "signing":
            agreement.wait()
        else:
            agreement.say(state.error)

    def _arrive(self) -> None:
        if self.agreement is not None:
            self.agreement.arrive()

    def _parts(self, state: SignState) -> Iterator[QWidget]:
        yield steps(3)
        if state.problem is not None:
            yield alert(state.problem, self.asked.emit)
        if state.step == "loading":
            yield Text(_("Reading…"), "body")
        elif state.step == "unverified":
            yield self._answers_without_signing()
        elif state.step in {"ready", "signing", "sending"}:
            yield from self._request(state)
        elif state.result is not None:
            yield from self._result(state.result)

    def _request(self, state: SignState) -> Iterator[QWidget]:
        if state.practice:
            yield facts.practice(state.practice)
        if state.again:
            yield Alert("look", state.again)
        if state.for_whom:
            yield facts.for_whom(state.for_whom)
        left = [
            facts.who(state), facts.terms(state), facts.what(state, self.asked.emit),
            facts.exact(state, self.asked.emit),
        ]  # fmt: skip
        right = Agreement(state) if state.step == "ready" else _waiting(state)
        if isinstance(right, Agreement):
            right.asked.connect(self.asked)
            self.agreement = right
        yield Beside(Stack(left), right)

    def _answers_without_signing(self) -> Card:
        """An entry whose check fails can be declined or left, never signed."""
        card = Card()
        card.body.addWidget(Text(_("This request cannot be signed."), "strong"))
        card.body.addWidget(
            Wrap([self._button("decline", _("Decline")), self._button("later", _("Decide later"))])
        )
        return card

    def _result(self, result: Result) -> Iterator[QWidget]:
        made = Alert(result.kind, result.title, result.sentence)
        made.setAccessibleIdentifier("result")
        yield made
        if result.facts:
            yield Panel(_("Signed receipt"), [Pairs(result.facts)])
        words = {
            "send": _("Try again"), "stop": _("Cancel the share"),
            "receipt": _("See the receipt"), "see": _("See the share"),
        }  # fmt: skip
        card = Card()
        if result.when_online is not None:
            online = Tick(
                _("Send as soon as there is a connection"),
                _("Carnet tries again while it is open."),
            )
            online.setChecked(result.when_online)
            online.setAccessibleIdentifier("online")
            listed = TickList(_("Sending"), {"online": online})
            listed.turned.connect(self.asked.emit)
            card.body.addWidget(listed)
        card.body.addWidget(Wrap([self._button(act, words[act]) for act in result.acts]))
        yield card

    def _button(self, key: str, words: str) -> Button:
        button = Button(words, "plain")
        button.setAccessibleIdentifier(key)
        button.clicked.connect(lambda: self.asked.emit(key))
        return button


def _waiting(state: SignState) -> Card:
    card = Card()
    words = _("Signing…") if state.step == "signing" else _("Sending…")
    card.body.addWidget(Text(words, "strong"))
    return card


def _head(state: SignState) -> Head:
    return Head(state.title or _("Check and sign the share"))
