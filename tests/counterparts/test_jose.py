"""S01, S14, S15: npm jose reads what we make, and we read what it makes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # noqa: TID251 - programs of others check ours
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FakeClock
from tests.crypto.forge import NOW, claims, edwards
from tests.exports.test_evidence import LIES, files_of, relisted
from tests.sandbox.lives import evidence
from tests.sandbox.person import Person
from vault.crypto import jwe, jws, keys, trees
from vault.crypto.base64url import b64
from vault.exports.evidence import written
from vault.sandbox.practice import Practice

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
ROOM = Path(os.environ.get("CARNET_COUNTERPARTS") or CACHE / "carnet-counterparts") / "jose"
NODE = str(shutil.which("node", path=f"{ROOM.parent}/node/bin:{os.environ['PATH']}"))
PROGRAMS = (*sorted((HERE / "jose").glob("*.mjs")), ROOT / "docs" / "verify.mjs")

pytestmark = pytest.mark.counterpart


@pytest.fixture(scope="module", autouse=True)
def _programs() -> None:
    """Put the programs where jose is found from them (`tests/counterparts/install`)."""
    assert (ROOM / "node_modules/jose").is_dir(), "run tests/counterparts/install first"
    for program in PROGRAMS:
        shutil.copy(program, ROOM)


def node(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a program of ours
        [NODE, *words], cwd=ROOM, capture_output=True, text=True, check=False
    )


def asked(program: str, folder: Path, told: dict[str, Any]) -> Any:
    place = folder / "input.json"
    place.write_text(json.dumps(told))
    done = node(program, str(place))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_takes_every_vector_and_refuses_the_bad_ones() -> None:
    done = node("vectors.mjs", str(ROOT / "tests/sync/vectors"))
    assert done.returncode == 0, done.stdout
    assert "31 passed, 0 failed" in done.stdout


def test_it_reads_what_we_sign_and_seal(tmp_path: Path) -> None:
    key, told = keys.new(), claims()
    del told["aud"]
    answer = asked(
        "read.mjs",
        tmp_path,
        {
            "typ": "share+jwt",
            "public": key.public.jwk(),
            "private": {**key.public.jwk(), "d": b64(key.scalar)},
            "token": jws.sign("share+jwt", told, key),
            "envelope": jwe.seal(b"clear", key.public, sender="me", to="https://s.example.org"),
        },
    )
    assert answer["payload"] == told
    assert (answer["clear"], answer["thumbprint"]) == ("clear", key.thumbprint)
    assert answer["header"]["apu"] == b64(b"me")


def test_we_read_what_it_signs_and_seals(tmp_path: Path) -> None:
    key, (private, public) = keys.new(), edwards()
    header = {
        "alg": jwe.ALGORITHM, "enc": "A256GCM", "typ": jwe.TYP, "cty": "application/json",
        "kid": key.thumbprint, "apu": b64(b"me"), "apv": b64(b"https://s.example.org"),
    }  # fmt: skip
    made = asked(
        "make.mjs",
        tmp_path,
        {
            "claims": claims(), "typ": "share+jwt", "header": header, "clear": "clear",
            "ec": {**key.public.jwk(), "d": b64(key.scalar)},
            "okp": {**public.jwk(), "d": b64(private.private_bytes_raw())},
        },
    )  # fmt: skip
    expected = jws.Expected("share+jwt", (key.public, public), NOW)
    assert jws.verify(made["es256"], expected).key == key.public
    assert jws.verify(made["ed25519"], expected).key == public
    assert jwe.unseal(made["envelope"], key) == b"clear"


def test_roots_and_proofs_of_every_size_up_to_300(tmp_path: Path) -> None:
    leaves = [f"leaf {place}".encode() for place in range(300)]
    inclusion, consistency = [], []
    for size in range(1, 301):
        for place in {0, size // 3, size // 2, size - 1}:
            proof = [part.hex() for part in trees.inclusion(place, leaves[:size])]
            inclusion.append([place, size, proof])
            grown = [part.hex() for part in trees.consistency(place + 1, leaves[:size])]
            consistency.append([place + 1, size, grown])
    told = {
        "leaves": [leaf.hex() for leaf in leaves],
        "roots": [trees.root(leaves[:size]).hex() for size in range(301)],
        "inclusion": inclusion,
        "consistency": consistency,
    }
    answer = asked("trees.mjs", tmp_path, told)
    assert answer["wrong"] == 0
    assert answer["checked"] > 2000


@pytest.mark.parametrize("exact", [False, True])
def test_an_evidence_file_is_checked_without_us(
    tmp_path: Path, clock: FakeClock, *, exact: bool
) -> None:
    person = Person(Practice("http://127.0.0.1:1", clock), clock)
    file, root = tmp_path / "evidence.zip", tmp_path / "root.json"
    root.write_text(json.dumps(person.practice.publisher.root_file()))
    whole = written(evidence(person, exact=exact))
    file.write_bytes(whole)

    done = node("verify.mjs", str(file), "--root", str(root))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout
    assert ("content/2.json" in done.stdout) is exact

    other = Practice("http://127.0.0.1:1", clock).publisher.root_file()
    root.write_text(json.dumps(other))
    assert node("verify.mjs", str(file), "--root", str(root)).returncode == 1
    file.write_bytes(whole[:200])
    assert node("verify.mjs", str(file)).returncode == 2


@pytest.mark.parametrize("name", LIES)
def test_it_finds_every_lie_that_we_find(tmp_path: Path, clock: FakeClock, name: str) -> None:
    person = Person(Practice("http://127.0.0.1:1", clock), clock)
    whole = files_of(written(evidence(person)))
    lie, _found = LIES[name]
    file = tmp_path / "evidence.zip"
    file.write_bytes(relisted({**whole, **lie(whole)}))
    done = node("verify.mjs", str(file))
    assert done.returncode == 1, done.stdout
    assert "FAIL" in done.stdout
