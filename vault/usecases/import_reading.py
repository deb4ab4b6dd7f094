"""One pass over the files of an import: who reads what, what is asked, what is staged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from vault.clock import Clock
from vault.errors import FileEncrypted, FileUnreadable, UnknownFormat, WrongUse
from vault.importers import archive
from vault.importers.format import Answers, ImportFormat, Question, Watch
from vault.importers.registry import claimants, formats
from vault.importers.soundness import sound
from vault.importers.source import Source
from vault.record.batch import Inner, Refused, Unsupported
from vault.record.person import Person
from vault.record.provenance import BatchKind
from vault.record.traits import compare
from vault.store.spill import SpillFile
from vault.usecases import asking
from vault.usecases.import_report import Whose
from vault.usecases.session import Session
from vault.usecases.staging import Spill, Staged

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Given:
    """Content that came another way than by file: from whom, what it is kept as, where it spills.

    The spill is the one it lies in itself: opening another would sweep it away.
    """

    sources: tuple[Source, ...]
    kind: BatchKind
    name: str
    spill: Spill | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported, and how the person decided what files leave open."""

    files: tuple[Path, ...]
    format: str | None = None  # takes the place of recognition
    zone: str | None = None  # IANA name; the person's own when left out
    answers: Mapping[str, str] = field(default_factory=dict)
    accept_identity: bool = False
    replace: bool = False  # what a source has and the file lacks is set aside
    reimport_deleted: bool = False
    given: Given | None = None  # instead of files


