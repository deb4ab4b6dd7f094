"""The main job, end to end, on the made-up family: a folder is left with everything it made."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from vault.clock import Clock
from vault.crypto.recovery_words import words_of
from vault.errors import NotConfirmed
from vault.record.measures import BODY_WEIGHT
from vault.record.ways_in import Passphrase
from vault.store import files
from vault.sync.sending import Ask
from vault.usecases import (
    catalogues,
    charting,
    demo,
    exporting,
    importing,
    instruments,
    measuring,
    people,
    picturing,
    practising,
    previewing,
    proving,
    sharing,
    signing,
    stopping,
    unlocking,
    verifying,
)
from vault.usecases.instruments import Linking
from vault.usecases.meeting import Meet
from vault.usecases.picturing import Caption
from vault.usecases.policy import STANDARD, Policy
from vault.usecases.practising import Started
from vault.usecases.previewing import Choice, Preview
from vault.usecases.received import Choice as For
from vault.usecases.sending import Done
from vault.usecases.session import Session

MONTHS: Final = 92  # days of the chart
_FINALITY: Final = "pre-admission"
_PASSPHRASE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Words:
    """What the tour needs of who shows it: forms and names in the language of the person."""

    paper: exporting.Words
    weight: str
    kind: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tools:
    """The real things: the time, the door to services, who speaks."""

    clock: Clock
    ask: Ask
    words: Words
    policy: Policy = STANDARD


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: its name for ever, what it counted, the files it left."""

    name: str
    seconds: float
    files: tuple[Path, ...] = ()
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class _Tour:
    """What one step leaves for the next."""

    folder: Path
    tools: Tools
    passphrase: str = field(repr=False)
    doors: ExitStack = field(default_factory=ExitStack)
    session: Session | None = None
    practice: Started | None = None
    preview: Preview | None = None
    grant: str = ""

    @property
    def open(self) -> Session:
        """The open vault."""
        assert self.session is not None
        return self.session

    def written(self, name: str, content: bytes) -> Path:
        place = self.folder / name
        with files.placed(place):
            place.write_bytes(content)
        return place


def passphrase() -> str:
    """Make a passphrase for the example: six French words, drawn now."""
    return " ".join(words_of(secrets.token_bytes(_PASSPHRASE_BYTES))[:6])


def walk(folder: Path, secret: str, tools: Tools) -> Iterator[Step]:
    """Do the main job step by step in an empty folder; each step is told when it is done.

    Touches no Bluetooth and no network but 127.0.0.1. What goes wrong is raised, and ends it.
    """
    tour = _Tour(folder, tools, secret)
    with tour.doors:
        for name, work in _STEPS.items():
            begun = time.perf_counter()
            left, facts = work(tour)
            yield Step(name, time.perf_counter() - begun, left, facts)


_Left = tuple[tuple[Path, ...], dict[str, str | int]]


def _vault(tour: _Tour) -> _Left:
    """Make an encrypted vault for the whole family."""
    place = tour.folder / "exemple.carnet"
    holder, *others = demo.FAMILY
    policy, clock = tour.tools.policy, tour.tools.clock
    made = unlocking.create(place, tour.passphrase, holder, clock, policy=policy)
    made.session.end()
    way = Passphrase(tour.passphrase)
    tour.session = unlocking.open_vault(place, way, clock, policy=policy)
    tour.doors.callback(tour.session.end)
    for person in others:
        people.add(tour.session, person)
    return (place,), {"people": len(demo.FAMILY)}


def _import(tour: _Tour) -> _Left:
    """Read an export in its maker's own form, and a record in FHIR."""
    today = tour.tools.clock.now().astimezone(tour.tools.clock.zone).date()
    export = tour.written("export-withings.zip", demo.withings_zip(today))
    record = tour.written("dossier-fhir.json", demo.record_bundle(today))
    added = 0
    for file in (export, record):
        wish = importing.Wish((file,))
        with importing.prepared(tour.open, demo.FAMILY[0], wish) as ready:
            added += importing.keep(tour.open, ready).counts["added"]
    return (export, record), {"added": added}


def _scale(tour: _Tour) -> _Left:
    """Add a scale and read it: the recorded one, played as if it stood there."""
    radio, person = measuring.example(), demo.FAMILY[0].uid
    (seen,) = asyncio.run(instruments.nearby(tour.open, radio, 1.0))
    linking = Linking(people=(person,))
    asyncio.run(instruments.add(tour.open, radio, seen.seen.address, linking, Meet()))
    wish = measuring.Wish(seconds=5.0, choice=For(person=person))
    outcome = asyncio.run(measuring.read(tour.open, radio, wish))
    if outcome.error is not None:
        raise outcome.error
    return (), {"readings": outcome.received.report.counts["added"]}


