"""Takes a batch back: what only it brought goes, what others brought too is handed to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from vault.store import fact_rows
from vault.store.blobs import Blobs
from vault.store.database import Database
from vault.store.duplicates import Duplicates
from vault.store.fact_history import History
from vault.store.fact_rows import BATCH, Act, State
from vault.store.handing import Handing
from vault.store.search import Search
from vault.store.sources import Sources
from vault.store.streams import DAY, Streams
from vault.store.totals import Totals


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the items of a batch; `edited` are uids of facts typed over since.

    `touched` are the (type or measure) names whose facts or samples changed.
    """

    removed: int = 0
    returned: int = 0  # say again what they said before the batch corrected them
    kept_elsewhere: int = 0
    edited: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()


class Undoing:
    """Takes back one batch of one person."""

    def __init__(self, database: Database, batch: int, act: Act, totals: Totals) -> None:
        self._database, self._batch, self._act = database, batch, act
        self._history = History(database)
        self._totals = totals
        self._touched: set[str] = set()
        self._settle: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        self._removed = self._returned = self._elsewhere = 0
        self._edited: list[str] = []

    def undo(self, *, remove_edited: bool) -> Undone:
        """Take everything back; facts typed over since stay, unless told."""
        ((person,),) = self._database.run("SELECT person FROM batch WHERE id = ?", self._batch)
        handed = Handing(self._database, self._batch).undo()
        self._removed, self._returned = handed.removed, handed.returned
        self._elsewhere = handed.kept_elsewhere
        for stream, days in handed.days.items():
            measure = Streams(self._database).one(stream).measure
            self._touched.add(measure)
            self._totals.touch(person, measure, days)
        self._facts(remove_edited=remove_edited)
        for (_kind, name), starts in self._settle.items():
            self._totals.touch(person, name or "", {start // DAY for start in starts})
        Duplicates(self._database).settle(person, self._settle)
        Blobs(self._database).sweep()
        self._database.run("DELETE FROM nothing_known WHERE batch = ?", self._batch)
        self._database.run(
            "UPDATE batch SET state = 'undone', undone = ? WHERE id = ?", self._act.at, self._batch
        )
        return Undone(
            self._removed, self._returned, self._elsewhere, tuple(self._edited),
            frozenset(self._touched),
        )  # fmt: skip

    def _facts(self, *, remove_edited: bool) -> None:
        rows = self._database.run(
            "SELECT id FROM fact WHERE batch = ?1"
            " UNION SELECT fact FROM fact_seen WHERE batch = ?1 ORDER BY 1",
            self._batch,
        )
        for (row,) in rows:
            self._fact(row, remove_edited=remove_edited)

    def _fact(self, row: int, *, remove_edited: bool) -> None:
        ((uid, kind, deleted, status),) = self._database.run(
            "SELECT uid, type, deleted, status FROM fact WHERE id = ?", row
        )
        contents = self._history.contents(row)
        self._note(kind, contents[-1][1])
        seen = {batch for (batch,) in self._database.run(
            "SELECT batch FROM fact_seen WHERE fact = ?", row
        )}  # fmt: skip
        self._database.run("DELETE FROM fact_seen WHERE batch = ? AND fact = ?", self._batch, row)
        authors = {said[BATCH] for _version, said in contents}
        witnesses = sorted(seen - authors)
        if self._batch not in authors:
            self._elsewhere += 1
            return
        for number, (version, said) in enumerate(contents[:-1]):
            if said[BATCH] == self._batch:
                following = contents[number + 1][1][BATCH]
                heir = _first(witnesses, self._batch, following)
                self._history.attribute(row, version, said, heir)
        if contents[-1][1][BATCH] == self._batch:
            self._present(row, deleted is not None or status == "superseded", witnesses)
        elif self._by_hand(contents[-1][1]) and not self._others(row):
            self._typed_over(row, uid, remove=remove_edited)
        else:
            self._elsewhere += 1

    def _present(self, row: int, gone: bool, witnesses: list[int]) -> None:  # noqa: FBT001
        """Take back what a fact says now: hand it over, say the older thing again, or erase."""
        heir = _first(witnesses, self._batch, None)
        if heir is not None:
            self._database.run("UPDATE fact SET batch = ? WHERE id = ?", heir, row)
            self._database.run("DELETE FROM fact_seen WHERE batch = ? AND fact = ?", heir, row)
            self._elsewhere += 1
            return
        older = self._kept_before(row)
        if older is not None:
            self._again(row, older)
        elif gone:
            self._history.entomb(row, self._act.at)
            self._removed += 1
        else:
            self._history.erase(row)
            self._removed += 1

    def _again(self, row: int, older: State) -> None:
        self._history.change(row, self._act, older)
        ((kind,),) = self._database.run("SELECT type FROM fact WHERE id = ?", row)
        fact = fact_rows.fact_of(kind, older, Sources(self._database).all())
        Search(self._database).replace(row, fact)
        self._database.run("DELETE FROM fact_seen WHERE batch = ? AND fact = ?", older[BATCH], row)
        self._note(kind, older)
        self._returned += 1

    def _kept_before(self, row: int) -> State | None:
        """Return the last thing a fact said that a batch still kept says."""
        for _version, said in reversed(self._history.contents(row)[:-1]):
            if said[BATCH] is not None and said[BATCH] != self._batch and self._kept(said[BATCH]):
                return said
        return None

    def _others(self, row: int) -> bool:
        """Tell whether a batch that is kept, other than a hand's, still stands behind a fact."""
        return any(
            said[BATCH] is not None
            and said[BATCH] != self._batch
            and self._kept(said[BATCH])
            and not self._by_hand(said)
            for _version, said in self._history.contents(row)[:-1]
        )

    def _typed_over(self, row: int, uid: str, *, remove: bool) -> None:
        if remove:
            self._history.erase(row)
            self._removed += 1
        else:
            self._edited.append(uid)

    def _by_hand(self, said: State) -> bool:
        return self._database.run("SELECT kind FROM batch WHERE id = ?", said[BATCH]) == [("hand",)]

    def _kept(self, batch: int) -> bool:
        return self._database.run("SELECT state FROM batch WHERE id = ?", batch) != [("undone",)]

    def _note(self, kind: str, said: State) -> None:
        row = dict(zip(fact_rows.STATE, said, strict=True))
        self._touched.add(row["measure"] or kind)
        self._settle[kind, row["measure"]].append(row["start_ms"] or 0)


def _first(witnesses: list[int], after: int, before: int | None) -> int | None:
    """Return the first batch that saw a content: after its author, before what followed."""
    return next(
        (one for one in witnesses if one > after and (before is None or one < before)), None
    )
