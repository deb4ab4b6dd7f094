"""The medical profile, the documents, and where what stands in them comes from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.hands import Hands
from tests.ui.pages.documents.test_presenter import paper
from vault.record.changes import Changes
from vault.record.measures import known
from vault.record.person import Person
from vault.usecases import entering, importing, people, recording, writing_facts
from vault.usecases.measurements import measurements
from vault.usecases.recording import Typed

pytestmark = pytest.mark.screen
ALLERGY = {"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"},
           "criticality": "high"}  # fmt: skip
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")
WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.1,\n'


def write(hands: Hands, kind: str, body: Any, whose: Person = CAMILLE) -> str:
    """Write a fact past the window, which hears of it as of any change."""
    session = hands.app.session
    assert session is not None
    written: list[str] = []

    def work() -> Changes:
        written.append(writing_facts.write(session, whose, kind, body).uid)
        return Changes(frozenset({(whose.uid, kind)}))

    hands.ask(work)
    return written[0]


def test_a_section_of_the_profile_is_opened_and_says_what_came_meanwhile(inside: Hands) -> None:
    inside.open("profile/allergy")
    inside.wait_for("Not filled in")
    uid = write(inside, "allergy", ALLERGY)
    inside.wait(lambda: inside.has(f"fact.{uid}"))
    assert inside.sees("Penicillin")
    inside.tab_to(f"fact.{uid}")
    session = inside.app.session
    assert session is not None
    inside.ask(lambda: people.add(session, NOE))
    write(inside, "allergy", ALLERGY, NOE)
    inside.settle()
    assert inside.focus().accessibleIdentifier() == f"fact.{uid}", "the keyboard stays"
    assert sum(name.startswith("Penicillin,") for name in inside.said()) == 1
    inside.press("Return")
    inside.wait(lambda: inside.heading() == "Where does this come from?")
    assert inside.sees("Entered by you")
    inside.act("dialog.close")
    inside.back()
    inside.act("profile.all")
    inside.settle()
    assert not inside.has("profile.all")


def test_a_document_is_opened_traced_and_closed(inside: Hands) -> None:
    session = inside.app.session
    assert session is not None
    inside.open("documents")
    inside.wait_for("No document.")
    uid = write(inside, "document", paper("Results of March", "text/plain", b"glucose 0.94"))
    inside.wait(lambda: inside.has(f"document.{uid}"))
    inside.ask(lambda: people.add(session, NOE))
    write(inside, "document", paper("Of Noah", "text/plain", b"x"), NOE)
    inside.settle()
    assert not inside.sees("Of Noah")
    inside.act(f"document.{uid}")
    inside.wait_for("glucose 0.94")
    inside.act("document.provenance")
    inside.wait(lambda: inside.heading() == "Where does this come from?")
    assert inside.sees("Results of March")
    inside.act("dialog.close")
    inside.back()
    inside.act("document.close")
    inside.wait_gone("glucose 0.94")


def test_a_value_says_its_versions_and_an_older_one_is_restored(inside: Hands) -> None:
    session = inside.app.session
    assert session is not None
    typed = Typed(known("body_weight"), "70", session.at() - timedelta(minutes=5))
    uid = inside.ask(lambda: recording.add(session, CAMILLE, typed)).uid
    edited = Typed(known("body_weight"), "71", session.at() - timedelta(minutes=5))
    inside.ask(lambda: entering.edit(session, CAMILLE, uid, edited))
    inside.open(f"provenance/{uid}")
    inside.wait(lambda: inside.heading() == "Where does this come from?")
    assert inside.sees("Versions")
    assert not inside.has("dialog.import")
    inside.act("provenance.restore.1")
    inside.wait_for("Earlier version restored")

    def value() -> str:
        (one,) = inside.ask(lambda: measurements(session, CAMILLE))
        return str(one.value)

    assert value() == "70"
    inside.press("Ctrl+Z")
    inside.wait(lambda: value() == "71")


def test_a_value_that_was_imported_leads_to_its_import(inside: Hands, tmp_path: Path) -> None:
    session = inside.app.session
    assert session is not None
    file = tmp_path / "weight.csv"
    file.write_text(WEIGHT)

    def work() -> str:
        with importing.prepared(session, CAMILLE, importing.Wish((file,))) as ready:
            importing.keep(session, ready)
        return measurements(session, CAMILLE)[0].id

    inside.open(f"provenance/{inside.ask(work)}")
    inside.wait(lambda: inside.has("dialog.import"))
    inside.act("dialog.import")
    inside.back()
    inside.wait_for("What became of it")
    inside.open("provenance/of-another-day")
    inside.wait_for("Nothing has this number or name.")
