"""The thirteen words of a sheet while they are typed: what fits, what has to be looked at."""

from __future__ import annotations

from vault.i18n import _
from vault.ui.typed_word import Word
from vault.usecases import sheets

_SHOWN = 4  # suggestions beside a word


class SheetWords:
    """Judges each word as it is typed; accents, capitals and the letters after four are free."""

    def __init__(self) -> None:
        self.states = [Word() for _number in range(sheets.COUNT)]
        self._typed = [""] * sheets.COUNT

    @property
    def text(self) -> str:
        """Return what was typed, as a sheet."""
        return " ".join(word.whole or "?" for word in self.states)

    @property
    def missing(self) -> int | None:
        """Return the index of the first word that is not there or does not fit; None if all do."""
        return next((at for at, state in enumerate(self.states) if not state.whole), None)

    def type(self, at: int, typed: str) -> None:
        """Take what stands in the field of a word, from 0."""
        word = typed.strip()
        self._typed[at] = word
        found = sheets.suggestions(word)
        if not word:
            self.states[at] = Word()
        elif whole := sheets.meant(word):
            self.states[at] = Word(whole=whole)
        elif found or len(word) < 2:  # noqa: PLR2004 - two letters suggest
            self.states[at] = Word(found[:_SHOWN])
        else:
            self.states[at] = Word(problem=to_check(at))

    def leave(self, at: int) -> None:
        """Say what is wrong with a word that was left half typed."""
        if self._typed[at] and not self.states[at].whole:
            self.states[at] = Word(problem=to_check(at))

    def mark(self, at: int) -> None:
        """Say that a word has to be looked at."""
        self.states[at] = Word(problem=to_check(at))


def to_check(at: int) -> str:
    """Name the word, counted from 0, that has to be looked at."""
    return _("word {n}: to check").format(n=at + 1)
