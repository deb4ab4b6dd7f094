"""R12: whatever is typed is looked for, in words of one person or of all, and never fails."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.usecases import browsing, people, recording, writing_facts
from vault.usecases.recording import Typed
from vault.usecases.session import Session

SIGNS = (
    "AND OR NOT NEAR *():^-+{}[],;\\'\"’\u00a0\u202f\0\x1fœÆßﬁéç\u0301\ud7ff\U0001f9ea avant:2020"
)
TYPED = st.one_of(st.text(max_size=40), st.text(alphabet=SIGNS, max_size=40))


def noted(session: Session, person: Person, text: str) -> str:
    resource = {"resourceType": "Condition", "code": {"text": text}}
    whole = writing_facts.resource_of(json.dumps(resource))
    return writing_facts.write(session, person, "condition", whole).uid


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
@example('"')
@example('a" OR words:"')
@example("words:x")
@example("NEAR(a b, 2)")
@example("^")
@example("-")
@example('-"a" -"b"')
@example("\0a")
def test_any_typed_text_is_looked_for(session: Session, camille: Person, text: str) -> None:
    if not browsing.items(session, camille):
        noted(session, camille, "Otite moyenne")
    for person in (camille, None):
        assert len(browsing.search(session, person, text)) <= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
@example("ﬁèvre")
@example("Œdème")
@example("STRASSE")
@example("İstanbul")
def test_a_word_of_a_fact_finds_it_as_it_is_written(
    session: Session, camille: Person, word: str
) -> None:
    uid = noted(session, camille, f"Note {word}")
    found = [one.kept.uid for one in browsing.search(session, camille, word, limit=1000)]
    assert uid in found
    session.database.run("DELETE FROM search")
    session.database.run("DELETE FROM fact_version")
    session.database.run("DELETE FROM fact")


def test_the_open_person_alone_is_searched_unless_everybody_is_asked_for(
    session: Session, camille: Person
) -> None:
    noe = Person("11111111-1111-4111-8111-111111111111", "Noé", "child", "legal", "Europe/Paris")
    people.add(session, noe)
    uids = {one.called: noted(session, one, "Varicelle") for one in (camille, noe)}
    (alone,) = browsing.search(session, camille, "varicelle")
    assert alone.kept.uid == uids["Camille"]
    everywhere = browsing.search(session, None, "varicelle")
    assert {one.kept.uid for one in everywhere} == set(uids.values())


@pytest.mark.parametrize("text", ["", "   ", '""', "-varicelle", "*"])
def test_what_asks_for_nothing_finds_nothing(session: Session, camille: Person, text: str) -> None:
    noted(session, camille, "Varicelle")
    assert browsing.search(session, camille, text) == ()


def test_the_note_of_a_value_finds_it(session: Session, camille: Person) -> None:
    typed = Typed(MEASURES["body_weight"], "70", session.at(), note="after zqholidays")
    uid = recording.add(session, camille, typed).uid
    assert [one.kept.uid for one in browsing.search(session, camille, "zqholidays")] == [uid]
    assert browsing.search(session, camille, "zqnothing") == ()
