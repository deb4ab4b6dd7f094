"""Clinical facts: columns for lists and charts beside the FHIR resource that is the truth."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from vault.errors import AlreadyThere, NotFound
from vault.record.facts import Document, Fact, Kept
from vault.store import fact_rows
from vault.store.blobs import Blobs
from vault.store.database import Database
from vault.store.duplicates import Duplicates
from vault.store.fact_history import History
from vault.store.fact_keeping import FactsKept, Keeper, Outcome, touched
from vault.store.fact_rows import Act, Did, Version
from vault.store.search import Search
from vault.store.sources import Sources
from vault.store.totals import Totals

__all__ = ("Act", "Did", "Facts", "FactsKept", "Outcome", "Version")

TRASH_DAYS: Final = 30
_DAY: Final = 86_400_000
_LIVE: Final = "f.deleted IS NULL AND f.status <> 'superseded'"


class Facts:
    """The facts of every person; a person is named by their row, a fact by its uid."""

    def __init__(
        self, database: Database, sources: Sources, search: Search, totals: Totals
    ) -> None:
        self._database, self._sources, self._search = database, sources, search
        self._totals = totals
        self._history, self._blobs = History(database), Blobs(database)

    def keep(
        self, batch: int, person: int, facts: Iterable[Fact], at: int, actor: str, *,
        again: bool = False,
    ) -> FactsKept:  # fmt: skip
        """Keep all facts of a batch, at once; what a person deleted stays away unless `again`.

        What stands is noted as seen; other content under the same key is a new version, or, where a
        person typed the present one, goes beside it for the person to check.
        """
        all_of_them, by = list(facts), Act("corrected", batch, at, actor)
        kept = Keeper(self._database, person, by, batch).keep(all_of_them, again=again)
        self._touch(person, all_of_them)
        return kept

    def get(self, uid: str) -> Kept:
        """Return one fact, also from the trash.

        Raises:
            NotFound: no fact has this uid.
        """
        rows = self._database.run(f"{fact_rows.SELECT} WHERE f.uid = ?", uid)
        if not rows or rows[0][11] == "superseded":
            raise NotFound(what="fact")
        return fact_rows.kept(rows[0], self._sources.all())

    def several(self, uids: Sequence[str]) -> dict[str, Kept]:
        """Return facts by uid, as `get` does, with one statement; what is not there is left out."""
        asked = json.dumps([*uids])
        found = self._found("f.uid IN (SELECT value FROM json_each(?))", asked)
        return {one.uid: one for one in found if one.fact.status != "superseded"}

    def list(
        self, person: int, kind: str | None = None, *, deleted: bool = False
    ) -> tuple[Kept, ...]:
        """Return the facts of a person, the newest first; those without a date last."""
        where = "f.deleted IS NOT NULL" if deleted else _LIVE
        return self._found(
            f"f.person = ? AND {where}{' AND f.type = ?' if kind else ''}"
            " ORDER BY f.start_ms DESC, f.id DESC",
            person, *([kind] if kind else []),
        )  # fmt: skip

    def page(
        self, person: int, before: tuple[int, str] | None = None, count: int = 100
    ) -> tuple[Kept, ...]:
        """Return dated facts, the newest first, after the one at (start ms UTC, uid)."""
        key = "f.start_ms IS NOT NULL" if before is None else "(f.start_ms, f.uid) < (?, ?)"
        return self._found(
            f"f.person = ? AND {_LIVE} AND {key} ORDER BY f.start_ms DESC, f.uid DESC LIMIT ?",
            person, *(before or ()), count,
        )  # fmt: skip

    def measured(
        self, person: int, measure: str | None, start_ms: int, end_ms: int
    ) -> tuple[Kept, ...]:
        """Return the measured rows of a period (from start, before end) in order of time."""
        named = "f.measure IS NOT NULL" if measure is None else "f.measure = ?"
        return self._found(
            f"f.person = ? AND {named} AND f.start_ms >= ? AND f.start_ms < ? AND {_LIVE}"
            " ORDER BY f.start_ms, f.id",
            person, *([] if measure is None else [measure]), start_ms, end_ms,
        )  # fmt: skip

    def typed_measures(self, person: int) -> tuple[str, ...]:
        """Return the keys of measures that were typed by hand, the last typed first."""
        rows = self._database.run(
            "SELECT f.measure FROM fact f JOIN batch b ON b.id = f.batch WHERE f.person = ?"
            " AND f.measure IS NOT NULL AND b.kind = 'hand' AND f.deleted IS NULL"
            " GROUP BY f.measure ORDER BY max(f.created) DESC",
            person,
        )
        return tuple(key for (key,) in rows)

    def edit(self, uid: str, fact: Fact, act: Act) -> Kept:
        """Put what a person typed in the place of what a fact said; its key stays.

        Raises:
            NotFound: no fact has this uid.
        """
        row, person, _deleted = self._row(uid)
        assert act.batch is not None
        said = fact_rows.state(
            replace(fact, key=self.get(uid).fact.key), act.batch, self._sources.id_of(fact.source)
        )
        before = self.get(uid).fact
        self._history.change(row, act, said)
        self._search.replace(row, fact)
        self._settle(person, before, fact)
        return self.get(uid)

    def delete(self, uid: str, act: Act) -> None:
        """Put a fact into the trash.

        Raises:
            NotFound: no fact has this uid, or it lies there already.
        """
        row, person, deleted = self._row(uid)
        if deleted is not None:
            raise NotFound(what="fact")
        fact = self.get(uid).fact
        self._history.mark(row, act, deleted=act.at)
        self._database.run(
            "UPDATE fact SET duplicate_of = NULL WHERE id = ?1 OR duplicate_of = ?1", row
        )
        self._search.remove(row)
        self._settle(person, fact)

    def restore(self, uid: str, act: Act) -> Kept:
        """Take a fact out of the trash.

        Raises:
            NotFound: no fact in the trash has this uid.
            AlreadyThere: the same thing was added again since.
        """
        row, person, deleted = self._row(uid)
        if deleted is None:
            raise NotFound(what="fact")
        fact = self.get(uid).fact
        if self._database.run(
            "SELECT 1 FROM fact WHERE person = ? AND type = ? AND key = ? AND deleted IS NULL"
            " AND status <> 'superseded'",
            person, fact.type, fact.key,
        ):  # fmt: skip
            raise AlreadyThere
        self._history.mark(row, act, deleted=None)
        self._search.replace(row, fact)
        self._settle(person, fact)
        return self.get(uid)

    def restore_version(self, uid: str, number: int, act: Act) -> Kept:
        """Make a new version that says what an older one said.

        Raises:
            NotFound: no fact has this uid, or no such version.
        """
        row, person, _deleted = self._row(uid)
        said = dict(self._history.contents(row)).get(number)
        if said is None:
            raise NotFound(what="version")
        kept = self.get(uid)
        fact = fact_rows.fact_of(kept.fact.type, said, self._sources.all())
        assert act.batch is not None
        now = fact_rows.state(replace(fact, key=kept.fact.key), act.batch, said[fact_rows.SOURCE])
        self._history.change(row, act, now)
        self._search.replace(row, fact)
        self._settle(person, kept.fact, fact)
        return self.get(uid)

    def history(self, uid: str) -> tuple[Version, ...]:
        """Return the versions of a fact, the oldest first."""
        return self._history.versions(uid)

    def stirred(self, person: int, since: int) -> int | None:
        """Return when the record of a person first changed after ms UTC; None: it did not."""
        ((at,),) = self._database.run(
            "SELECT min(at) FROM (SELECT min(changed) AS at FROM fact WHERE person = ?1"
            " AND changed >= ?2 UNION ALL SELECT min(started) FROM batch WHERE person = ?1"
            " AND started >= ?2)",
            person, since,
        )  # fmt: skip
        return None if at is None else int(at)

    def papers(self, person: int) -> dict[str, tuple[str, str, int]]:
        """Return media, category and size in bytes of each document of a person (its row)."""
        return self._blobs.papers(person)

    def fingerprints(self, person: int) -> dict[str, tuple[str, str, int, str]]:
        """Return media, category, size and SHA-256 (hexadecimal) of each document of a person."""
        return self._blobs.fingerprints(person)

    def described(self, person: int) -> dict[str, Document]:
        """Return what is known of each document of a person (its row), without its bytes."""
        return self._blobs.described(person)

    def document(self, uid: str) -> Document | None:
        """Return the document a fact is, with its bytes; None when it is none."""
        return self._blobs.document(uid)

    def part_of(self, document: str, facts: Iterable[str]) -> None:
        """Say that facts were read in a document; both by uid."""
        self._database.many(
            "UPDATE fact SET document = (SELECT id FROM fact WHERE uid = ?) WHERE uid = ?",
            [(document, uid) for uid in facts],
        )

    def link(self, one: str, other: str, kind: str) -> None:
        """Link two facts by uid: documented_by treats caused_by part_of measured_with replaces."""
        self._database.run(
            "INSERT OR IGNORE INTO fact_link SELECT a.id, b.id, ? FROM fact a, fact b"
            " WHERE a.uid = ? AND b.uid = ?",
            kind, one, other,
        )  # fmt: skip

    def linked(self, uid: str, kind: str) -> tuple[str, ...]:
        """Return the uids of facts linked with one, in either direction."""
        rows = self._database.run(
            "SELECT o.uid FROM fact f JOIN fact_link l ON l.from_fact = f.id AND l.kind = ?1"
            " JOIN fact o ON o.id = l.to_fact WHERE f.uid = ?2"
            " UNION SELECT o.uid FROM fact f JOIN fact_link l ON l.to_fact = f.id AND l.kind = ?1"
            " JOIN fact o ON o.id = l.from_fact WHERE f.uid = ?2",
            kind, uid,
        )  # fmt: skip
        return tuple(other for (other,) in rows)

    def purge(self, now_ms: int, person: int | None = None) -> tuple[str, ...]:
        """Erase what lay in the trash for 30 days, or all of one person's; return the uids.

        Only the key stays, so that no file brings it back.
        """
        before = now_ms - TRASH_DAYS * _DAY if person is None else now_ms
        rows = self._database.run(
            "SELECT id, uid FROM fact WHERE deleted IS NOT NULL AND deleted <= ?1"
            " AND (?2 IS NULL OR person = ?2)",
            before, person,
        )  # fmt: skip
        for row, _uid in rows:
            self._history.entomb(row, now_ms)
        self._blobs.sweep()
        return tuple(uid for _row, uid in rows)

    def set_apart(self, uid: str) -> None:
        """Show again by itself a fact that was shown with what another source says."""
        self._database.run("UPDATE fact SET duplicate_of = NULL WHERE uid = ?", uid)

    def withhold(self, uid: str, *, withheld: bool) -> None:
        """Leave a fact out of every share, or no longer."""
        self._database.run("UPDATE fact SET withheld = ? WHERE uid = ?", int(withheld), uid)

    def _row(self, uid: str) -> tuple[int, int, int | None]:
        rows = self._database.run(
            "SELECT id, person, deleted FROM fact WHERE uid = ? AND status <> 'superseded'", uid
        )
        if not rows:
            raise NotFound(what="fact")
        row, person, deleted = rows[0]
        return row, person, deleted

    def _settle(self, person: int, *facts: Fact) -> None:
        Duplicates(self._database).settle(person, touched(facts))
        self._touch(person, facts)
        self._totals.settle()

    def _touch(self, person: int, facts: Iterable[Fact]) -> None:
        days: dict[str, set[int]] = defaultdict(set)
        for fact in facts:
            if fact.measure is not None and fact.start_ms is not None:
                days[fact.measure].add(fact.start_ms // _DAY)
        for measure, some in days.items():
            self._totals.touch(person, measure, some)

    def _found(self, where: str, *values: object) -> tuple[Kept, ...]:
        sources = self._sources.all()
        rows = self._database.run(f"{fact_rows.SELECT} WHERE {where}", *values)
        return tuple(fact_rows.kept(row, sources) for row in rows)
