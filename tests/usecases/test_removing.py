from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CAMILLE
from vault.errors import PassphraseNeeded, WrongUse
from vault.usecases import people, removing
from vault.usecases.session import Session

ZOE = replace(CAMILLE, uid="00010203-0405-4607-8809-0a0b0c0d0eff", called="Zoé", relation="other")


def filled(session: Session, person: int) -> None:
    """Write a row of everything that can belong to a person."""
    run = session.database.run
    n = person
    run("INSERT INTO blob VALUES (?, ?, 1, 'raw', x'00')", n, bytes([n]) * 32)
    run(
        "INSERT INTO batch (id, uid, person, kind, format, reader_version, started, state, report)"
        " VALUES (?, ?, ?, 'import', 'x', '1', 0, 'kept', '{}')", n, f"b{n}", n,
    )  # fmt: skip
    run("INSERT INTO source (id, key, device_class) VALUES (?, ?, 'app')", n, f"s{n}")
    run(
        "INSERT INTO instrument (id, uid, source, driver, address_hash, person, settings, paired)"
        " VALUES (?, ?, ?, 'd', x'00', ?, '{}', 0)", n, f"i{n}", n, n,
    )  # fmt: skip
    run(
        "INSERT INTO inbox (uid, instrument, received, proposed, key, body)"
        " VALUES (?, ?, 0, ?, ?, '{}')", f"in{n}", n, n, bytes([n]),
    )  # fmt: skip
    run("INSERT INTO stream VALUES (?, ?, 'heart_rate', ?, '/min', '', 0)", n, n, n)
    run(
        "INSERT INTO chunk (id, stream, day, part, batch, time_quality, method, n, first_ms,"
        " last_ms, lo, hi, total, digest, body)"
        " VALUES (?, ?, 0, 0, ?, 0, 0, 1, 0, 0, 1.0, 1.0, 1.0, x'00', x'00')", n, n, n,
    )  # fmt: skip
    run("INSERT INTO chunk_seen VALUES (?, ?, NULL)", n, n)
    run("INSERT INTO day_total VALUES (?, 'steps', 0, 1, 1.0, 1.0, 1.0, 1.0, '', 1)", n)
    run(
        "INSERT INTO fact (id, uid, person, type, status, title, time_quality, key, digest, batch,"
        " source, said_by, resource, created, changed)"
        " VALUES (?, ?, ?, 'document', 'final', 't', 0, ?, x'00', ?, ?, 'person', '{}', 0, 0)",
        n, f"f{n}", n, bytes([n]), n, n,
    )  # fmt: skip
    run("INSERT INTO document (fact, blob, media, category) VALUES (?, ?, 'text/plain', 'x')", n, n)
    run("INSERT INTO search (rowid, words, stems) VALUES (?, ?, '')", n, f"canari{n}")
    run("INSERT INTO draft (person, form, body, saved) VALUES (?, 'f', '{}', 0)", n)
    run("INSERT INTO frame VALUES (?, ?, 's', ?, 0, '2a9d', 'indicate', x'00', 'kept', NULL)",
        n, f"fr{n}", n)  # fmt: skip
    run("INSERT INTO nothing_known VALUES (?, 'allergy', 'none', 0, 'command', NULL)", n)


def rows(session: Session) -> dict[str, int]:
    tables = [
        name
        for (name,) in session.database.run(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_%'"
        )
    ]
    return {
        name: session.database.run(f"SELECT count(*) FROM {name}")[0][0]  # noqa: S608 - ours
        for name in tables
    }


def test_everything_of_a_person_goes_and_nothing_of_the_other(session: Session) -> None:
    """V29."""
    people.add(session, CAMILLE)
    filled(session, 1)
    before = rows(session)
    people.add(session, ZOE)
    filled(session, 2)

    removing.remove(session, ZOE)

    after = rows(session)
    gone_on = {"journal": 2, "source": 1}  # lines are kept, and a source says nothing of anybody
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == (
        gone_on
    )
    assert session.vault.people.all() == (CAMILLE,)
    assert session.database.run("PRAGMA foreign_key_check") == []
    found = "SELECT count(*) FROM search WHERE search MATCH ?"
    assert session.database.run(found, "canari2") == [(0,)]
    assert session.database.run(found, "canari1") == [(1,)]
    assert session.vault.journal.first_break() is None


def test_a_live_share_is_stopped_first(session: Session) -> None:
    people.add(session, CAMILLE)
    session.database.run(
        "INSERT INTO consent (uid, person, service, name, way, mode, state, since, until, id_key,"
        " notice) VALUES ('c', 1, 's', 'n', 'service', 'once', 'active', 0, 1, x'00', '')"
    )
    with pytest.raises(WrongUse):
        removing.remove(session, CAMILLE)
    session.database.run("UPDATE consent SET state = 'stopped'")
    removing.remove(session, CAMILLE)
    assert rows(session)["consent"] == 0


def test_the_passphrase_itself_is_needed(session: Session) -> None:
    people.add(session, CAMILLE)
    with pytest.raises(PassphraseNeeded):
        removing.remove(replace(session, by_passphrase=False), CAMILLE)


def test_a_new_person_never_takes_an_index_that_was_used(session: Session) -> None:
    people.add(session, CAMILLE)
    people.add(session, ZOE)
    removing.remove(session, ZOE)
    people.add(session, replace(ZOE, uid="another"))
    row = session.vault.people.row_id("another")
    assert session.vault.settings.get(row, "recovery_index") == "2"
