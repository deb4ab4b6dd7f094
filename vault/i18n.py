"""The door to translations; French is complete or the build fails."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

_spoken: Final[list[NullTranslations | GNUTranslations]] = [NullTranslations()]
_language: Final = ["en"]


def speak(language: str, catalogues: Path) -> None:
    """Speak this language from now on; English needs no catalogue.

    `catalogues` holds LANGUAGE/LC_MESSAGES/carnet.po, and carnet.mo where the package was built.
    Raises FileNotFoundError without one: a French person is never shown English because a file
    was forgotten.
    """
    folder = catalogues / language / "LC_MESSAGES"
    _spoken[0] = NullTranslations() if language == "en" else GNUTranslations(_catalogue(folder))
    _language[0] = language


def spoken() -> str:
    """Return the language of the window, as `speak` was told: "fr" or "en"."""
    return _language[0]


def _(words: str) -> str:
    """Say a literal in the language of the window; call it when drawing, never at import."""
    return _spoken[0].gettext(words)


def ngettext(one: str, many: str, count: int) -> str:
    """Say a literal that counts; French takes the singular for 0 and 1."""
    return _spoken[0].ngettext(one, many, count)


def _catalogue(folder: Path) -> BytesIO:
    source, built = folder / "carnet.po", folder / "carnet.mo"
    if built.exists() and (not source.exists() or built.stat().st_mtime >= source.stat().st_mtime):
        return BytesIO(built.read_bytes())
    from babel.messages.mofile import write_mo  # a checkout that was not built
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream))
    compiled.seek(0)
    return compiled
