"""What somebody was typing when it was interrupted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was begun: one for a person, a form and what it is about.

    `person` is a uid, None where a form is about nobody; `form` a key of the window, `target` what
    it is about ("" where it is about nothing); `body` what was typed, as plain JSON values, never a
    passphrase or a recovery word. `saved` in ms since 1970 UTC.
    """

    person: str | None
    form: str
    target: str
    body: Mapping[str, object]
    saved: int = 0
