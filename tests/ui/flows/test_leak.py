"""T-LEAK: what is typed and read stays in the carnet, and nowhere else on the computer."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from tests.conftest import CAMILLE, PHRASE, FakeClock
from tests.ui.flows.conftest import Open, Ticks
from tests.ui.flows.hands import Hands
from vault import log
from vault.record.person import Person
from vault.ui import clipboard
from vault.ui.crash import Crash, Notice
from vault.usecases import people
from vault.usecases.measurements import measurements

pytestmark = pytest.mark.screen
# one for each way in; none is part of another, all are found whatever their case
CANARIES = {
    "passphrase": PHRASE,
    "wrong passphrase": "canari faux mirliton",
    "value": "68.437",
    "note": "canarinote à jeun",
    "person": "Canaripersonne",
    "file name": "canarifichier",
    "folder": "canaridossier",
    "comment in a file": "canaricommentaire",
    "value in a file": "71.593",
    "searched word": "canarirecherche",
    "filter": "canarifiltre",
    "half-typed": "canaribrouillon",
    "failed word": "canarifaute",
}
CSV = (
    'Date,"Weight (kg)",Comments\n'
    f"2026-06-01 07:00:00,{CANARIES['value in a file']},{CANARIES['comment in a file']}\n"
)
XDG = ("CONFIG_HOME", "CACHE_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Folders for all that a program may write beside the carnet, empty at the start."""
    folders = {name: tmp_path / "outside" / name.lower() for name in ("HOME", "TMPDIR")}
    folders |= {f"XDG_{name}": tmp_path / "outside" / name.lower() for name in XDG}
    for name, folder in folders.items():
        folder.mkdir(parents=True, mode=0o700)
        monkeypatch.setenv(name, str(folder))
    log.start(folders["XDG_STATE_HOME"])
    yield [tmp_path / "outside", tmp_path / "state", tmp_path / "settings"]
    log.stop()


def forms(word: str) -> Iterator[bytes]:
    """Give a word as a file may hold it: two encodings, two decimal signs, base64 at each place."""
    for text in {word, word.replace(".", ","), word.lower(), word.encode().hex()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            raw = text.encode(encoding)
            yield raw
            for before in range(3):
                coded = base64.b64encode(bytes(before) + raw)
                yield coded[4 if before else 0 : -4]


def leaks(folders: list[Path]) -> list[str]:
    """Return which canary is in which file, or in a name of one."""
    found = []
    for folder in folders:
        for file in [one for one in folder.rglob("*") if one.exists()]:
            held = os.fsencode(file.relative_to(folder))
            held += file.read_bytes() if file.is_file() else b""
            low = held.lower()
            found += [
                f"{what} in {file.name}"
                for what, word in CANARIES.items()
                if any(form in held or form in low for form in forms(word))
            ]
    return found


@pytest.mark.parametrize("what", CANARIES)
@pytest.mark.parametrize("way", ["plain", "wide", "coded", "named"])
def test_a_leak_is_found(what: str, way: str, tmp_path: Path) -> None:
    word = CANARIES[what]
    held = {
        "plain": f"<a>{word}</a>".encode(),
        "wide": f"xx{word}".encode("utf-16-le"),
        "coded": base64.b64encode(f"Some words before: {word}, and after".encode()),
        "named": b"",
    }[way]
    name = f"{word}.tmp" if way == "named" else "cache.bin"
    (tmp_path / name).write_bytes(held)
    assert leaks([tmp_path]) == [f"{what} in {name}"]


def seen_outside(hands: Hands) -> list[str]:
    """Return the words that leave the window: its titles, and the clipboard."""
    titles = [one.windowTitle() for one in hands.app.window.findChildren(QWidget)]
    return [*titles, hands.app.window.windowTitle(), QGuiApplication.clipboard().text()]


def check(hands: Hands) -> None:
    """Hold the titles and the clipboard against the canaries."""
    for words in seen_outside(hands):
        assert not [one for one in CANARIES.values() if one.lower() in words.lower()]


@pytest.mark.slow
def test_nothing_typed_or_read_is_found_outside_the_carnet(
    outside: list[Path], window: Open, place: Path, clock: FakeClock, ticks: Ticks, tmp_path: Path
) -> None:
    hands = window()
    unlocked(hands)
    session = hands.app.session
    assert session is not None
    a_measure(hands)
    assert [str(one.value) for one in hands.ask(lambda: measurements(session, CAMILLE))]
    a_person(hands)
    a_file(hands, tmp_path)
    searched(hands)
    copied(hands)
    a_fault(hands, clock)
    saved(hands, tmp_path)
    half_typed(hands)
    check(hands)
    ticks.passed += 6 * 60
    hands.wait(lambda: hands.app.session is None)
    check(hands)
    hands.app.window.close()
    assert leaks([*outside, place]) == []
    assert any(outside[0].rglob("carnet.log"))  # something was written, and was looked at


def unlocked(hands: Hands) -> None:
    """A wrong passphrase, then the right one."""
    hands.wait_for("Unlock")
    hands.tab_to("unlock.passphrase")
    hands.type(CANARIES["wrong passphrase"])
    hands.press("Return")
    hands.wait_for("not correct")
    hands.tab_to("unlock.passphrase")
    hands.press("Ctrl+A")
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)


