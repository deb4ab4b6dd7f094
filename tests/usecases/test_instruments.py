"""Devices of a vault: adding, changing, forgetting, and what is recognised (D03, D20, D26)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.usecases.devices_at_hand import ADDRESS, add, belt, cuff, read, scale
from vault import errors as e
from vault.devices.replay import Recording, ReplayRadio
from vault.record.person import Person
from vault.usecases import instruments, people
from vault.usecases.instruments import Linking
from vault.usecases.meeting import Meet
from vault.usecases.session import Session

NOE = Person("5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c02", "Noé", "child", "legal", "Europe/Paris")


def test_adding_reads_what_a_device_says_and_no_reading(session: Session, camille: Person) -> None:
    one = scale("00b036")
    known = add(session, one, camille.uid)

    assert (known.person, known.people, known.driver) == (
        camille.uid,
        (camille.uid,),
        "sig-weight-scale",
    )
    assert (known.source.model, known.source.device_class) == ("E-1", "scale")
    assert known.source.serial == ADDRESS
    assert session.database.run("SELECT count(*) FROM frame") == [(0,)]
    assert instruments.everything(session) == (known,)
    assert instruments.added(session, ADDRESS.lower()) == known
    assert instruments.added(session, known.uid) == known


def test_a_device_is_recognised_by_its_serial_at_another_address(
    session: Session, camille: Person
) -> None:
    one = scale()
    first = add(session, one, camille.uid)
    moved = replace(one, device=replace(one.device, address="C0:00:00:00:00:77"))
    second = add(session, moved, camille.uid)
    assert second.uid == first.uid
    assert second.address == "C0:00:00:00:00:77"
    assert len(instruments.everything(session)) == 1


def test_the_address_stands_nowhere_but_in_the_settings(session: Session, camille: Person) -> None:
    one = cuff()
    known = add(session, one, camille.uid)
    ((mark, key),) = session.database.run(
        "SELECT i.address_hash, s.key FROM instrument i JOIN source s ON s.id = i.source"
    )
    assert ADDRESS.encode() not in mark
    assert ADDRESS not in key
    assert known.source.serial == mark.hex()


def test_people_slots_and_name_are_changed_by_the_person(session: Session, camille: Person) -> None:
    people.add(session, NOE)
    known = add(session, scale(), camille.uid)

    linking = Linking((camille.uid, NOE.uid), {1: NOE.uid}, {1: 3752}, "0" * 32)
    changed, _changes = instruments.change(session, known.uid, label="Cuisine", linking=linking)
    renamed, _changes = instruments.change(session, known.uid, label="Bain", linking=Linking())

    assert (changed.name, changed.person, changed.slots) == ("Cuisine", None, {1: NOE.uid})
    assert changed.settings["slots"]["1"] == {"person": NOE.uid, "code": 3752}
    assert changed.settings["key"] == "0" * 32
    assert (renamed.name, renamed.people) == ("Bain", (camille.uid, NOE.uid))
    assert "3752" not in repr(linking)


def test_forgetting_erases_keys_and_address_and_keeps_the_uid(
    session: Session, camille: Person
) -> None:
    one = scale()
    known = add(session, one, camille.uid)
    settings = {**known.settings, "bonded": True, "key": "0" * 32}
    session.vault.instruments.learn(known.uid, settings)

    asyncio.run(instruments.forget(session, ReplayRadio(one), ADDRESS))

    assert instruments.everything(session) == ()
    kept = session.vault.instruments.get(known.uid)
    assert dict(kept.settings) == {"serial": known.source.serial, "label": "Balance"}
    with pytest.raises(e.NotFound):
        instruments.added(session, ADDRESS)


def test_a_device_that_is_away_is_forgotten_all_the_same(session: Session, camille: Person) -> None:
    known = add(session, scale(), camille.uid)
    session.vault.instruments.learn(known.uid, {**known.settings, "bonded": True})
    asyncio.run(instruments.forget(session, ReplayRadio(), ADDRESS))
    assert instruments.everything(session) == ()


def test_a_neighbour_is_shown_and_kept_nowhere(session: Session, camille: Person) -> None:
    """D20."""
    canary = "Balance du voisin"
    known, other = scale(), scale(address="C0:00:00:00:00:99")
    other = replace(other, device=replace(other.device, name=canary, rssi=-90))
    stranger = Recording(replace(other.device, address="X", services=frozenset()), {}, {}, ())
    add(session, known, camille.uid)
    air = ReplayRadio(stranger, other, known)

    found = asyncio.run(instruments.nearby(session, air, 0))
    read(session, known, other)

    assert [(one.seen.address, one.added, bool(one.drivers)) for one in found] == [
        (other.device.address, False, True),
        (ADDRESS, True, True),
        ("X", False, False),
    ]
    assert air.links == []
    dump = "".join(str(row) for (t,) in session.database.run(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ) for row in session.database.run(f"SELECT * FROM {t}"))  # noqa: S608  # fmt: skip
    assert canary not in dump
    assert other.device.address not in dump


def test_a_device_that_is_not_there_or_not_known_is_told(session: Session) -> None:
    stranger = scale()
    stranger = replace(stranger, device=replace(stranger.device, services=frozenset()), services={})
    meet = Meet()
    for air, error in (
        (ReplayRadio(), e.DeviceOutOfRange),
        (ReplayRadio(stranger), e.DeviceUnsupported),
    ):
        with pytest.raises(error):
            asyncio.run(instruments.add(session, air, ADDRESS, Linking(), meet))
    assert instruments.everything(session) == ()


def test_nobody_named_is_the_only_person_or_nobody(session: Session, camille: Person) -> None:
    assert instruments.allowed(session, ()) == (camille.uid,)
    people.add(session, NOE)
    assert instruments.allowed(session, ()) == ()
    assert instruments.allowed(session, (NOE,)) == (NOE.uid,)


def test_a_belt_is_added_like_any_other(session: Session, camille: Person) -> None:
    assert add(session, belt(), camille.uid).source.device_class == "band"


def test_what_is_recognised_has_a_name_and_a_gesture() -> None:
    for family in instruments.supported():
        assert family.name
        assert family.gesture
        assert family.measures
        assert family.wave == 1
