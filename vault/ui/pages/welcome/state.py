"""All that the first page shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WelcomeState:
    """`ways` are keys of the page, in their order; `spoken` is the language of the window."""

    ways: tuple[str, ...] = ("open",)
    spoken: str = "fr"
    making: tuple[int, int] | None = None  # steps of the example that are done, and all
    failed: str = ""  # why what was asked could not be done
