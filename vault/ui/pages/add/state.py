"""All that the form of a measurement shows, and what a person typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a measure: the key and the label of its field, how finely it steps."""

    key: str
    label: str
    decimals: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. `values` by key of the part; `around` by name of the circumstance.

    `day` and `at` are texts as they are typed.
    """

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    day: str = ""
    at: str = ""
    note: str = ""
    around: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """Return it as plain JSON values, nothing where no figure and no note was typed."""
        if not (any(self.values.values()) or self.note):
            return {}
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Typed:
        """Read what `plain` returned."""
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of measurement asks; pairs are (key, words).

    `questions` are circumstances asked beside the value, `folded` those behind « More »:
    (name, what is asked, its answers).
    """

    kind: str
    parts: tuple[Part, ...]
    units: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()
    folded: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class AddState:
    """One picture of the dialog.

    `kinds` are the measures that may be chosen, none in an edit, which has no second save either.
    `round` counts how often the form begins anew with `begin`: what was typed stays while it is the
    same. `errors` by field: a part, "unit", "day", "time", "form". `warning` asks to look again.
    """

    title: str
    form: Form
    begin: Typed
    kinds: tuple[tuple[str, str], ...] = ()
    given: bool = False  # the kind was asked for: the first number is typed next
    last: str = ""  # “Last: 68.4 kg, yesterday”
    round: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)
    warning: str = ""
    said: str = ""  # after « Save and add another »
    busy: bool = False