def _chart(tour: _Tour) -> _Left:
    """Draw the trend of the weight."""
    today = tour.tools.clock.now().astimezone(tour.tools.clock.zone).date()
    first = today - timedelta(days=MONTHS - 1)
    topic = charting.topic(tour.open, demo.FAMILY[0], BODY_WEIGHT, first, today)
    words = tour.tools.words
    caption = Caption(words.paper.speech(BODY_WEIGHT), words.weight)
    picture = picturing.picture(tour.open, topic, caption, "png")
    return (tour.written("poids.png", picture),), {}


def _catalogue(tour: _Tour) -> _Left:
    """Start the practice service in a process of its own and learn its signed catalogue."""
    tour.practice = tour.doors.enter_context(practising.beside(tour.tools.clock))
    learnt = catalogues.update(
        tour.open, tour.tools.ask, tour.practice.catalogue, tour.practice.root_file
    )
    return (), {"services": sum(len(one.services) for one in learnt)}


def _preview(tour: _Tour) -> _Left:
    """Look at exactly what would leave."""
    assert tour.practice is not None
    service = next(one for one in tour.practice.services if "admission" in one)
    choice = Choice(service, _FINALITY)
    words = tour.tools.words.kind
    tour.preview = previewing.preview(tour.open, demo.FAMILY[0], choice, words)
    place = tour.folder / "contenu-exact.json"
    previewing.save(tour.preview, place)
    return (place,), {"items": tour.preview.content.count}


def _sign(tour: _Tour) -> _Left:
    """Sign it; the passphrase is asked for this alone."""
    assert tour.preview is not None
    done = signing.sign(tour.open, tour.preview, tour.passphrase, tour.tools.words.kind)
    assert not isinstance(done, Preview)
    tour.grant = done.consent.uid
    return (), {}


def _send(tour: _Tour) -> _Left:
    """Send it, and hold the receipt against what was signed."""
    _well(sharing.send(tour.open, tour.tools.ask, tour.grant))
    return (), {"receipts": _receipts(tour)}


def _receipts(tour: _Tour) -> int:
    receipts = sharing.share(tour.open, tour.grant).receipts
    if not receipts:
        raise NotConfirmed
    return len(receipts)


def _stop(tour: _Tour) -> _Left:
    """Stop the share, and ask for what was sent to be erased."""
    consent = stopping.stop(tour.open, tour.grant, erase=True)
    queued = stopping.unanswered(tour.open, consent)
    _well(stopping.tell(tour.open, tour.tools.ask, consent, one) for one in queued)
    return (), {}


def _well(exchanges: Iterable[Done]) -> None:
    """Raise the error of the first exchange that did not end well."""
    for done in exchanges:
        if done.error is not None:
            raise done.error


def _evidence(tour: _Tour) -> _Left:
    """Write the evidence and check it as a stranger would."""
    assert tour.practice is not None
    proved = proving.evidence(tour.open, tour.grant, tour.folder / "preuves.zip")
    verdict = verifying.verify(proved.place, tour.practice.root_file)
    if not verdict.ok:
        raise NotConfirmed
    roots = tour.written("cles-du-catalogue.json", tour.practice.root_file.read_bytes())
    return (proved.place, roots), {"checks": len(verdict.checks)}


def _summary(tour: _Tour) -> _Left:
    """Set the summary for a professional; the passphrase opened the vault for this."""
    asked = exporting.wanted(tour.open, "summary", demo.FAMILY[0], None, None)
    left: list[Path] = []
    made = exporting.export(
        tour.open, asked, tour.tools.words.paper,
        lambda body: left.append(tour.written("resume.pdf", body)),
    )  # fmt: skip
    return tuple(left), {"items": made.items}


_STEPS: Final[dict[str, Callable[[_Tour], _Left]]] = {
    "vault": _vault,
    "import": _import,
    "scale": _scale,
    "chart": _chart,
    "catalogue": _catalogue,
    "preview": _preview,
    "sign": _sign,
    "send": _send,
    "stop": _stop,
    "evidence": _evidence,
    "summary": _summary,
}
NAMES: Final = tuple(_STEPS)
