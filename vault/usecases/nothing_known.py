"""What was said to be absent ends once something of it stands in the record."""

from __future__ import annotations

from typing import Any

from vault.usecases.session import Session


def ended(session: Session, person: int) -> dict[str, Any]:
    """End what the facts of a person contradict; return what the journal line keeps of it.

    `person` is the number of a row; call it inside the act that brings the facts. The line holds
    section, state and since when (ms UTC) below "ended"; it is empty where nothing ended.
    """
    gone = session.vault.nothing_known.settle(person)
    lines = [{"section": section, "state": state, "at": at} for section, state, at in gone]
    return {"ended": lines} if lines else {}
