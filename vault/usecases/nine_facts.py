"""The nine facts of a notice, taken apart again: what a page shows is the text that is signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_FACTS: Final = 9


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its number, what it is about, and what is said, a line each."""

    number: int
    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NineFacts:
    """A whole notice; `for_whom` is empty when a person signs for themselves."""

    title: str
    for_whom: str
    facts: tuple[Fact, ...]
    agreement_head: str
    agreement: str

    def fact(self, number: int) -> Fact:
        """Return one of the nine, counted from 1."""
        return self.facts[number - 1]

    @property
    def text(self) -> str:
        """Return the notice again, to the letter."""
        lines = [self.title, ""]
        lines += [self.for_whom, ""] if self.for_whom else []
        for fact in self.facts:
            lines += [f"{fact.number}. {fact.head}", *fact.lines, ""]
        return "\n".join([*lines, self.agreement_head, self.agreement]) + "\n"


def read(notice: str) -> NineFacts:
    """Take a notice apart; nothing of it is left out.

    Raises:
        ValueError: it is none, or its parts do not make the same text again.
    """
    title, *lines = notice.removesuffix("\n").split("\n")
    heads = list(_heads(lines))
    if len(heads) != _FACTS:
        raise ValueError("not nine facts")
    *_facts, agreement_head, agreement = lines
    before = lines[1 : heads[0]]
    ends = [*heads[1:], len(lines) - 2]
    found = NineFacts(
        title, before[0] if before else "",
        tuple(_fact(lines[start:end]) for start, end in zip(heads, ends, strict=True)),
        agreement_head, agreement,
    )  # fmt: skip
    if found.text != notice:
        raise ValueError("not nine facts")
    return found


def _heads(lines: Sequence[str]) -> Iterator[int]:
    """Give where each fact begins: after an empty line, in the order of the numbers."""
    wanted = 1
    for at, line in enumerate(lines):
        begins = at > 0 and not lines[at - 1] and line.startswith(f"{wanted}. ")
        if begins and wanted <= _FACTS:
            yield at
            wanted += 1


def _fact(lines: Sequence[str]) -> Fact:
    head, *said = lines[:-1]
    number, words = head.split(". ", 1)
    return Fact(int(number), words, tuple(said))
