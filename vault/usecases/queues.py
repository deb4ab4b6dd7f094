"""What waits under a grant that is over: dropped, so that nothing of it leaves any more."""

from __future__ import annotations

from dataclasses import replace

from vault.store.consents import Consent
from vault.sync import outbox
from vault.usecases.session import Session


def drop(session: Session, consent: Consent) -> None:
    """Drop what waits to be sent under a grant that is over; inside a transaction."""
    for one in session.vault.sendings.of(consent.row, "share"):
        state = outbox.found(one.state)
        if state in outbox.FINAL:
            continue
        dropped: outbox.State = "cancelled" if state == "ready" else "abandoned"
        session.vault.sendings.keep(
            replace(one, state=dropped, envelope=None, next_try=None, answered=session.ms())
        )
