"""Flows 4, 5 and 6: files brought in by keyboard only, on a real carnet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QDialog

from tests.conftest import CAMILLE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from vault.record.person import Person
from vault.usecases import browsing, importing, people

pytestmark = pytest.mark.screen
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris",
             "2015-05-02", given="Noé")  # fmt: skip
WEIGHT = 'Date,"Weight (kg)",Comments\n' + "".join(
    f"2026-06-{day:02} 07:00:00,72.{day},\n" for day in range(1, 9)
)
BUNDLE = """{"resourceType": "Bundle", "type": "collection", "entry": [
{"resource": {"resourceType": "Patient", "id": "p", "birthDate": "2015-05-02",
 "name": [{"family": "Martin", "given": ["Noé"]}]}},
{"resource": {"resourceType": "Observation", "id": "o", "status": "final",
 "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
 "subject": {"reference": "Patient/p"}, "effectiveDateTime": "2026-05-10T07:01:00+02:00",
 "valueQuantity": {"value": 31.4, "unit": "kg", "system": "http://unitsofmeasure.org",
  "code": "kg"}}}]}"""
WORDS = {
    "en": {
        "choose": "Choose a file…", "import": "Import for {}", "report": "Import report",
        "about": "This file seems to be about", "other": "Import into another record",
        "mine": "It really is {}", "read": "read, all accounted for", "undo": "Undo this import",
        "nothing": "Everything is already there: nothing was added.",
        "unknown": "Carnet does not know this kind of file.", "cut": "The file is not whole.",
        "locked": "protected by a password", "added": "Items added: {}",
        "gone": "This import was taken back.", "see": "See: 1 item of an import",
        "doubt": "A value that cannot be.",
    },
    "fr": {
        "choose": "Choisir un fichier…", "import": "Importer pour {}",
        "report": "Compte rendu d’import", "about": "Ce fichier semble concerner",
        "other": "Importer dans un autre dossier", "mine": "C’est bien {}",
        "read": "lus, tous comptés ci-dessus", "undo": "Annuler cet import",
        "nothing": "Tout est déjà présent\u00a0: rien n’a été ajouté.",
        "unknown": "Carnet ne connaît pas ce type de fichier.",
        "cut": "Le fichier n’est pas entier.", "locked": "protégé par un mot de passe",
        "added": "Ajoutés: {}", "gone": "Cet import a été annulé.",
        "see": "Voir\u00a0: 1 élément d’un import", "doubt": "Une valeur impossible.",
    },
}  # fmt: skip
Step = Callable[[str], str]


@pytest.fixture
def hands(window: Open, look: Look) -> Hands:
    """Camille's record open."""
    made = window(look)
    made.enter()
    return made


@pytest.fixture
def said(look: Look) -> Step:
    return WORDS[look.language].__getitem__


def choose(hands: Hands, file: Path) -> None:
    """Press Ctrl+I, then name a file in the dialog of the system."""
    hands.press("Ctrl+I")
    hands.wait(lambda: hands.has("import.file"))
    hands.act("import.file")
    hands.name_file(file)


def bring(hands: Hands, file: Path, said: Step, first: str = "Camille") -> None:
    choose(hands, file)
    hands.wait(lambda: hands.has("action.keep"))
    assert hands.sees(said("import").format(first))
    hands.act("action.keep")
    hands.wait_for(said("report"))
    hands.wait(lambda: hands.has("action.save") or hands.has("action.more"))


def weights(hands: Hands, uid: str = CAMILLE.uid) -> int:
    session = hands.app.session
    assert session is not None

    def work() -> int:
        person = next(one for one in people.everybody(session) if one.uid == uid)
        return len(browsing.items(session, person, "measure"))

    return hands.ask(work)


def test_a_file_of_somebody_else_goes_into_their_record_only(
    hands: Hands, said: Step, tmp_path: Path
) -> None:
    """Flow 4."""
    session = hands.app.session
    assert session is not None
    camille = replace(CAMILLE, born="1979-04-02", given="Camille", family_birth="Durand")

    hands.ask(lambda: people.edit(session, camille))
    hands.ask(lambda: people.add(session, NOE))
    hands.wait(lambda: hands.app.record is not None and len(hands.app.record.people) == 2)
    file = tmp_path / "bundle.json"
    file.write_text(BUNDLE, "utf-8")
    choose(hands, file)
    hands.wait_for(said("about"))
    assert not hands.has("action.keep")
    hands.act("stranger.mine")
    hands.wait(lambda: isinstance(hands.front, QDialog))
    hands.type("Noé")
    hands.press("Return")
    assert isinstance(hands.front, QDialog)  # the name of this record is asked, not the file's
    hands.press("Esc")
    hands.back()
    hands.act("stranger.other")
    hands.wait(lambda: hands.has("action.keep"))
    assert hands.sees(said("import").format("Noé"))
    hands.act("action.keep")
    hands.wait_for(said("report"))
    assert weights(hands) == 0
    assert weights(hands, NOE.uid) == 1


