"""Named states of the opening with a recovery sheet; the words open nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.pages.create.states import WORDS
from tests.ui.pages.create.states import states as making
from tests.ui.shots import Pictured
from vault.ui.pages.create.state import CreateState
from vault.ui.pages.recovery.page import RecoveryPage
from vault.ui.typed_word import Word

_SAID: Final = {
    "fr": (
        "Ce code de secours n’ouvre pas ce carnet.",
        "Ce carnet est déjà ouvert sur cet ordinateur.",
    ),
    "en": (
        "This recovery code does not open this carnet.",
        "This carnet is already open on this computer.",
    ),
}


def states(language: str) -> dict[str, CreateState]:
    """Return every state in a language."""
    other, in_use = _SAID[language]
    made = making(language)
    empty = tuple(Word() for _number in range(13))
    words = CreateState("words", typed=empty)
    return {
        "words": words,
        "words_wrong": replace(words, wrong={"words": other}, tries=1),
        "words_in_use": replace(words, failed=in_use),
        "opening": replace(words, step="opening"),
        "update": CreateState("update", typed=empty),
        "secret": replace(made["secret_easy"], typed=empty),
        "making": replace(made["making"], typed=empty),
        "offer": CreateState("offer", typed=empty),
        "sheet": CreateState("sheet", typed=empty, words=WORDS),
        "typing": made["typing"],
    }


PICTURED: Final = Pictured(None, states, RecoveryPage)
