"""Makes a frozen vault of today's schema, by the program itself.

    python -m tests.store.freeze tests/store/frozen/vNNNN

Run once, when a schema is released; what it made is never changed afterwards. Its passphrase is too
short for the program, which refuses it for people: it is set as any other, without being judged.
"""

from __future__ import annotations

import json
import shutil
import sys
from base64 import b64encode
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from tests.store.frozen_facts import facts
from vault.bootstrap import SystemClock
from vault.cli.main import main as carnet
from vault.crypto.kdf import FLOOR, Cost
from vault.paths import private_dir
from vault.record.ways_in import Passphrase
from vault.store import header_pair, keyslots
from vault.usecases import demo, unlocking
from vault.usecases.policy import Policy
from vault.usecases.session import Session

PHRASE, FROZEN = "cheval correct pile agrafe", "frozen"
COST = Cost(FLOOR.memory_kib, FLOOR.iterations, 2)
POLICY = Policy(cost=lambda: COST, reserve=0)
CLOCK = SystemClock(ZoneInfo("Europe/Paris"))
DAY = date(2026, 11, 23)
ROWS = 40


def main(folder: Path) -> None:
    """Make the vault in this empty folder, and `facts.json` beside its files."""
    with private_dir() as away:
        words = made(away)["recovery_code"]
        place = away / "v.carnet"
        session = unlocking.open_vault(place, Passphrase(PHRASE), CLOCK, policy=POLICY)
        rephrased(session)
        told = facts(session) | {"recovery_code": words, "made": CLOCK.now().isoformat()}
        session.end()
        folder.mkdir(parents=True)
        for name in ("vault.json", "record.db"):
            shutil.copy(place / name, folder / name)
    (folder / "facts.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def made(away: Path) -> dict[str, Any]:
    """Make a vault with two people and what two exports hold; return what `create` said."""
    (away / "phrase").write_text(PHRASE)
    (away / "withings.zip").write_bytes(shortened(demo.withings_zip(DAY)))
    (away / "record.json").write_bytes(with_letter(demo.record_bundle(DAY)))
    camille = ("--person", "Camille")
    told = run(away, "create", *camille, "--born", "1979-05-14", "--sex", "female",
               "--new-passphrase-file", str(away / "phrase"))  # fmt: skip
    run(away, "people", "add", "Odile", "--born", "1951-02-20", "--sex", "female")
    for name in ("withings.zip", "record.json"):
        run(away, "import", str(away / name), *camille, "--accept-identity")
    return told


def shortened(export: bytes) -> bytes:
    """Keep the head and the last rows of each table: a frozen vault stays small for ever."""
    packed = BytesIO()
    with ZipFile(BytesIO(export)) as whole, ZipFile(packed, "w") as part:
        for name in whole.namelist():
            head, *rows = whole.read(name).splitlines(keepends=True)
            part.writestr(name, head + b"".join(rows[-ROWS:]))
    return packed.getvalue()


def with_letter(bundle: bytes) -> bytes:
    """Put a document into the record, in clear and long enough to be packed."""
    content = json.loads(bundle)
    letter = b64encode("Compte rendu : rien d’inquiétant. ".encode() * 40).decode()
    attachment = {"contentType": "text/plain", "title": "Compte rendu", "data": letter}
    document = {
        "resourceType": "DocumentReference",
        "status": "current",
        "date": "2026-03-02T09:00:00+01:00",
        "type": {"text": "Compte rendu"},
        "content": [{"attachment": attachment}],
    }
    content["entry"].append({"resource": document})
    return json.dumps(content).encode()


def run(away: Path, *words: str) -> dict[str, Any]:
    """Run one command; stop when it does not succeed."""
    front = ["--vault", str(away / "v.carnet"), "--passphrase-file", str(away / "phrase"), "--json"]
    said, sys.stdout = sys.stdout, StringIO()
    try:
        code = carnet([*front, *words], POLICY)
        answer: dict[str, Any] = json.loads(sys.stdout.getvalue())
    finally:
        sys.stdout = said
    if code:
        raise SystemExit(f"{words[0]}: {code} {answer}")
    return answer


def rephrased(session: Session) -> None:
    """Set the passphrase that every frozen vault has."""
    held = session.held
    assert held is not None
    others = [slot for slot in held.header.slots if slot["kind"] != "passphrase"]
    slot = keyslots.made(held.header, Passphrase(FROZEN), held.data_key, COST)
    header = held.header.next([slot, *others], held.key("header-mac"))

    def commit() -> None:
        with session.act("passphrase_changed", None):
            header_pair.remember(session.database, header)

    header_pair.rewrite(held.place, header, commit)
    held.header = header


if __name__ == "__main__":
    main(Path(sys.argv[1]))
