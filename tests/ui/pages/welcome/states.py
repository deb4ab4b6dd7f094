"""Named states of the first page."""

from __future__ import annotations

from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.welcome.page import WelcomePage
from vault.ui.pages.welcome.state import WelcomeState


def states(language: str) -> dict[str, WelcomeState]:
    """Return every state in a language."""
    failed = {
        "fr": "Le disque est plein. Rien n’est perdu.",
        "en": "The disk is full. Nothing was lost.",
    }[language]
    every = ("create", "open", "example")
    return {
        "ready": WelcomeState(every, language),
        "failed": WelcomeState(every, language, None, failed),
        "making": WelcomeState(every, language, (2, 6)),
    }


PICTURED: Final = Pictured(None, states, WelcomePage)
