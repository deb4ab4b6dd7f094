from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import CAMILLE, PHRASE, Carnet, FakeClock, opened


def test_the_journal_tells_from_a_time_on_and_of_a_kind(carnet: Carnet) -> None:
    _code, told = carnet("journal")
    first = told["entries"][0]
    assert (first["seq"], first["kind"], first["person"]) == (1, "created", None)
    assert first["at"] == "2026-11-23T12:00:00+01:00"

    assert carnet("journal", "--from", "2999-01-01")[1] == {"entries": []}
    _code, told = carnet("journal", "--from", "2026-11-23T12:00:00+01:00", "--kind", "person_added")
    assert [entry["person"] for entry in told["entries"]] == [CAMILLE.uid]
    assert carnet("journal", "--from", "soon")[1]["error"]["kind"] == "WrongUse"


def test_a_kind_that_there_is_not_is_said_with_those_there_are(carnet: Carnet) -> None:
    code, told = carnet("journal", "--kind", "importd")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    assert "import_undone, imported," in told["error"]["message"]
    assert "importd" not in told["error"]["message"]


def test_the_journal_is_verified_and_exported(carnet: Carnet, tmp_path: Path) -> None:
    code, verified = carnet("journal", "verify")
    assert (code, verified["ok"], len(verified["head"])) == (0, True, 64)

    out = tmp_path / "journal.ndjson"
    code, told = carnet("journal", "export", "--out", str(out))
    assert (code, told["bytes"]) == (0, out.stat().st_size)
    *lines, last = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, last["entries"] + 1))
    assert out.stat().st_mode & 0o777 == 0o600
    code, told = carnet("journal", "export", "--out", str(tmp_path / "no" / "where"))
    assert (code, told["error"]["kind"]) == (8, "NotWritable")


def test_a_broken_chain_is_said_with_seven(carnet: Carnet, place: Path, clock: FakeClock) -> None:
    """V32."""
    session = opened(place, clock)
    session.database.run("UPDATE journal SET actor = 'carnet' WHERE seq = 2")
    session.end()
    code, told = carnet("journal", "verify")
    assert (code, told["error"]["kind"]) == (7, "JournalBroken")
    code, told = carnet("check")
    assert (code, told["ok"]) == (7, False)
    assert [one["name"] for one in told["checks"] if not one["ok"]] == ["journal"]
    assert PHRASE not in json.dumps(told)
