"""The main job as a person would do it: every step a command line, in a home of its own.

`python -m tests.main_job` prints each step; pytest runs the same. The scale is a Bluetooth device
on the virtual bench, the service another process on the loopback, the values are real ones.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest

from tests.virtual_ble.vble.scenario import Stage, load
from vault.usecases.demo import withings_zip

SCENARIO: Final = Path(__file__).parent / "virtual_ble/scenarios/first_scale.toml"
ROOT: Final = Path(__file__).parents[1]
PHRASE: Final = "cheval correct pile agrafe"


@dataclass
class Desk:
    """A home with one vault; `run` is one command line, and asserts how it ends."""

    home: Path

    def __post_init__(self) -> None:
        self.secret = self.home / "phrase.txt"
        self.secret.write_text(f"{PHRASE}\n", "utf-8")
        left_out = ("CARNET_VAULT", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
        self.environment = {k: v for k, v in os.environ.items() if k not in left_out}
        self.environment |= {"HOME": str(self.home), "PYTHONPATH": str(ROOT), "TZ": "Europe/Paris"}

    def words(self, *words: str) -> list[str]:
        front = ["--vault", str(self.home / "dossier.carnet"), "--json", "--quiet", "--lang", "fr"]
        return [sys.executable, "-m", "vault", *front, *words]

    def run(self, *words: str, code: int = 0, new: bool = False) -> dict[str, Any]:
        way = "--new-passphrase-file" if new else "--passphrase-file"
        command = self.words(*words, *([] if words[0] == "verify" else [way, str(self.secret)]))
        done = subprocess.run(
            command, env={**self.environment, **bus()}, capture_output=True, text=True,
            cwd=self.home, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr + done.stdout
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    @contextmanager
    def practice(self) -> Iterator[dict[str, Any]]:
        """Run `carnet sandbox` in a process of its own."""
        child = subprocess.Popen(
            self.words("sandbox"), env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        try:
            yield json.loads(child.stdout.readline())
        finally:
            child.terminate()
            assert child.wait(20) in (0, 130, -15)
            child.stdout.close()


def bus() -> dict[str, str]:
    """The bus of the bench, while it plays."""
    name = "DBUS_SYSTEM_BUS_ADDRESS"
    return {name: os.environ[name]} if name in os.environ else {}


def received(control: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{control}/received") as answer:  # noqa: S310 - the loopback
        bundles: list[dict[str, Any]] = json.load(answer)["received"]
    return bundles


def steps(desk: Desk) -> Iterator[str]:
    """Do it all; say each step when it is done."""
    made = desk.run("create", "--person", "Claire", "--born", "1958-03-14", new=True)
    assert len(made["recovery_code"].split()) == 13
    yield "vault: encrypted, opened by a passphrase or by the 13 words of its sheet"
    yield from _importing(desk)
    yield from _measuring(desk)
    yield from _looking(desk)
    with desk.practice() as practice:
        yield from _sharing(desk, practice)
    yield from _ending(desk)


def _importing(desk: Desk) -> Iterator[str]:
    export = desk.home / "export.zip"
    export.write_bytes(withings_zip(datetime.now(UTC).date()))
    asked = desk.run("import", str(export), "--preview")
    assert asked["batch"] is None
    first = desk.run("import", str(export))
    assert first["format"] == "withings-export"
    assert first["added"] == asked["added"] > 2000
    yield f"import: {first['added']} items of a Withings export, as its preview said"
    again = desk.run("import", str(export))
    assert (again["added"], again["corrected"]) == (0, 0)
    yield "import: the same file again adds 0"


def _measuring(desk: Desk) -> Iterator[str]:
    with Stage(load(SCENARIO)) as stage:
        (scale,) = desk.run("devices", "scan", "--seconds", "3")["devices"]
        desk.run("devices", "pair", scale["address"], "--person", "Claire")
        read = desk.run("devices", "read", scale["address"], "--seconds", "10", "--inbox")
        assert (read["added"], read["to_attribute"]) == (0, 3)
        report = stage.report()
    assert report["ok"], report
    weights = {one["id"]: one["values"][0]["value"] for one in read["readings"]}
    assert sorted(weights.values()) == [71.4, 71.9, 72.5]
    waiting = desk.run("inbox", "list")["readings"]
    assert {one["id"] for one in waiting} == set(weights)
    desk.run("inbox", "assign", *weights, "--person", "Claire")
    rows = desk.run("measures", "--measure", "body_weight")["measures"]
    kept = [row for row in rows if row["value"] in (71.4, 71.9, 72.5) and row["unit"] == "kg"]
    assert len(kept) >= 3
    yield "scale: 72.5, 71.9 and 71.4 kg read over Bluetooth, and given to Claire by hand"


def _looking(desk: Desk) -> Iterator[str]:
    told = desk.run("stats", "--measure", "body_weight")["stats"]
    assert told["last"] == 71.4
    assert told["slope_30_days"] < 0
    picture = desk.home / "poids.png"
    desk.run("chart", "--measure", "body_weight", "--out", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    yield f"trend: {told['count']} weights, {told['slope_30_days']:+.2f} kg in 30 days, drawn"


def _sharing(desk: Desk, practice: dict[str, Any]) -> Iterator[str]:
    desk.run("catalogue", "update", practice["catalogue"], "--root", practice["root_file"])
    service = next(one for one in practice["services"] if "admission" in one)
    shown = desk.home / "preview.json"
    asked = (service, "--finality", "pre-admission", "--only", "body_weight")
    preview = desk.run("share", "preview", *asked, "--out", str(shown))
    yield f"share: {preview['items']} items shown, {preview['bytes']} bytes, nothing else can leave"
    grant = desk.run("share", "sign", *asked, "--sha256", preview["sha256"])["grant"]["id"]
    assert received(practice["control"]) == []
    sent = desk.run("share", "send", grant)
    assert sent["grant"]["state"] == "active"
    (bundle,) = received(practice["control"])
    arrived = base64.urlsafe_b64decode(bundle["bundle"] + "==")
    assert arrived == shown.read_bytes()
    yield "share: signed, sent, received; what arrived is byte for byte what was shown"
    evidence = desk.home / "preuves.zip"
    desk.run("share", "evidence", grant, "--out", str(evidence))
    verdict = desk.run("verify", str(evidence), "--root", practice["root_file"])
    assert verdict["ok"] is True
    yield f"evidence: {len(verdict['checks'])} checks hold, without the vault"
    stopped = desk.run("share", "stop", grant, "--erase")
    assert stopped["grant"]["state"] == "stopped"
    assert received(practice["control"]) == []
    yield "share: stopped here, acknowledged there, and erased"


def _ending(desk: Desk) -> Iterator[str]:
    paper = desk.home / "resume.pdf"
    desk.run("export", "summary", "--out", str(paper))
    document = pypdfium2.PdfDocument(paper)
    words = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    assert "Claire" in words
    assert "71,4" in words
    yield f"summary: {len(document)} page(s) for a professional, with the last weight"
    assert desk.run("journal", "verify")["ok"] is True
    assert desk.run("check")["ok"] is True
    batches = [one for one in desk.run("imports")["batches"] if one["kind"] == "import"]
    undone = [desk.run("undo", one["id"])["undone"]["removed"] for one in batches]
    assert sum(undone) > 2000
    rows = desk.run("measures", "--measure", "body_weight")["measures"]
    assert sorted(row["value"] for row in rows) == [71.4, 71.9, 72.5]
    yield "undo: both imports are gone, the readings of the scale stay; vault and history are whole"


@pytest.mark.slow
@pytest.mark.vble
def test_the_main_job_from_an_empty_home(tmp_path: Path) -> None:
    assert len(list(steps(Desk(tmp_path)))) == 11


def main() -> int:
    """Do it in a folder that is gone afterwards, and print each step."""
    home = Path(tempfile.mkdtemp(prefix="main-job-"))
    try:
        for step in steps(Desk(home)):
            sys.stdout.write(f"ok  {step}\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
