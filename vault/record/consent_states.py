"""Where a grant, its stop and its sendings stand, and which changes are allowed.

How a sending changes is decided by `sync.outbox`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal

SendingKind = Literal["share", "revocation", "erasure", "rotation"]
SendingState = Literal[
    "ready", "sending", "unconfirmed", "confirmed", "refused", "abandoned", "cancelled"
]  # fmt: skip


class GrantState(StrEnum):
    """Where a grant stands; `signed` = no receipt has accepted it yet."""

    DRAFT = "draft"
    SIGNED = "signed"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    STOPPED = "stopped"
    REPLACED = "replaced"
    REFUSED = "refused"

    @property
    def live(self) -> bool:
        """Tell whether something may still be sent under it, now or after a pause."""
        return self in {GrantState.SIGNED, GrantState.ACTIVE, GrantState.PAUSED}

    @property
    def sends(self) -> bool:
        """Tell whether something may be sent under it now: live, and not paused."""
        return self in {GrantState.SIGNED, GrantState.ACTIVE}


class StopState(StrEnum):
    """What the service says of a stop that has taken effect here at once."""

    ASKED = "asked"
    ACKNOWLEDGED = "acknowledged"
    PENDING = "pending"
    REFUSED = "refused"


_G, _T = GrantState, StopState
_CHANGES: Final[Mapping[StrEnum, frozenset[StrEnum]]] = {
    _G.DRAFT: frozenset({_G.SIGNED, _G.REFUSED}),
    _G.SIGNED: frozenset({_G.ACTIVE, _G.STOPPED, _G.ENDED, _G.REPLACED, _G.REFUSED}),
    _G.ACTIVE: frozenset({_G.PAUSED, _G.STOPPED, _G.ENDED, _G.REPLACED}),
    _G.PAUSED: frozenset({_G.ACTIVE, _G.STOPPED, _G.ENDED, _G.REPLACED}),
    _T.ASKED: frozenset({_T.ACKNOWLEDGED, _T.PENDING, _T.REFUSED}),
    _T.PENDING: frozenset({_T.ACKNOWLEDGED, _T.REFUSED}),
    _T.REFUSED: frozenset({_T.ACKNOWLEDGED, _T.PENDING}),
}


def may_become(before: StrEnum, after: StrEnum) -> bool:
    """Tell whether a grant or a stop may go from one state to the other."""
    return after in _CHANGES.get(before, frozenset())