@dataclass(slots=True)
class Prepared:
    """Files that were read and staged: they can be previewed, and kept."""

    person: Person
    wish: Wish
    zone: ZoneInfo
    staged: dict[str, Staged] = field(default_factory=dict)  # by format
    questions: list[Question] = field(default_factory=list)
    answers: dict[str, Mapping[str, str]] = field(default_factory=dict)  # by format
    whose: Whose | None = None
    unknown: list[str] = field(default_factory=list)
    file_hash: bytes | None = None
    file_size: int = 0
    seconds: float = 0.0  # that the reading took
    watch: Watch = field(default_factory=Watch)
    without: frozenset[str] = frozenset()  # kinds that the person leaves out

    @property
    def ready(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.questions


@dataclass(frozen=True, slots=True)
class Ground:
    """What reading files for a person needs of the vault: looked up first, read on any thread.

    `answers` are those remembered, by format; `place` is the folder of the vault, where encrypted
    pieces that do not fit into memory go, None over a bare database.
    """

    person: Person
    answers: Mapping[str, Mapping[str, str]]
    clock: Clock
    place: Path | None

    @classmethod
    def of(cls, session: Session, person: Person) -> Ground:
        """Look it up."""
        place = session.held.place if session.held is not None else None
        return cls(person, asking.remembered(session, person), session.clock, place)


class Reading:
    """One pass over the files: who reads what, what is asked, what is staged; no vault is asked."""

    def __init__(self, ground: Ground, wish: Wish, watch: Watch, doors: ExitStack) -> None:
        self._ground, self._wish, self._watch, self._doors = ground, wish, watch, doors
        self._spill = wish.given.spill if wish.given is not None else None
        if self._spill is None and ground.place is not None:
            self._spill = doors.enter_context(SpillFile(ground.place))
        zone = asking.zone(wish.zone, wish.answers, ground.person)
        self._ready = Prepared(ground.person, wish, zone, watch=watch)
        self._refused: list[Refused] = []  # in a container that nobody claims

    def all(self) -> Prepared:
        """Read everything and stage it; see `vault.usecases.importing.prepared`."""
        began = self._ground.clock.now()
        sources = self._sources()
        self._watch.total = sum(one.size * (3 if one.packed else 2) for one in sources)
        parts = [part for source in sources for part in self._parts(source)]
        if not parts and not self._ready.questions:
            raise self._unread()
        self._ask(parts)
        if self._ready.ready:
            self._ready.file_size = sum(one.size for one in sources)
            self._ready.file_hash = _hash(sources[0]) if len(sources) == 1 else None
            for form, source in parts:
                self._read(form, source)
            for refused in self._refused:
                next(iter(self._ready.staged.values())).add(refused)
            self._whose()
            self._usable()
        passed = (self._ground.clock.now() - began).total_seconds()
        self._ready.seconds = max(0.0, passed)
        return self._ready

    def _unread(self) -> FileUnreadable:
        """Say why nobody reads any of it."""
        reasons = {one.reason for one in self._refused}
        if "encrypted" in reasons:
            return FileEncrypted()
        return FileUnreadable() if "damaged" in reasons else UnknownFormat()

    def _sources(self) -> list[Source]:
        if self._wish.given is not None:
            return list(self._wish.given.sources)
        if not self._wish.files:
            raise WrongUse("FILE")
        passed = self._watch.passed
        return [archive.on_disk(path, self._doors, passed) for path in self._wish.files]

    def _parts(self, source: Source) -> Iterator[tuple[ImportFormat, Source]]:
        """Find who reads a source; a container that nobody claims is looked into."""
        source = sound(source)
        found = self._readers(source)
        if len(found) == 1:
            yield found[0], source
        elif found:
            choices = tuple(one.name for one in found)
            self._ready.questions.append(Question("format", choices, archive.shown(source.name)))
        elif source.names:
            self._refused += source.refused
            for name in source.names:
                yield from self._inside(source, name)
        elif source.damaged:
            self._refused += source.refused
        else:
            self._refused += source.refused
            self._ready.unknown.append(archive.shown(source.name) or "?")

    def _inside(self, source: Source, name: str) -> Iterator[tuple[ImportFormat, Source]]:
        try:
            member = source.member(name)
        except FileUnreadable:  # an archive in it whose list of members is broken
            self._refused.append(Refused(archive.shown(name), "damaged"))
            return
        yield from self._parts(member)

    def _readers(self, source: Source) -> tuple[ImportFormat, ...]:
        wanted = self._wish.format or self._wish.answers.get("format")
        if wanted is None:
            return claimants(source.probe())
        named = tuple(one for one in formats() if one.name == wanted)
        if not named:
            raise WrongUse("format")
        return named

    def _ask(self, parts: list[tuple[ImportFormat, Source]]) -> None:
        for form, source in parts:
            answers, still = asking.answered(
                self._ground.answers.get(form.name, {}), list(form.questions(source)),
                self._wish.answers,
            )  # fmt: skip
            known = self._ready.answers.get(form.name, {})
            self._ready.answers[form.name] = {**known, **answers}
            self._ready.questions += still

    def _read(self, form: ImportFormat, source: Source) -> None:
        staged = self._ready.staged.setdefault(form.name, Staged(self._spill))
        inner: list[Inner] = []
        answers: Answers = {
            **self._ready.answers.get(form.name, {}), "zone": self._ready.zone.key
        }  # fmt: skip
        for refused in source.refused:
            staged.add(refused)
        for item in form.read(source, answers):
            self._watch.look()
            if isinstance(item, Inner):
                inner.append(item)
            else:
                staged.add(item)
        for one in inner:
            self._inner(one, staged)

    def _inner(self, inner: Inner, staged: Staged) -> None:
        plain = Source(inner.open, Path(inner.name).suffix.lower(), name=inner.name)
        found = claimants(plain.probe())
        if len(found) == 1:
            self._ready.answers.setdefault(found[0].name, {})
            self._read(found[0], plain)
        else:
            staged.add(Unsupported(archive.shown(inner.name)))

    def _whose(self) -> None:
        """Compare whom the files name with the person; several people are never mixed."""
        subjects = [one for staged in self._ready.staged.values() for one in staged.subjects]
        if not subjects:
            return
        person = self._ready.person
        verdicts = {one: compare(one, person).verdict for one in subjects}
        shown = next((one for one in subjects if verdicts[one] == "different"), subjects[0])
        matches = {"same": True, "different": False, "unknown": None}[verdicts[shown]]
        self._ready.whose = Whose.of(shown, matches=matches)
        agreed = self._wish.accept_identity or asking.means(self._wish.answers, shown)
        if matches is False and not agreed:
            choices = tuple(dict.fromkeys(one.shown or one.born for one in subjects))
            because = ", ".join(part for part in (shown.shown, shown.born) if part)
            self._ready.questions.append(Question("person_in_file", choices, because))

    def _usable(self) -> None:
        """Refuse files of which nothing can be read, though something stands in them."""
        every = self._ready.staged.values()
        if all(one.empty for one in every) and any(one.spoilt for one in every):
            raise FileUnreadable


def _hash(source: Source) -> bytes | None:
    if source.names and not source.packed:
        return None
    told = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            told.update(block)
    return told.digest()
