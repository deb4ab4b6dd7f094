from __future__ import annotations

from vault.record.person import Person
from vault.usecases.session import Session


def test_a_known_absence_outweighs_the_absence_of_knowledge(
    session: Session, camille: Person
) -> None:
    row, known = session.vault.people.row_id(camille.uid), session.vault.nothing_known

    assert known.say(row, "allergy", "unknown", 1, "window", None)
    assert not known.say(row, "allergy", "not_asked", 2, "window", None)
    assert known.say(row, "allergy", "none", 3, "window", None)
    assert not known.say(row, "allergy", "unknown", 4, "window", None)
    assert not known.say(row, "allergy", "none", 5, "window", None)
    assert known.of(row) == (("allergy", "none", 3),)
