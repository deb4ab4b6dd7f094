"""Signs what was shown: the passphrase each time, one transaction, nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from vault.crypto.base64url import sha256
from vault.errors import PassphraseNeeded, ShareLeak
from vault.record import consent as grants
from vault.record import ledger as kinds
from vault.record.consent_states import GrantState
from vault.record.person import Person
from vault.store.consents import Consent
from vault.sync import grant_letter
from vault.usecases import acting, ledgers, unlocking
from vault.usecases.previewing import Preview, preview
from vault.usecases.session import Session

_SECOND: Final = 1000


@dataclass(frozen=True, slots=True)
class Signed:
    """A grant that was signed; nothing has left yet."""

    consent: Consent


def prove(session: Session, passphrase: str | None) -> None:
    """Ask for the passphrase itself; None = it opened the vault for this very act.

    Raises:
        PassphraseNeeded: the vault was opened by another way in.
        WrongPassphrase: it is another one.
    """
    if passphrase is not None:
        unlocking.ask_again(session, passphrase)
    elif not session.by_passphrase:
        raise PassphraseNeeded


def sign(
    session: Session, shown: Preview, passphrase: str | None = None,
    words: Callable[[str], str] = str,
) -> Signed | Preview:  # fmt: skip
    """Sign what was shown; needs no network, sends nothing.

    When the record, the request or the day has changed since, nothing is signed: what would leave
    now comes back, to be shown again.

    Raises:
        PassphraseNeeded, WrongPassphrase: as `prove`.
        CatalogueStale, CatalogueForked, ServiceRefused, NothingChosen: as `preview`.
    """
    prove(session, passphrase)
    now = preview(session, shown.person, shown.choice, words)
    if (now.body, now.notice) != (shown.body, shown.notice):
        return now
    letter, person = replace(now.letter, at=session.ms() // _SECOND), now.person
    draft = session.vault.consents.find(letter.jti)
    assert draft is not None
    body: dict[str, object] = {"grant": letter.jti}
    with session.act("share_signed", person.uid, body) as told:
        key = now.signatory.key
        act = acting.claims(session, person, letter.jti, now.service.id, key)
        token = grant_letter.sign(replace(letter, act=act), now.lang, now.notice, key)
        _check(token, now)
        since = letter.at * _SECOND
        sender = ledgers.name(session, person.uid) if draft.mode == "standing" else None
        signed = replace(
            draft, state=GrantState.SIGNED.value, token=token, since=since, sender=sender
        )
        signed = session.vault.consents.keep(signed)
        if act is not None:
            ledgers.add(session, person.uid, kinds.ACT_PROOF, str(act["proof"]), signed.row)
        ledgers.add(session, person.uid, kinds.GRANT, token, signed.row)
        told |= {"sha256": sha256(token), "ledger": ledgers.state(session, person.uid)}
    return Signed(signed)


def decline(session: Session, shown: Preview) -> None:
    """Keep nothing of a refusal but the line that says so."""
    turn_down(session, shown.person, shown.choice.service, shown.choice.finality)


def turn_down(session: Session, person: Person, service: str, finality: str) -> None:
    """Decline a request, whether or not it could be shown whole; a draft of it is forgotten."""
    drafts = session.vault.consents.all(person.uid, drafts=True)
    with session.act("share_declined", person.uid, {"finality": finality}):
        for draft in drafts:
            if draft.state == "draft" and (draft.service, draft.finality) == (service, finality):
                session.vault.consents.drop(draft)


def _check(token: str, shown: Preview) -> None:
    """Hold the finished grant against the request once more, as the service will.

    Raises ShareLeak: it names more than was asked for; a fault of ours.
    """
    grant = grant_letter.check(token, aud=shown.service.id, at=None)
    finality = shown.service.finality(shown.choice.finality)
    if list(grants.exceeded(grant, finality)) or grant.content != shown.letter.content:
        raise ShareLeak
