"""Lines of the journal get the names that their ids stand for, and a sentence."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from vault.record.instrument import Instrument
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.store.consents import Consent
from vault.usecases import chronicle
from vault.usecases.session import Session
from vault.wording.chronicle import line


def brought(session: Session, person: Person, kind: str, form: str, file: str | None) -> str:
    uid = str(uuid4())
    with session.database.transaction():
        row = session.vault.people.row_id(person.uid)
        batch = Batch(uid, kind, form, "1", file_name=file)  # type: ignore[arg-type]
        at = session.vault.batches.open(batch, row, session.ms())
        session.vault.batches.finish(at, {}, session.ms())
    return uid


def noted(session: Session, kind: str, person: Person | None, **body: object) -> chronicle.Told:
    with session.act(kind, None if person is None else person.uid, body):
        pass
    return chronicle.told(session)[0]


def scale(session: Session, name: str) -> str:
    uid = str(uuid4())
    known = Instrument(uid, "sig-weight-scale", Source(vendor="Made", model="Up"), None,
                       {"label": name}, session.ms())  # fmt: skip
    with session.database.transaction():
        session.vault.instruments.add(known, uid.encode())
    return uid


def test_an_import_is_told_with_its_file_and_can_be_undone(
    session: Session, camille: Person
) -> None:
    uid = brought(session, camille, "import", "apple-health", "export.zip")
    told = noted(session, "imported", camille, batches=[uid], added=1190)
    assert line(told) == "Import of export.zip: 1,190 items added"
    assert (told.group, told.undoable, told.person) == ("imports", uid, camille)


def test_an_import_taken_back_can_not_be_taken_back_again(
    session: Session, camille: Person
) -> None:
    uid = brought(session, camille, "import", "apple-health", "export.zip")
    with session.database.transaction():
        session.vault.batches.undo(uid, session.ms(), "window")
    told = noted(session, "import_undone", camille, batch=uid, removed=3)
    assert line(told) == "Import of export.zip undone"
    assert told.undoable == ""
    assert noted(session, "imported", camille, batches=["gone"]).named == ""


def test_readings_are_told_with_the_device_when_only_one_can_have_sent_them(
    session: Session, camille: Person
) -> None:
    uid = brought(session, camille, "device", "sig-weight-scale", None)
    assert line(noted(session, "readings_kept", camille, batch=uid, readings=2)) == (
        "Readings were received"
    )
    scale(session, "Bathroom scale")
    told = noted(session, "readings_kept", camille, batch=uid, readings=2)
    assert line(told) == "Bathroom scale: 2 measurements added"
    scale(session, "Other scale")
    assert noted(session, "readings_kept", camille, batch=uid, readings=2).named == ""


def test_a_device_is_told_by_its_name_and_one_that_is_gone_without(
    session: Session, camille: Person
) -> None:
    uid = scale(session, "Bathroom scale")
    assert line(noted(session, "device_forgotten", camille, device=uid)) == (
        "Bathroom scale was taken off the devices"
    )
    assert line(noted(session, "device_added", camille, device="gone")) == "A device was added"


def test_a_share_is_told_by_the_name_it_was_signed_with(session: Session, camille: Person) -> None:
    consent = Consent(
        "g1", camille.uid, None, "org.example", "CHU de Nantes", "service", "f", "once", "signed",
        1, 2, None, bytes(16), "notice",
    )  # fmt: skip
    with session.database.transaction():
        session.vault.consents.keep(consent)
    assert line(noted(session, "share_signed", camille, grant="g1")) == (
        "Share with CHU de Nantes signed"
    )
    assert line(noted(session, "share_signed", camille, grant="none")) == "A share was signed"


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("failed_attempts", {"count": 1}, "1 failed attempt since the last opening"),
        ("readings_assigned", {"assigned": 5}, "5 readings attributed"),
        ("assigned", {"readings": 5}, "5 readings attributed"),
        ("purged", {"facts": ["a", "b"]}, "Deleted items were erased"),
        ("from_a_later_version", {}, "from_a_later_version"),
    ],
)
def test_a_kind_without_a_name_has_its_sentence(
    kind: str, body: dict[str, object], said: str, session: Session, camille: Person
) -> None:
    told = noted(session, kind, camille, **body)
    assert line(told) == said
    assert line(replace(told, person=None, count=0))


def test_only_what_is_asked_for_is_told(session: Session, camille: Person) -> None:
    noted(session, "opened", None, way="passphrase")
    assert [one.entry.kind for one in chronicle.told(session, "openings")] == ["opened"]
    assert [one.entry.kind for one in chronicle.told(session, person=camille)] == ["person_added"]
    assert [one.entry.kind for one in chronicle.told(session, words="CAMI")] == ["person_added"]
    assert chronicle.told(session, words="nothing like this") == ()