def a_measure(hands: Hands) -> None:
    """A value and a note."""
    hands.press("Ctrl+N")
    hands.wait(lambda: hands.has("add.value"))
    hands.tab_to("add.value")
    hands.type(CANARIES["value"])
    hands.tab_to("add.note")
    hands.type(CANARIES["note"])
    hands.act("dialog.save")
    hands.back()
    hands.settle()


def a_person(hands: Hands) -> None:
    """A second record, whose name is a canary; the first stays shown."""
    hands.open("people")
    hands.act("Add a person")
    hands.wait(lambda: hands.has("person.name"))
    fill(hands, CANARIES["person"])
    check(hands)
    hands.press("Esc")
    hands.back()
    session, name = hands.app.session, CANARIES["person"]
    assert session is not None
    other = Person(str(uuid4()), name, "child", "legal", "Europe/Paris", given=name)
    hands.ask(lambda: people.add(session, other))
    hands.settle()
    check(hands)


def fill(hands: Hands, word: str) -> None:
    """Type a word into every line and every text of the dialog in front."""
    kinds: tuple[type[QLineEdit], type[QPlainTextEdit]] = (QLineEdit, QPlainTextEdit)
    for kind in kinds:
        for edit in hands.front.findChildren(kind):
            if edit.isVisible() and edit.isEnabled():
                edit.setFocus()
                hands.type(word)


def a_file(hands: Hands, tmp_path: Path) -> None:
    """A file with canaries in its name, in the name of its folder, and in it."""
    file = tmp_path / CANARIES["folder"] / f"{CANARIES['file name']}.csv"
    file.parent.mkdir()
    file.write_text(CSV, "utf-8")
    hands.press("Ctrl+I")
    hands.wait(lambda: hands.has("import.file"))
    hands.act("import.file")
    hands.name_file(file)
    hands.wait(lambda: hands.has("action.keep"))
    check(hands)
    hands.act("action.keep")
    hands.wait(lambda: hands.has("action.save"))


def searched(hands: Hands) -> None:
    """A word searched for in everything, and one in the measurements."""
    hands.open("search")
    hands.tab_to("search.words")
    hands.type(CANARIES["searched word"])
    hands.settle()
    check(hands)
    hands.open("measures")
    hands.tab_to("Filter")
    hands.type(CANARIES["filter"])
    hands.settle()
    check(hands)


def copied(hands: Hands) -> None:
    """What is copied leaves the clipboard after its time."""
    clipboard.copy(CANARIES["value"], stays_ms=50)
    assert QGuiApplication.clipboard().text() == CANARIES["value"]
    hands.wait(lambda: QGuiApplication.clipboard().text() == "")


def a_fault(hands: Hands, clock: FakeClock) -> None:
    """A fault that carries a canary is told without it."""
    crash = Crash(lambda: hands.app.window, clock)
    fault = ValueError(CANARIES["failed word"])
    crash.caught(ValueError, fault, None)
    hands.wait(lambda: isinstance(hands.front, Notice))
    assert not hands.sees(CANARIES["failed word"])
    hands.act("dialog.copy")
    check(hands)
    hands.press("Esc")
    hands.back()
    QGuiApplication.clipboard().clear()


def saved(hands: Hands, tmp_path: Path) -> None:
    """The name proposed for a file says nothing; what is saved lies where it was asked for."""
    hands.press("Ctrl+Shift+E")
    hands.wait(lambda: hands.has("Save as PDF"))
    hands.act("Save as PDF")
    hands.wait(lambda: hands.here() == "Passphrase")
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait(lambda: isinstance(hands.front, QFileDialog))
    front = hands.front
    assert isinstance(front, QFileDialog)
    proposed = [edit.text() for edit in front.findChildren(QLineEdit)]
    words = [*CANARIES.values(), CAMILLE.called]
    assert not [one for one in words for text in proposed if one.lower() in text.lower()]
    hands.name_file(tmp_path / CANARIES["folder"] / f"{CANARIES['file name']}.pdf")
    hands.wait_for("The file is saved.")


def half_typed(hands: Hands) -> None:
    """A dialog is left open with words in it."""
    hands.open("measures")
    hands.press("Ctrl+N")
    hands.wait(lambda: hands.has("add.note"))
    hands.tab_to("add.note")
    hands.type(CANARIES["half-typed"])
    assert isinstance(hands.front, QDialog)
