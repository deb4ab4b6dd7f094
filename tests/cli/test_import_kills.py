"""Whatever dies, and whenever, an import that was acknowledged is whole, any other whole or absent.

The commands run as a person runs them, each in a process of its own, and SIGKILL ends it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from benchmarks import apple_export
from tests.conftest import CHEAP, PHRASE, opened
from vault import bootstrap
from vault.cli.main import main
from vault.store import integrity
from vault.usecases import importing
from vault.usecases.session import Session

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
TOLD = (  # what a person reads of a record, without the numbers of rows and batches
    "SELECT type, status, title, measure, value, value2, unit, start_ms, resource FROM fact",
    """SELECT s.measure, c.day, c.part, c.n, c.lo, c.hi, c.total, hex(c.digest)
       FROM chunk c JOIN stream s ON s.id = c.stream""",
    "SELECT measure, day, n, lo, hi, mean, total FROM day_total",
    "SELECT section, state FROM nothing_known",
    "SELECT count(*) FROM search",
    "SELECT count(*) FROM fact_version",
)
WHOLE = (  # each gives nothing where nothing is half written
    "SELECT uid FROM batch WHERE state NOT IN ('kept', 'undone')",
    """SELECT uid FROM batch WHERE state = 'kept' AND id NOT IN (SELECT batch FROM fact)
       AND id NOT IN (SELECT batch FROM chunk)""",
    """SELECT f.id FROM fact f JOIN batch b ON b.id = f.batch
       WHERE b.state <> 'kept' AND f.deleted IS NULL AND f.status <> 'superseded'""",
    "SELECT c.id FROM chunk c JOIN batch b ON b.id = c.batch WHERE b.state <> 'kept'",
)

Record = tuple[tuple[Any, ...], ...]


def run_and_be_killed(words: list[str], out: str) -> None:
    """Be the process that is killed; what it says goes to a file."""
    os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
    raise SystemExit(main(words, CHEAP))


def told(session: Session) -> Record:
    return tuple(tuple(sorted(session.database.run(one), key=repr)) for one in TOLD)


@dataclass
class Struck:
    """A vault on disk, and the record that each file makes of it when nothing interrupts."""

    place: Path
    folder: Path
    files: tuple[Path, ...]
    dice: random.Random
    died: bool = False
    began: float = 0.0
    opened: float = 0.0
    empty: Record = ()
    filled: dict[Path, Record] = field(default_factory=dict)
    lasted: dict[tuple[str, Path], tuple[float, float]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def session(self) -> Iterator[Session]:
        session = opened(self.place, bootstrap.clock())  # type: ignore[arg-type]
        yield session
        session.end()

    def carnet(
        self, words: list[str], seconds: float = 120, *, once_open: bool = False
    ) -> dict[str, Any] | None:
        """Run a command until it ends or is killed; return what it acknowledged, if it did.

        It is killed after so many seconds; `once_open` counts them from the opening of the vault.
        """
        out = self.folder / "out.json"
        front = ["--vault", str(self.place), "--json", "--lang", "en",
                 "--passphrase-file", str(self.folder / "phrase")]  # fmt: skip
        child = get_context("spawn").Process(
            target=run_and_be_killed, args=([*front, *words], str(out))
        )
        self.began = time.perf_counter()
        child.start()
        while once_open and child.is_alive() and not self.log.exists():
            child.join(0.002)
        self.opened = time.perf_counter()
        child.join(seconds)
        child.kill()
        child.join()
        self.died = child.exitcode == -signal.SIGKILL
        child.close()
        text = out.read_text("utf-8") if out.exists() else ""
        out.unlink(missing_ok=True)
        try:
            answer: dict[str, Any] = json.loads(text)
        except ValueError:  # a document that is cut acknowledges nothing
            return None
        assert "error" not in answer
        return answer

    def measure(self) -> None:
        """Import each file and take it back, uninterrupted: what it makes, how long it takes."""
        with self.session() as session:
            self.empty = told(session)
        for file in self.files:
            report = self.carnet(self.bringing(file), once_open=True)
            self.timed("import", file)
            assert report is not None
            with self.session() as session:
                self.filled[file] = told(session)
            assert self.carnet(["undo", report["batch"]], once_open=True) is not None
            self.timed("undo", file)
            with self.session() as session:
                assert told(session) == self.empty
            assert self.filled[file] != self.empty

    def timed(self, act: str, file: Path) -> None:
        end = time.perf_counter()
        self.lasted[act, file] = end - self.began, end - self.opened

    def killed(self, act: str, file: Path, words: list[str]) -> dict[str, Any] | None:
        """Kill a command at any moment, three times of four while it has the vault open."""
        once_open = self.dice.random() < 0.75
        most = self.lasted[act, file][once_open]
        answer = self.carnet(words, self.dice.uniform(0, 1) * most, once_open=once_open)
        if not self.died and once_open:
            self.timed(act, file)  # it was quicker than before
        return answer

    @property
    def log(self) -> Path:
        return self.place / "record.db-wal"  # a vault that is locked has none

    @staticmethod
    def bringing(file: Path) -> list[str]:
        return ["import", str(file), "--accept-identity"]

    def strike_undo(self, file: Path) -> None:
        """Import uninterrupted, kill the undoing."""
        report = self.carnet(self.bringing(file))
        assert report is not None
        self.undo(file, report["batch"])

    def strike(self, file: Path) -> None:
        """Kill an import; where it stands whole all the same, kill its undoing too."""
        report = self.killed("import", file, self.bringing(file))
        batch = self.found(file, before=self.empty, after=self.filled[file],
                           acknowledged=report is not None, act="import")  # fmt: skip
        if batch is None:
            return
        assert report is None or report["batch"] == batch
        self.undo(file, batch)

    def undo(self, file: Path, batch: str) -> None:
        answer = self.killed("undo", file, ["undo", batch])
        left = self.found(file, before=self.filled[file], after=self.empty,
                          acknowledged=answer is not None, act="undo")  # fmt: skip
        if left is not None:
            with self.session() as session:
                importing.undo(session, left)

    def found(
        self, file: Path, *, before: Record, after: Record, acknowledged: bool, act: str
    ) -> str | None:
        """Open the vault that was left behind; return the batch that it keeps, if any."""
        self.seen[f"{act}s killed"] += self.died
        self.seen[f"{act}: killed with the vault open"] += self.log.exists()
        with self.session() as session:
            for asked in WHOLE:
                assert session.database.run(asked) == []
            now = told(session)
            assert now == after or (now == before and not acknowledged)
            how = "acknowledged" if acknowledged else "whole" if now == after else "nothing"
            self.seen[f"{act}: {how}" if self.died else f"{act}: ended by itself"] += 1
            assert session.vault.journal.first_break() is None
            damaged = integrity.pages(session.database), integrity.links(session.database)
            assert damaged == (0, 0)
            lines = dict(session.database.run(
                "SELECT kind, count(*) FROM journal WHERE kind LIKE 'import%' GROUP BY kind"
            ))  # fmt: skip
            states = Counter(state for (state,) in session.database.run("SELECT state FROM batch"))
            assert lines.get("imported", 0) == states.total()
            assert lines.get("import_undone", 0) == states["undone"]
            kept = session.database.run("SELECT uid FROM batch WHERE state = 'kept'")
        assert [one.name for one in self.place.glob("staging/*")] == []
        return kept[0][0] if kept else None


@pytest.fixture
def struck(place: Path, tmp_path: Path) -> Struck:
    (tmp_path / "phrase").write_text(PHRASE)
    apple_export.write(tmp_path / "export.xml", 6000)
    days = [date(2010, 1, 1) + timedelta(days=3 * number) for number in range(1700)]
    rows = [f"{day} 07:{day.day:02}:00,{60 + day.day / 10}," for day in days]
    (tmp_path / "weight.csv").write_text("\n".join(['Date,"Weight (kg)",Comments', *rows, ""]))
    bundle = FIXTURES / "fhir-json" / "a_bundle_of_many_things" / "input.json"
    files = (tmp_path / "export.xml", tmp_path / "weight.csv", bundle)
    return Struck(place, tmp_path, files, random.Random(11))  # noqa: S311 - chosen moments


@pytest.mark.slow
@pytest.mark.parametrize("kills", [6, pytest.param(100, marks=pytest.mark.gallery)])
def test_killed_by_the_system_an_import_is_whole_or_not_there(struck: Struck, kills: int) -> None:
    """`kills` of imports, and about a quarter as many of their undoing."""
    struck.measure()
    for file in cycle(struck.files):
        if struck.seen["imports killed"] == kills:
            break
        struck.strike(file)
        if struck.seen["undos killed"] * 4 < struck.seen["imports killed"]:
            struck.strike_undo(file)
    sys.stdout.write(f"{dict(sorted(struck.seen.items()))}\n")  # shown by -rP
