"""Facts: what stands, what corrects, what another source says too, what a person typed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.kept import LAB, NOW, SCALE, Bench, allergy, opened, weight
from vault.errors import AlreadyThere, NotFound, VaultDamaged
from vault.record.facts import Document
from vault.store.facts import Act


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with opened(tmp_path) as made:
        yield made


def test_a_file_again_adds_and_corrects_nothing(bench: Bench) -> None:
    """R02: also where two contents share a key, in any order."""
    file = (weight("70.5"), weight("71.5"), weight("72.5", 9), allergy("Pollen"))
    assert bench.facts(*file).outcomes == ("added",) * 4
    assert bench.facts(*file[::-1]).outcomes == ("present",) * 4
    assert bench.facts(file[0], file[0], again=True).present == 2


def test_a_correction_is_a_version_and_can_be_taken_back(bench: Bench) -> None:
    uid = bench.facts(allergy("Pollen", "mild")).uids[0]
    assert bench.facts(allergy("Pollen", "severe")).corrected == 1
    told = bench.undo()
    assert (told.returned, told.removed) == (1, 0)
    kept = bench.vault.facts.get(uid)
    assert (kept.fact.resource["note"], kept.version) == ("mild", 3)
    assert [one.act for one in bench.vault.facts.history(uid)] == [
        "created", "corrected", "undone",
    ]  # fmt: skip


def test_several_facts_are_what_each_is_alone(bench: Bench) -> None:
    uids = [uid for uid in bench.facts(weight("70.5"), allergy("Pollen")).uids if uid]
    found = bench.vault.facts.several([*uids, "nobody"])
    assert found == {uid: bench.vault.facts.get(uid) for uid in uids}
    assert bench.vault.facts.several([]) == {}


def test_what_cannot_be_is_kept_and_looked_at(bench: Bench) -> None:
    kept = bench.facts(weight("0"), weight("900", 5), weight("70", -(2**31), said_by="device"))
    assert kept.outcomes == ("refused", "to_check", "to_check")
    assert (kept.refused, kept.to_check, kept.added) == (1, 2, 0)


def test_two_paths_to_one_reading_are_shown_once(bench: Bench) -> None:
    """R11: whichever comes first, the nearer one is shown; they can be set apart."""
    lab, scale = weight("71.42", 10), weight("71.40", 60, SCALE, "device")
    first = bench.facts(scale).uids[0]
    kept = bench.facts(lab)
    assert kept.duplicate_other == 1
    assert bench.vault.facts.get(kept.uids[0]).duplicate_of == first
    bench.vault.facts.set_apart(kept.uids[0])
    assert bench.vault.facts.get(kept.uids[0]).duplicate_of is None


def test_what_a_person_typed_is_not_overwritten(bench: Bench) -> None:
    uid = bench.facts(allergy("Pollen", "mild")).uids[0]
    imported = bench.batches[-1]
    hand = bench.batch(kind="hand")
    bench.vault.facts.edit(uid, allergy("Pollen", "by hand"), Act("edited", hand, NOW, "window"))
    assert bench.facts(allergy("Pollen", "severe")).outcomes == ("to_check",)
    assert bench.facts(allergy("Pollen", "severe")).outcomes == ("present",)
    assert bench.vault.facts.get(uid).fact.resource["note"] == "by hand"

    assert bench.undo(imported).edited == (uid,)
    assert bench.vault.facts.get(uid).fact.resource["note"] == "by hand"


def test_what_was_typed_over_can_go_with_its_import(bench: Bench) -> None:
    uid = bench.facts(allergy("Pollen", "mild")).uids[0]
    imported = bench.batches[-1]
    hand = bench.batch(kind="hand")
    bench.vault.facts.edit(uid, allergy("Pollen", "by hand"), Act("edited", hand, NOW, "window"))
    assert bench.undo(imported, remove_edited=True).removed == 1
    with pytest.raises(NotFound):
        bench.vault.facts.get(uid)
    with pytest.raises(NotFound):
        bench.undo(imported)


def test_what_was_deleted_stays_away_unless_asked(bench: Bench) -> None:
    fact = allergy("Pollen")
    uid = bench.facts(fact).uids[0]
    bench.vault.facts.delete(uid, Act("deleted", None, NOW, "window"))
    assert bench.facts(fact).outcomes == ("present",)
    bench.vault.facts.purge(NOW, 1)
    assert bench.facts(fact).uids == (None,)
    assert bench.facts(fact, again=True).added == 1
    assert len(bench.vault.facts.list(1)) == 1


def test_a_restore_gives_way_to_what_was_added_since(bench: Bench) -> None:
    fact = allergy("Pollen")
    uid = bench.facts(fact).uids[0]
    bench.vault.facts.delete(uid, Act("deleted", None, NOW, "window"))
    bench.vault.database.run("UPDATE fact SET key = x'00' WHERE uid = ?", uid)
    bench.facts(fact)
    bench.vault.database.run("UPDATE fact SET key = ? WHERE uid = ?", fact.key, uid)
    with pytest.raises(AlreadyThere):
        bench.vault.facts.restore(uid, Act("restored", None, NOW, "window"))


def test_an_import_in_the_trash_leaves_its_key_when_taken_back(bench: Bench) -> None:
    uid = bench.facts(allergy("Pollen")).uids[0]
    bench.vault.facts.delete(uid, Act("deleted", None, NOW, "window"))
    assert bench.undo(bench.batches[0]).removed == 1
    assert bench.facts(allergy("Pollen")).outcomes == ("present",)


def test_an_id_of_the_sender_means_what_was_said_last(bench: Bench) -> None:
    first, last = (allergy("Pollen", note, native="AllergyIntolerance/1") for note in "ab")
    kept = bench.facts(first, last)
    assert (kept.added, kept.duplicate_inside) == (1, 1)
    assert bench.vault.facts.get(kept.uids[0]).fact.resource["note"] == "b"


@pytest.mark.parametrize("body", [b"short", b"x" * 4000])
def test_a_document_comes_back_byte_for_byte(bench: Bench, body: bytes) -> None:
    """R18: one copy of the bytes, verified at each reading."""
    document = Document(body, "application/pdf", "BIOLOGIE")
    kept = bench.facts(
        allergy("One", document=document), allergy("Two", document=replace(document))
    )
    assert bench.vault.facts.document(kept.uids[1]) == document
    assert bench.vault.database.run("SELECT count(*) FROM blob") == [(1,)]
    assert bench.vault.facts.document(bench.facts(weight("70")).uids[0]) is None
    bench.vault.database.run("UPDATE blob SET body = x'00'")
    with pytest.raises(VaultDamaged):
        bench.vault.facts.document(kept.uids[0])


def test_links_pages_and_withholding(bench: Bench) -> None:
    one, two = bench.facts(weight("70"), weight("71", 600)).uids
    bench.vault.facts.link(one, two, "measured_with")
    assert bench.vault.facts.linked(two, "measured_with") == (one,)
    bench.vault.facts.part_of(one, [two])
    bench.vault.facts.withhold(two, withheld=True)
    kept = bench.vault.facts.get(two)
    assert (kept.document_of, kept.withheld) == (one, True)
    (newest,) = bench.vault.facts.page(1, count=1)
    (older,) = bench.vault.facts.page(1, (newest.fact.start_ms or 0, newest.uid))
    assert (newest.uid, older.uid) == (two, one)
    assert bench.vault.sources.get(bench.vault.sources.id_of(LAB)).shown == "Laboratoire"
