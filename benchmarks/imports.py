"""Imports into an encrypted vault, each beside a bare scan of the same file."""

from __future__ import annotations

import csv
import json
import random
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from typing import Final
from xml.parsers import expat
from zoneinfo import ZoneInfo

from benchmarks import apple_export
from benchmarks.case import Case
from vault.errors import Cancelled
from vault.paths import private_dir
from vault.record.person import Person
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault
from vault.usecases import importing, people
from vault.usecases.importing import Wish
from vault.usecases.session import Session

ZOE: Final = Person("00010203-0405-4607-8809-0a0b0c0d0e0f", "Zoé", "self", "self", "Europe/Paris")
QUICK, WHOLE = 230_000, 1_160_000  # records: 100 and 500 MB
VALUES: Final = 200_000
_BLOCK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Clock:
    zone: tzinfo

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(slots=True)
class _Bench:
    """A folder with the data of a case, and a fresh vault for each run."""

    doors: ExitStack = field(default_factory=ExitStack)
    folder: Path | None = None
    session: Session | None = None
    count: int = 0

    def place(self) -> Path:
        """Return the folder, made when first asked for."""
        if self.folder is None:
            self.folder = self.doors.enter_context(private_dir())
        return self.folder

    def fresh(self) -> None:
        """Make a vault with one person."""
        self.close()
        self.count += 1
        database = Database(self.place() / f"record{self.count}.db", bytes(32), create=True)
        migrate(database)
        self.session = Session(OpenVault(database), _Clock(ZoneInfo("Europe/Paris")), "command")
        people.add(self.session, ZOE)

    def bring(self, path: Path) -> None:
        """Import a file, whole."""
        assert self.session is not None
        with importing.prepared(self.session, ZOE, Wish((path,))) as ready:
            importing.keep(self.session, ready)

    def close(self) -> None:
        """Close the vault of the last run and erase it."""
        if self.session is not None:
            self.session.database.close()
            self.session = None
            for left in self.place().glob("record*.db*"):
                left.unlink()

    def end(self) -> None:
        """Leave nothing behind."""
        self.close()
        self.doors.close()
        self.folder = None


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the layout of all benchmarks
    """Give the cases of this module."""
    records = QUICK if quick else WHOLE
    return [_apple(records), _cancel(records), _again(QUICK), _withings()]


def _apple(records: int) -> Case:
    bench, made = _Bench(), _once(lambda folder: apple_export.write(folder / "a.xml", records))

    def prepare() -> None:
        made(bench.place())
        bench.fresh()

    def scan() -> None:
        made(bench.place())
        with _scanned(bench.place() / "a.xml") as parse:
            parse()

    return Case(
        "import_apple", lambda: bench.bring(bench.place() / "a.xml"), scan, 3.0, n=records,
        prepare=prepare, after=bench.end,
    )  # fmt: skip


def _cancel(records: int) -> Case:
    """Stop an import in the middle of reading, at the first of keeping, and far into it."""
    bench, made = _Bench(), _once(lambda folder: apple_export.write(folder / "a.xml", records))
    moments, running = cycle(((0.5, 0), (1.0, 1), (1.0, 2000))), deque[_Stopped](maxlen=1)

    def prepare() -> None:
        made(bench.place())
        running.append(_Stopped(bench, *next(moments)))
        running[0].begin()

    def stop() -> None:
        running[0].stop()

    return Case(
        "import_cancel", stop, None, None, goal_ms=500, n=records, wall=True,
        prepare=prepare, after=bench.end,
    )  # fmt: skip


class _Stopped:
    """An import in a thread of its own: stopped after a share of reading and looks of keeping."""

    def __init__(self, bench: _Bench, share: float, looks: int) -> None:
        self._bench, self._share, self._looks = bench, share, looks
        self._asked, self._there, self._read = Event(), Event(), 0.0
        self._work = Thread(target=self._import)

    def begin(self) -> None:
        """Start, and return when the moment has come."""
        self._work.start()
        self._there.wait()

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self._asked.set()
        self._work.join()

    def _import(self) -> None:
        try:
            self._bring()
        finally:
            self._there.set()

    def _bring(self) -> None:
        self._bench.fresh()
        assert self._bench.session is not None
        wish = Wish((self._bench.place() / "a.xml",))
        with (
            suppress(Cancelled),
            importing.prepared(
                self._bench.session, ZOE, wish, told=self._told, cancelled=self._look
            ) as ready,
        ):
            importing.keep(self._bench.session, ready)
        self._bench.close()

    def _told(self, done: int, total: int) -> None:
        self._read = done / total if total else 0.0

    def _look(self) -> bool:
        if self._read >= self._share:
            self._looks -= 1
            if self._looks < 0:
                self._there.set()
        return self._asked.is_set()


def _again(records: int) -> Case:
    """Compare the second import of a file with the first."""
    bench, made = _Bench(), _once(lambda folder: apple_export.write(folder / "a.xml", records))

    def first() -> None:
        made(bench.place())
        bench.fresh()
        bench.bring(bench.place() / "a.xml")

    return Case(
        "import_again", lambda: bench.bring(bench.place() / "a.xml"), first, 1.0, n=records,
        after=bench.end,
    )  # fmt: skip


def _withings() -> Case:
    bench, made = _Bench(), _once(_tables)

    def prepare() -> None:
        made(bench.place())
        bench.fresh()

    def scan() -> None:
        made(bench.place())
        with (bench.place() / "raw_tracker_hr.csv").open(encoding="utf-8", newline="") as stream:
            for _start, lengths, values in csv.reader(stream):
                if lengths.startswith("["):
                    json.loads(lengths)
                    json.loads(values)

    return Case(
        "import_withings", lambda: bench.bring(bench.place() / "raw_tracker_hr.csv"), scan, 8.0,
        goal_ms=1000, n=VALUES, prepare=prepare, after=bench.end,
    )  # fmt: skip


def _tables(folder: Path) -> int:
    chance = random.Random(apple_export.SEED)
    with (folder / "raw_tracker_hr.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("start", "duration", "value"))
        for number in range(VALUES // 100):
            day, hour = divmod(number, 24)
            start = datetime(2026, 1, 1, hour, tzinfo=UTC).timestamp() + day * 86_400
            at = datetime.fromtimestamp(start, UTC).isoformat()
            values = [chance.randint(48, 165) for _one in range(100)]
            rows.writerow((at, json.dumps([30] * 100), json.dumps(values)))
    return VALUES


def _once(make: Callable[[Path], int]) -> Callable[[Path], None]:
    """Make data when first asked for."""
    done: list[Path] = []

    def made(folder: Path) -> None:
        if folder not in done:
            make(folder)
            done.append(folder)

    return made


@contextmanager
def _scanned(path: Path) -> Iterator[Callable[[], None]]:
    """Give a bare scan of a document: expat with an empty handler."""
    with path.open("rb") as stream:

        def parse() -> None:
            parser = expat.ParserCreate()
            parser.StartElementHandler = lambda _name, _attributes: None
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)

        yield parse