def test_an_import_is_read_taken_back_and_brought_again(
    hands: Hands, said: Step, tmp_path: Path
) -> None:
    """Flow 5: the lines add up; undone, the record is as before; a second time adds nothing."""
    file = tmp_path / "weight.csv"
    file.write_text(WEIGHT)
    before = weights(hands)
    bring(hands, file, said)
    assert weights(hands) == before + 8
    lines = Counter(
        {
            name: int(found[1])
            for name in hands.said()
            if (found := re.match(r"[^:]*: (\d+),", name))
        }
    )
    assert hands.sees(f"{sum(lines.values())} ")
    assert hands.sees(said("read"))
    bring(hands, file, said)
    hands.wait_for(said("nothing"))
    assert weights(hands) == before + 8
    for _time in range(2):
        hands.take("undo_import", said("undo"))
        hands.wait(lambda: isinstance(hands.front, QDialog))
        hands.act("dialog.undo")
        hands.back()
        hands.wait_for(said("gone"))
        hands.press("Ctrl+I")
        hands.wait(lambda: hands.has("imports.past"))
        hands.tab_to("imports.past")
        hands.press("End", "Return")
        hands.wait(lambda: hands.has("action.save") or hands.has("action.more"))
    assert weights(hands) == before


@pytest.mark.parametrize(("name", "words"), [("notes.txt", "unknown"), ("locked.zip", "locked")])
def test_what_cannot_be_imported_leads_to_a_sentence_and_a_way_on(
    name: str, words: str, hands: Hands, said: Step, tmp_path: Path
) -> None:
    """Flow 6: a wrong format, an archive with a password."""
    file = tmp_path / name
    if name.endswith("zip"):
        locked(file)
    else:
        file.write_text("bonjour")
    choose(hands, file)
    hands.wait_for(said(words))
    hands.wait(lambda: hands.has("import.file"))
    good = tmp_path / "weight.csv"
    good.write_text(WEIGHT)
    bring(hands, good, said)
    assert weights(hands) == 8


def test_a_cut_file_is_kept_as_far_as_it_goes_and_never_called_whole(
    hands: Hands, said: Step, tmp_path: Path
) -> None:
    """Flow 6: a cut file."""
    file = tmp_path / "export.xml"
    record = (
        '<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Balance" unit="kg"'
        ' startDate="2026-05-{0:02} 07:01:00 +0200" endDate="2026-05-{0:02} 07:01:00 +0200"'
        ' value="72.4"/>\n'
    )
    rows = "".join(record.format(day) for day in range(1, 9))
    file.write_text(f"<HealthData>\n{rows}{rows[:60]}")
    choose(hands, file)
    hands.wait(lambda: hands.has("action.keep"))
    hands.act("action.keep")
    hands.wait_for(said("cut"))
    assert weights(hands) == 8


def test_what_an_import_could_not_believe_is_found_again_under_to_check(
    hands: Hands, said: Step, tmp_path: Path
) -> None:
    """The page « To check » leads to the very line of the report."""
    file = tmp_path / "weight.csv"
    file.write_text(f"{WEIGHT}2026-06-20 07:00:00,7210,\n")
    bring(hands, file, said)
    hands.press("Ctrl+1")
    hands.wait(lambda: hands.has("all.todo"))
    hands.act("all.todo")
    hands.wait(lambda: hands.has("open.sheet"))
    hands.act(said("see"))
    hands.wait(lambda: hands.sees(said("doubt")))


def test_locking_while_a_file_is_checked_leaves_nothing(
    hands: Hands, said: Step, tmp_path: Path
) -> None:
    file = tmp_path / "weight.csv"
    file.write_text(WEIGHT)
    choose(hands, file)
    hands.wait(lambda: hands.has("action.keep"))
    hands.press("Ctrl+L")
    hands.wait(lambda: hands.app.session is None)
    hands.enter()
    assert weights(hands) == 0
    session = hands.app.session
    assert session is not None
    assert hands.ask(lambda: importing.brought(session)) == ()


def locked(file: Path) -> None:
    """Write an archive whose only member says that it is encrypted (APPNOTE.TXT 4.4.4, bit 0)."""
    with ZipFile(file, "w") as archive:
        archive.writestr("weight.csv", WEIGHT)
    raw = bytearray(file.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(raw)
