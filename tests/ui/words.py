"""The words that can be seen or heard in a window, and whose language they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.checks import name_of, tree

OPEN, CLOSE = "⟦", "⟧"
_STOPS: Final = {  # in nearly every sentence of one language, never in the other
    "fr": {"vous", "votre", "vos", "les", "des", "une", "dans", "avec", "cette", "sont", "aucune",
           "elle", "qui", "sur", "du", "ne", "pas"},
    "en": {"the", "your", "you", "and", "with", "of", "this", "are", "was", "it", "from", "not"},
}  # fmt: skip
_BREAK: Final = "\u200b"  # where a long word may go on in the next line: no word of anybody
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def seen(window: QWidget) -> set[str]:
    """Return what can be read on screen or heard, as whole texts."""
    texts = {name_of(node) for node in tree(window)}
    shown: tuple[QLabel | QAbstractButton, ...] = (
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    )
    texts |= {one.text() for one in shown if one.isVisible()}
    edits: tuple[QLineEdit | QPlainTextEdit, ...] = (
        *window.findChildren(QLineEdit),
        *window.findChildren(QPlainTextEdit),
    )
    texts |= {edit.placeholderText() for edit in edits if edit.isVisible()}
    return {text.replace(_BREAK, "") for text in texts if text.strip()}


def foreign(window: QWidget, language: str, data: Any) -> list[str]:
    """Return texts with a word of the other language; words of the data are not the program's."""
    other = _STOPS["en" if language == "fr" else "fr"] - _tokens(" ".join(strings(data)))
    return [text for text in seen(window) if other & _tokens(text)]


def _tokens(text: str) -> set[str]:
    return set(_LETTERS.findall(text.lower()))


def untranslated(window: QWidget, known: set[str]) -> list[str]:
    """Return texts with letters that came neither from the catalogue nor from what is known.

    The catalogue must be that of `pseudo`: each of its words stands between ⟦ and ⟧.
    """
    said = {one.strip().replace(_BREAK, "") for one in known} - {""}
    longest = sorted(said, key=len, reverse=True)
    return [text for text in seen(window) if _LETTERS.search(_rest(text, longest))]


def _rest(text: str, known: list[str]) -> str:
    for one in known:  # data may stand inside a sentence
        text = text.replace(one, " ")
    while OPEN in text and (inner := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)) != text:
        text = inner
    return text


def strings(data: Any) -> Iterator[str]:
    """Give every text in a state, however deep."""
    if isinstance(data, str):
        yield data
    elif is_dataclass(data) and not isinstance(data, type):
        for field in fields(data):
            yield from strings(getattr(data, field.name))
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from (*strings(key), *strings(value))
    elif isinstance(data, list | tuple | set | frozenset):
        for one in data:
            yield from strings(one)


def pseudo(text: str) -> str:
    """Say a literal in the language of nobody: accents, two fifths longer, between brackets."""
    parts = re.split(r"(\{[^}]*\})", text)
    odd = str.maketrans("aeiouycAEIOUYC", "äéïöûÿçÄÉÏÖÛŸÇ")
    said = "".join(part if part.startswith("{") else part.translate(odd) for part in parts)
    letters = sum(len(part) for part in parts if not part.startswith("{"))
    return f"{OPEN}{said}{_padding(max(0, round(letters * 0.4) - 2))}{CLOSE}"


def _padding(length: int) -> str:
    return "".join(" " if k % 7 == 0 else "ö" for k in range(length))
