"""The example: a vault of its own with the made-up family; it never mixes with a real one."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vault import paths
from vault.clock import Clock
from vault.store import files
from vault.usecases import demo, example_files, importing, instruments, measuring, people, unlocking
from vault.usecases.instruments import Linking
from vault.usecases.meeting import Meet
from vault.usecases.policy import STANDARD, Policy
from vault.usecases.received import Choice as For
from vault.usecases.session import Session

_MARK: Final = "example"

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Making:
    """How the example is made: `told` hears (steps done, steps in all), it goes `days` back."""

    told: Told = lambda _done, _of: None
    days: int = example_files.DAYS


WHOLE: Final = Making()


def is_example(session: Session) -> bool:
    """Tell whether everybody in this vault is made up."""
    return session.vault.meta.get(_MARK) is not None


def make(
    place: Path, secret: str, clock: Clock, actor: str = "command", *, policy: Policy = STANDARD,
    making: Making = WHOLE,
) -> Session:  # fmt: skip
    """Make the example at a place and open it.

    The family and its two years are the same for the same day.

    Raises:
        AlreadyThere: something stands at this place.
        PassphraseTooWeak: short, or easy to guess.
        DiskFull, NotWritable: the place refuses.
    """
    holder, *others = demo.FAMILY
    session = unlocking.create(place, secret, holder, clock, actor, policy=policy).session
    try:
        session.vault.meta.put(_MARK, 1)
        session.vault.meta.put("recovery_checked", session.ms())  # nobody has this sheet
        for person in others:
            people.add(session, person)
        _fill(session, making)
    except BaseException:
        session.end()
        shutil.rmtree(place, ignore_errors=True)  # half an example is of no use to anybody
        raise
    return session


def _fill(session: Session, making: Making) -> None:
    told, made = making.told, example_files.files(session.at().date(), making.days)
    with paths.private_dir() as folder:
        for number, (person, name, body) in enumerate(made):
            told(number, len(made) + 1)
            file = folder / name
            with files.placed(file):
                file.write_bytes(body)
            with importing.prepared(session, person, importing.Wish((file,))) as ready:
                importing.keep(session, ready)
    told(len(made), len(made) + 1)
    _weigh(session)
    told(len(made) + 1, len(made) + 1)


def _weigh(session: Session) -> None:
    """Read the recorded scale, which two people use: what it says waits for a person."""
    radio, two = measuring.example(), tuple(one.uid for one in demo.FAMILY[::2])
    (seen,) = asyncio.run(instruments.nearby(session, radio, 1.0))
    asyncio.run(instruments.add(session, radio, seen.seen.address, Linking(people=two), Meet()))
    wish = measuring.Wish(seconds=1.0, choice=For())
    asyncio.run(measuring.read(session, radio, wish))
