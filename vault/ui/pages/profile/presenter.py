"""Turns a medical profile into its sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from vault import formatting
from vault.errors import VaultError
from vault.i18n import _
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.profile.state import Line, ProfileState, Section
from vault.usecases import profile
from vault.usecases.profile import Part
from vault.usecases.session import Session
from vault.wording.errors import sentence
from vault.wording.measures import titled
from vault.wording.paper import forms
from vault.wording.sections import none_known, section, unknown

SUMMARY: Final = "summary"
_ALWAYS: Final = ("allergy", "medication", "condition", "family_history", "immunization")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ICONS: Final = {
    "allergy": "allergy", "medication": "treatment", "condition": "medical profile",
    "family_history": "family", "immunization": "vaccine", "procedure": "professional",
    "stay": "professional", "pregnancy": "child", "contact": "contact", "directive": "wishes",
    "practitioner": "professional", "appointment": "appointment", "report": "laboratory",
    "lifestyle": "measurements", "disability": "accessibility",
}  # fmt: skip


class ProfilePresenter:
    """Knows use cases, knows no widget."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, show: Callable[[ProfileState], None]
    ) -> None:
        self._session, self._person, self._show = session, person, show
        self._ask = Latest(ask)
        self._parts: tuple[Part, ...] = ()
        self._state = ProfileState(first=person.given or person.called)

    def begin(self) -> None:
        """Read the profile."""
        session, person = self._session, self._person
        self._ask(lambda: profile.parts(session, person, forms()), self._arrived, self._failed)

    def choose(self, key: str) -> None:
        """Show one section, or "summary"."""
        self._turn(chosen=key)

    def show_all(self) -> None:
        """Show the sections that nobody has said anything about too."""
        self._turn(whole=True)
        self._arranged()

    def leave(self) -> None:
        """The page goes: nothing is drawn any more."""
        self._ask.leave()

    def _arrived(self, found: tuple[Part, ...]) -> None:
        self._parts = found
        self._arranged()

    def _arranged(self) -> None:
        shown = [part for part in self._parts if self._state.whole or _is_shown(part)]
        sections = tuple(self._section(part) for part in shown)
        hidden = len(self._parts) - len(shown)
        known = {SUMMARY, *(one.key for one in sections)}
        chosen = self._state.chosen if self._state.chosen in known else SUMMARY
        self._turn(step="ready", sections=sections, hidden=hidden, chosen=chosen)

    def _section(self, part: Part) -> Section:
        lines = tuple(
            Line(
                one.uid, titled(one.title), " · ".join((*one.beside, one.when)), one.by,
                one.withheld,
            )
            for one in part.lines
        )  # fmt: skip
        said, filled = self._said(part)
        note = ""
        if part.kind == "blood_group" and lines:
            note = _("Only a signed blood group card is valid.")
        icon = _ICONS.get(part.kind, "medical profile")
        return Section(part.kind, section(part.kind), icon, lines, said, filled, note)

    def _said(self, part: Part) -> tuple[str, bool]:
        if part.lines:
            return "", True
        if part.declared is None or part.at is None:
            return _("Not filled in"), False
        at = (_EPOCH + timedelta(milliseconds=part.at)).astimezone(ZoneInfo(self._person.zone))
        day = formatting.day(self._session.at().date(), at.date(), "full")
        if part.declared == "none":
            return none_known(part.kind, day), True
        return unknown(part.declared, day), True

    def _failed(self, error: VaultError) -> None:
        self._turn(step="failed", sentence=sentence(error))

    def _turn(self, **what: object) -> None:
        self._state = replace(self._state, **what)  # type: ignore[arg-type]
        self._show(self._state)


def _is_shown(part: Part) -> bool:
    return bool(part.lines) or part.declared is not None or part.kind in _ALWAYS
