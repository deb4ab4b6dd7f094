"""French is complete, well set, and really spoken."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import vault
from vault.i18n import _, ngettext, speak
from vault.paths import assets

HOUSE = Path(vault.__file__).parent
CATALOGUE = assets() / "locale/fr/LC_MESSAGES/carnet.po"


def french() -> dict[str, str]:
    """The catalogue as plain text; the two forms of a plural are joined by NUL."""
    with CATALOGUE.open("rb") as stream:
        messages = [message for message in read_po(stream) if message.id]
    both = [(message.id, message.string) for message in messages]
    return {joined(words): joined(said) for words, said in both}


def joined(words: object) -> str:
    return words if isinstance(words, str) else "\0".join(words)  # type: ignore[arg-type]


WORDS = french()


def said(path: Path) -> Iterator[str]:
    """Give every literal that a module says."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            many = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
            literals = [arg.value for arg in node.args[:many] if isinstance(arg, ast.Constant)]
            if many:
                yield "\0".join(str(words) for words in literals)


def modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_all_that_is_said_is_said_in_french(path: Path) -> None:
    assert [words for words in said(path) if not WORDS.get(words)] == []


def test_no_french_is_left_over() -> None:
    used = {words for path in modules() for words in said(path)}
    assert set(WORDS) - used == set()


def test_no_sentence_stands_twice() -> None:
    blocks = CATALOGUE.read_text("utf-8").split("\n\n")
    said_once = [block.partition("msgid ")[2].partition("msgstr")[0] for block in blocks]
    told = [words for words in said_once if words.strip(' "\n')]
    assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize(("english", "french"), WORDS.items(), ids=list(WORDS))
def test_french_keeps_the_places_and_its_typography(english: str, french: str) -> None:
    places = set(re.findall(r"\{\w+\}", english.rsplit("\0", maxsplit=1)[-1]))
    assert set(re.findall(r"\{\w+\}", french)) == places
    assert not re.search(r"[ ][:;!?»]|«[ ]|'", french)
    assert not re.search(r"veuillez|oups|succès|merci de|malheureusement|!", french.casefold())


JUDGES = re.compile(
    r"\b(a?normal\w*|a?normaux|bonn?e?s?|mauvais\w*|dangers?|inquiétant\w*|alarmant\w*)\b"
)
OF_OTHER_THINGS = {
    "Réponse qui n’était pas un bon reçu", "Remettre la bonne", "Ce n’est pas le bon format\u202f?",
}  # fmt: skip


def test_no_sentence_judges_a_value() -> None:
    """R13: a value stands beside a named reference, or alone."""
    judging = {said for said in WORDS.values() if JUDGES.search(said.casefold())}
    assert judging <= OF_OTHER_THINGS


def test_a_language_is_spoken() -> None:
    speak("fr", assets() / "locale")
    assert _("The passphrase is not correct.") == "La phrase secrète n’est pas correcte."
    speak("en", Path())
    assert ngettext("{count} file", "{count} files", 2) == "{count} files"


def test_a_missing_catalogue_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        speak("fr", tmp_path)


def test_a_catalogue_that_was_built_is_read_and_one_changed_since_is_read_anew(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    source, built = folder / "carnet.po", folder / "carnet.mo"
    source.write_text('msgid "Cancel"\nmsgstr "Laisser"\n')
    speak("fr", tmp_path)
    assert _("Cancel") == "Laisser"
    with source.open("rb") as stream, built.open("wb") as out:
        write_mo(out, read_po(stream))
    source.write_text('msgid "Cancel"\nmsgstr "Renoncer"\n')
    os.utime(source, (1, 1))
    speak("fr", tmp_path)
    assert _("Cancel") == "Laisser"
    os.utime(built, (0, 0))
    speak("fr", tmp_path)
    assert _("Cancel") == "Renoncer"
    source.unlink()
    speak("fr", tmp_path)
    assert _("Cancel") == "Laisser"
