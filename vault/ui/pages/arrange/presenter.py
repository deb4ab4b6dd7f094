"""The cards of a person: read, arranged, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from vault.errors import VaultError
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.pages.arrange.state import ArrangeState
from vault.usecases import arranging
from vault.usecases.session import Session
from vault.wording.measures import measure_name

Keys = tuple[str, ...] | None


class ArrangePresenter:
    """`tell` says that the cards were arranged, with what takes it back."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, show: Callable[[ArrangeState], None],
        tell: Callable[[str, Callable[[], Changes]], None], sorry: Callable[[VaultError], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._ask = session, person, ask
        self._show, self._tell, self._sorry = show, tell, sorry
        self._before: Keys = None

    def begin(self) -> None:
        """Read which cards there are."""
        self._ask(self._read, self._found, self._sorry)

    def arrange(self, keys: Sequence[str]) -> None:
        """Keep these cards, in this order."""
        undo = partial(arranging.choose, self._session, self._person, self._before)
        self._ask(
            partial(arranging.choose, self._session, self._person, keys),
            lambda _changes: self._tell(_("Overview arranged"), undo),
            self._sorry,
        )

    def _read(self) -> tuple[Keys, tuple[tuple[str, bool], ...]]:
        session, person = self._session, self._person
        return arranging.chosen(session, person), arranging.every_card(session, person)

    def _found(self, found: tuple[Keys, tuple[tuple[str, bool], ...]]) -> None:
        self._before, cards = found
        title = _("Cards of {first}")
        first = self._person.given or self._person.called
        named = tuple((key, measure_name(MEASURES[key]), on) for key, on in cards)
        self._show(ArrangeState(title.format(first=first), named))
