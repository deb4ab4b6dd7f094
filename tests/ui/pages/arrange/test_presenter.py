"""Cards are arranged in a real record, without a screen."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.lanes import at_once, damaged
from vault.errors import VaultError
from vault.record.changes import Changes
from vault.record.measures import known
from vault.record.person import Person
from vault.ui.pages.arrange.presenter import ArrangePresenter
from vault.ui.pages.arrange.state import ArrangeState
from vault.usecases import arranging, recording
from vault.usecases.recording import Typed
from vault.usecases.session import Session


def test_cards_are_shown_kept_and_taken_back(session: Session, camille: Person) -> None:
    for key, text in (("body_weight", "70"), ("pain", "3")):
        recording.add(session, camille, Typed(known(key), text, session.at()))
    states: list[ArrangeState] = []
    told: list[tuple[str, Callable[[], Changes]]] = []
    presenter = ArrangePresenter(
        session, camille, at_once, states.append, lambda words, undo: told.append((words, undo)),
        lambda _error: None,
    )  # fmt: skip
    presenter.begin()
    assert states[0].title == "Cards of Camille"
    assert states[0].cards == (("body_weight", "Weight", True), ("pain", "Pain", True))
    presenter.arrange(("pain",))
    assert arranging.chosen(session, camille) == ("pain",)
    ((words, undo),) = told
    assert words == "Overview arranged"
    undo()
    assert arranging.chosen(session, camille) is None


def test_a_failure_is_said(session: Session, camille: Person) -> None:
    errors: list[VaultError] = []
    presenter = ArrangePresenter(
        session, camille, damaged, lambda _state: None, lambda _words, _undo: None, errors.append
    )
    presenter.begin()
    presenter.arrange(())
    assert len(errors) == 2
