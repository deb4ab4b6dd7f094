"""What trends are made of: ten years from the columns of chunks, totals of overlapping sources."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import Final

import numpy as np

from benchmarks.case import Case
from benchmarks.vaults import CLOCK
from vault.paths import private_dir
from vault.record.batch import Column
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault
from vault.trends.calendar import Span
from vault.usecases import charting, people
from vault.usecases.charting import Topic
from vault.usecases.session import Session

ZOE: Final = Person("00010203-0405-4607-8809-0a0b0c0d0e0f", "Zoé", "self", "self", "Europe/Paris")
WATCH: Final = Source("Apple", "", "Watch6,12", "watch")
PHONE: Final = Source("Apple", "", "iPhone14,5", "phone")
DAY: Final = 86_400_000
_FIRST: Final = date(2016, 11, 1)
_BEGIN: Final = (_FIRST.toordinal() - date(1970, 1, 1).toordinal()) * DAY
_KEYS: Final = {
    "heart_rate": "/min", "respiratory_rate": "/min", "spo2": "%", "hrv_sdnn": "ms",
    "hrv_rmssd": "ms",
}  # fmt: skip
_LONG: Final = Span(_FIRST, date(2026, 11, 1))
_YEAR: Final = 365
_A_DAY: Final = 95  # spans of each source


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the shape of every module here
    """Give the two cases; `quick` changes nothing, neither takes long."""
    del quick
    long, year = _Bench(), _Bench()
    return [
        Case("overview_10y", long.overview, long.columns, 4, 50, len(_KEYS),
             prepare=long.ten_years, after=long.end),
        Case("totals_rebuild", year.rebuild, year.swept, 2, 500, 2 * _YEAR * _A_DAY,
             prepare=year.steps, after=year.end),
    ]  # fmt: skip


class _Bench:
    """A vault of its own, filled when first asked for."""

    def __init__(self) -> None:
        self._doors, self._session = ExitStack(), list[Session]()
        self._bounds: list[tuple[int, int, float]] = []

    @property
    def session(self) -> Session:
        if not self._session:
            place = self._doors.enter_context(private_dir()) / "record.db"
            database = Database(place, bytes(32), create=True)
            self._doors.callback(database.close)
            migrate(database)
            self._session.append(Session(OpenVault(database), CLOCK, "command"))
            people.add(self._session[0], ZOE)
        return self._session[0]

    def end(self) -> None:
        """Leave nothing behind."""
        self._doors.close()

    def _keep(self, *columns: Column) -> None:
        vault = self.session.vault
        with self.session.database.transaction():
            batch = vault.batches.open(Batch("b", "import", "bench", "1"), 1, 0)
            for column in columns:
                vault.samples.keep(batch, 1, column, "span", self.session.ms())

    def ten_years(self) -> None:
        """Keep five measures, every hour of ten years."""
        if self._session:
            return
        starts = np.arange(_BEGIN, _BEGIN + 3652 * DAY, DAY // 24)
        values = np.random.default_rng(1).integers(60, 90, len(starts)).astype(np.float64)
        self._keep(
            *(Column(key, WATCH, unit, starts, values, offsets=60) for key, unit in _KEYS.items())
        )

    def overview(self) -> None:
        """Read what the page of the measures draws."""
        for key in _KEYS:
            charting.brief(self.session, Topic(ZOE, MEASURES[key], _LONG))

    def columns(self) -> None:
        """Select the same columns."""
        self.ten_years()
        for key in _KEYS:
            self.session.database.run(
                "SELECT c.day, c.n, c.lo, c.hi, c.total FROM stream s JOIN chunk c"
                " ON c.stream = s.id WHERE s.measure = ? ORDER BY c.day",
                key,
            )

    def steps(self) -> None:
        """Keep a year of steps of a watch and of a phone, which overlap."""
        if self._session:
            return
        dice = np.random.default_rng(1)
        made = []
        for source, shift in ((WATCH, 0), (PHONE, 300_000)):
            spans = np.arange(_YEAR * _A_DAY)
            starts = _BEGIN + spans // _A_DAY * DAY + spans % _A_DAY * 840_000 + shift
            counts = dice.integers(3, 130, len(spans)).astype(np.float64)
            ends = starts + 600_000
            made.append(Column("steps", source, "1", starts, counts, ends, offsets=60))
            self._bounds += [(at, 1, n) for at, n in zip(starts.tolist(), counts, strict=True)]
            self._bounds += [(at, -1, n) for at, n in zip(ends.tolist(), counts, strict=True)]
        self._keep(*made)
        self._bounds.sort()

    def rebuild(self) -> None:
        """Make every total again."""
        with self.session.database.transaction():
            self.session.vault.totals.rebuild()

    def swept(self) -> dict[int, float]:
        """Walk over the same boundaries, bare."""
        self.steps()
        totals: dict[int, float] = {}
        opened, before = 0, 0
        for at, turn, count in self._bounds:
            if opened:
                day = before // DAY
                totals[day] = totals.get(day, 0.0) + count * (at - before) / 600_000
            opened += turn
            before = at
        return totals
