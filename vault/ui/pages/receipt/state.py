"""All that the dialog of a receipt shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """What a receipt says; `rejected` says how many items the service did not take."""

    sentence: str
    facts: tuple[tuple[str, str], ...]
    rejected: str = ""
