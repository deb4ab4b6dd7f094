"""Leads through the first two steps of a new share; a draft sends nothing; plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from vault.errors import VaultError
from vault.i18n import _, spoken
from vault.record.consent import Mode
from vault.record.person import Person
from vault.record.service import Service, said
from vault.ui.asking import Ask, Latest
from vault.ui.keys import choice_key
from vault.ui.pages.services.presenter import refusal
from vault.ui.pages.services.state import Problem
from vault.ui.pages.share import telling
from vault.ui.pages.share.draft import Draft, fresh
from vault.ui.pages.share.state import Purpose, ShareState
from vault.usecases import catalogues, offering, people
from vault.usecases.offering import Offer
from vault.usecases.session import Session
from vault.wording.errors import sentence


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of the service, and of the carnet it is read in."""

    service: Service
    practice: bool
    several: bool  # people in this carnet


class SharePresenter:
    """Holds the draft; `go` opens the next page by its key."""

    def __init__(
        self, session: Session, person: Person, service: str, ask: Ask,
        show: Callable[[ShareState], None], go: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._number = session, person, service
        self._ask, self._show, self._go = Latest(ask), show, go
        self._state = ShareState()
        self._service: Service | None = None
        self._counted: tuple[Offer, ...] = ()
        self.draft: Draft | None = None

    def begin(self) -> None:
        """Ask who the service is."""
        self._draw(ShareState())
        self._ask(self._read, self._ready, self._sorry)

    def leave(self) -> None:
        """Drop what still comes; nothing of the draft was sent."""
        self._ask.leave()

    def choose(self, purpose: str) -> None:
        """Choose the purpose: one, another purpose is another share."""
        assert self._service is not None
        finality = self._service.finality(purpose)
        if finality is not None:
            self.draft = fresh(self._service.id, finality)
            self._draw(replace(self._state, purpose=purpose, missing=""))

    def next(self) -> None:
        """Go on: to the data, then to the page that is signed."""
        if self.draft is None:
            self._draw(replace(self._state, missing=_("Choose what for.")))
        elif self._state.stage == 1:
            self._count(2)
        elif not self.draft.kinds:
            self._draw(replace(self._state, missing=_("Tick at least one kind of data.")))
        else:
            today = self._session.at().date()
            self._go(f"sign/{choice_key(self.draft.choice(today))}")

    def previous(self) -> None:
        """Go back to the purpose; the draft stays."""
        self._draw(replace(self._state, stage=1, missing=""))

    def tick(self, kind: str) -> None:
        """Tick one kind, or take the tick away."""
        self._change(lambda draft: draft.turned(kind))

    def tick_required(self) -> None:
        """Tick the kinds that the service cannot do without, and no other."""
        self._change(Draft.required_ticked)

    def tick_family(self, family: str) -> None:
        """Tick one sensitive family, or take the tick away."""
        self._change(lambda draft: draft.family_turned(family))

    def tick_field(self, name: str) -> None:
        """Add one field, or leave it out."""
        self._change(lambda draft: draft.field_turned(name))

    def lasting(self, days: str) -> None:
        """Choose how long the share lasts."""
        self._change(lambda draft: replace(draft, lasts=int(days)))

    def sending(self, mode: str) -> None:
        """Choose whether it is sent once, or by itself at each new item."""
        chosen: Mode = "standing" if mode == "standing" else "once"
        self._change(lambda draft: replace(draft, mode=chosen))

    def period(self, days: str) -> None:
        """Choose how far back the data goes; it is counted again."""
        assert self.draft is not None
        self.draft = replace(self.draft, days=int(days))
        self._count(2)

    def _read(self) -> Read:
        held, service = catalogues.find(self._session, self._number)
        error = refusal(self._session, held)
        if error is not None:
            raise error
        several = len(people.everybody(self._session)) > 1
        return Read(service, held.kept.kind == "practice", several)

    def _ready(self, read: Read) -> None:
        service = self._service = read.service
        told = service.entry.get("summary")
        state = ShareState(
            "ready", service=said(service.name, spoken()),
            summary=said(told if isinstance(told, dict) else {}, spoken()),
            practice=read.practice, for_whom=self._person.called if read.several else "",
            purposes=tuple(
                Purpose(one.code, said(one.label, spoken()), said(one.text, spoken()))
                for one in service.finalities
            ),
        )  # fmt: skip
        if not service.usable or not service.finalities:
            self._draw(replace(state, step="failed", problem=_not_now()))
            return
        self._draw(state)
        if len(service.finalities) == 1:
            self.choose(service.finalities[0].code)

    def _count(self, stage: Literal[1, 2]) -> None:
        draft, session, person = self.draft, self._session, self._person
        assert draft is not None
        self._ask(
            lambda: offering.offers(session, person, draft.finality, draft.days),
            lambda counted: self._counted_now(stage, counted), self._sorry,
        )  # fmt: skip

    def _counted_now(self, stage: Literal[1, 2], counted: tuple[Offer, ...]) -> None:
        self._counted = counted
        self._state = replace(self._state, stage=stage, missing="")
        self._change(lambda draft: draft)

    def _change(self, changed: Callable[[Draft], Draft]) -> None:
        assert self.draft is not None
        draft = self.draft = changed(self.draft)
        counted, today = self._counted, self._session.at().date()
        self._draw(
            replace(
                self._state, missing="",
                kinds=telling.kinds(draft, counted), total=telling.total(draft, counted),
                left_out=telling.left_out(draft, counted), periods=telling.periods(draft),
                ends=telling.ends(draft, today), fields=telling.fields(draft),
                modes=telling.modes(draft),
                without=bool(draft.kinds) and not draft.required <= draft.kinds,
            )
        )  # fmt: skip

    def _sorry(self, error: VaultError) -> None:
        problem = Problem(sentence(error), action=_("Try again"), key="again", tone="error")
        self._draw(ShareState("failed", problem=problem))

    def _draw(self, state: ShareState) -> None:
        self._state = state
        self._show(state)


def _not_now() -> Problem:
    return Problem(
        _("This service takes no new share now."),
        _("No new share. Existing shares can be stopped."),
    )
