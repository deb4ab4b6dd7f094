"""Each rule of the sharing protocol as one try against a service, in order.

Names are for ever: publishers quote them. `docs/protocol.md` lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import uuid4

from vault.crypto import jws, keys
from vault.crypto.base64url import sha256
from vault.crypto.unsound import signed_under
from vault.record.consent import DAY
from vault.record.ledger import GRANT, SHARE, STATUS
from vault.sync import receipts, stop_letter
from vault.sync.http import JOSE, Answer, Request
from vault.sync.receipts import StopAnswer
from vault.sync.share_letter import ShareDraft
from vault.sync.stop_letter import Rotation
from vault.sync.trial import Letters, bundle_of
from vault.usecases.conformance_court import (
    BrokenError,
    Court,
    Rule,
    received,
    refusal,
    refused,
    statement,
    told,
)

_OK, _CREATED, _NOTHING, _TOO_LARGE = 200, 201, 204, 413
_OTHER: Final = "https://another-service.example"


def _first(court: Court) -> None:
    """Send rightly: 201, and a receipt each member of which is ours."""
    trial = court.trial
    letters = trial.letters(trial.grant(court.bundle), court.bundle)
    answer = court.share(letters)
    received(court, letters, answer)
    court.sent, court.receipt = letters, answer.body


def _retry(court: Court) -> None:
    """Send the same envelope again: the same receipt, byte for byte."""
    answer = court.share(court.accepted())
    if answer.status not in (_OK, _CREATED) or answer.body != court.receipt:
        raise BrokenError(told(answer))


def _replay(court: Court) -> None:
    refused(court, court.trial.again(court.accepted(), court.bundle), "replay")


def _broken_grant(name: str, change: Callable[[Court, str], str], court: Court) -> None:
    """Send under a grant that breaks one rule."""
    grant = change(court, court.trial.grant(court.bundle))
    refused(court, court.trial.letters(grant, court.bundle), name)


def _claims(change: Callable[[Court], dict[str, Any]], court: Court, grant: str) -> str:
    return court.trial.signed(GRANT, {**jws.peek(grant)[1], **change(court)})


def _broken_share(name: str, change: Callable[[Court], dict[str, Any]], court: Court) -> None:
    trial = court.trial
    letters = trial.letters(trial.grant(court.bundle), court.bundle, **change(court))
    refused(court, letters, name)


def _own_key_in_header(court: Court, grant: str) -> str:
    key = court.trial.key
    head = {"typ": GRANT, "kid": key.thumbprint, "jwk": key.public.jwk()}
    return signed_under(head, jws.peek(grant)[1], key)


def _by_another(court: Court, grant: str) -> str:
    head = {"typ": GRANT, "kid": court.trial.key.thumbprint}
    return signed_under(head, jws.peek(grant)[1], keys.new())


def _other_typ(court: Court, grant: str) -> str:
    return court.trial.signed(SHARE, jws.peek(grant)[1])


def _of_yesterday(court: Court) -> dict[str, Any]:
    at = court.trial.at()
    return {"iat": at - 2 * DAY, "nbf": at - 2 * DAY, "exp": at - DAY}


def _in_an_hour(court: Court) -> dict[str, Any]:
    at = court.trial.at() + 3600
    return {"iat": at, "exp": at + 600}


def _an_hour_ago(court: Court) -> dict[str, Any]:
    at = court.trial.at() - 3600
    return {"iat": at, "exp": at + 600}


def _unknown_version(court: Court) -> dict[str, Any]:
    pinned = court.trial.pinned
    return {"cat": {**pinned.claims(), "version": pinned.version + 100_000}}


def _other_bytes(court: Court) -> None:
    """One-off: other bytes than those that were signed."""
    trial, other = court.trial, bundle_of(court.trial.resource(71.5))
    refused(court, trial.letters(trial.grant(court.bundle), other), "hash-mismatch")


def _other_item(court: Court) -> None:
    trial = court.trial
    letters = trial.letters(trial.grant(court.bundle), court.bundle, spoilt=True)
    refused(court, letters, "hash-mismatch")


def _more_than_asked(court: Court) -> None:
    scope = f"patient/{court.trial.foreign()['resourceType']}.rs"
    grant = court.trial.narrowed(court.bundle, scope)
    refused(court, court.trial.letters(grant, court.bundle), "scope-exceeded")


def _more_than_granted(court: Court) -> None:
    trial = court.trial
    bundle = bundle_of(trial.resource(), trial.foreign())
    refused(court, trial.letters(trial.grant(bundle), bundle), "scope-exceeded")


def _no_fhir(court: Court) -> None:
    trial = court.trial
    bundle = bundle_of(trial.resource(), kind="nonsense")
    refused(court, trial.letters(trial.grant(bundle), bundle), "fhir-invalid")


def _other_key(court: Court) -> None:
    """Seal to a key that is not the service's."""
    trial = court.trial
    letters = trial.letters(trial.grant(court.bundle), court.bundle)
    draft = ShareDraft(
        jti="", at=trial.at(), seq=1, grant=letters.grant, bundle=court.bundle, items=(),
        commit=b"",
    )  # fmt: skip
    envelope = trial.sealed(draft, letters.share, keys.new())
    refused(court, Letters(letters.grant, letters.share, envelope), "unknown-enc-key")


def _tampered(court: Court) -> None:
    trial = court.trial
    letters = trial.letters(trial.grant(court.bundle), court.bundle)
    head, wrapped, nonce, body, tag = letters.envelope.split(".")
    body = ("B" if body[0] == "A" else "A") + body[1:]
    envelope = f"{head}.{wrapped}.{nonce}.{body}.{tag}"
    refused(court, Letters(letters.grant, letters.share, envelope), "bad-envelope")


def _large(court: Court) -> None:
    """Hand over a byte more than the service says it takes; it may hang up before the end."""
    limits = court.trial.service.entry.get("limits")
    most = limits.get("envelope_bytes") if isinstance(limits, dict) else None
    size = min(most if type(most) is int else 25_165_824, 25_165_824) + 1
    address = court.trial.service.endpoints["share"]
    request = Request("POST", address, b"x" * size, JOSE, practice=court.practice)
    answer = court.ask(request).answer
    if answer is not None and answer.status != _TOO_LARGE:
        raise BrokenError(told(answer))


def _status(court: Court) -> None:
    """Ask what is held: a signed answer that names the grant."""
    grant = court.accepted().grant
    trial, jti = court.trial, jws.peek(grant)[1]["jti"]
    query = stop_letter.status_query(grant, trial.key, str(uuid4()), trial.at())
    address = f"{trial.service.endpoints['status']}/{jti}"
    request = Request("GET", address, authorization=f"CSP1 {query}", practice=court.practice)
    answer = court.ask(request).answer
    if answer is None or answer.status != _OK:
        raise BrokenError("no answer" if answer is None else told(answer))
    expected = jws.Expected(STATUS, court.keys(), None, aud=trial.key.person, iss=trial.service.id)
    claims = statement(answer, lambda token: jws.verify(token, expected).claims)
    if claims.get("grant") != {"jti": jti, "sha256": sha256(grant)}:
        raise BrokenError("wrong-grant")


def _rotate(court: Court) -> None:
    """Change the key: the old one is refused afterwards, the new one taken."""
    letters, trial = court.accepted(), court.trial
    old, new = trial.key, keys.new()
    change = Rotation(trial.service.id, old.thumbprint, old, new, "scheduled")
    document = stop_letter.rotation(change, str(uuid4()), trial.at())
    answer = court.post("rotate", document, "application/jose+json")
    if answer.status != _NOTHING:
        raise BrokenError(told(answer))
    refused(court, trial.letters(letters.grant, court.bundle, seq=2), "bad-signature")
    trial.key = new
    more = trial.letters(letters.grant, court.bundle, seq=3)
    received(court, more, court.share(more))


def _erase(court: Court) -> None:
    trial = court.trial
    request = stop_letter.erasure(court.accepted().grant, trial.key, str(uuid4()), trial.at())
    answer = court.post("erase", request)
    _answered(answer, lambda token: receipts.erasure_receipt(token, request, court.keys(), None))


def _stop(court: Court) -> None:
    """Stop the grant; the same stop again gets the same receipt."""
    trial = court.trial
    request = stop_letter.revocation(
        court.accepted().grant, trial.key, str(uuid4()), trial.at(), erase=True
    )
    first = court.post("revoke", request)
    _answered(first, lambda token: receipts.revocation_receipt(token, request, court.keys(), None))
    again = court.post("revoke", request)
    if again.body != first.body:
        raise BrokenError(f"another answer the second time: {told(again)}")


def _answered(answer: Answer, check: Callable[[str], StopAnswer]) -> None:
    if answer.status != _OK:
        raise BrokenError(told(answer))
    right: StopAnswer = statement(answer, check)
    if right.status == "refused":
        raise BrokenError("refused")


def _stopped(court: Court) -> None:
    letters = court.trial.letters(court.accepted().grant, court.bundle, seq=4)
    refused(court, letters, "grant-revoked")


def _unknown(court: Court) -> None:
    trial = court.trial
    grant = trial.grant(court.bundle)
    request = stop_letter.revocation(grant, trial.key, str(uuid4()), trial.at(), erase=False)
    refusal(court.post("revoke", request), "unknown-grant")


def _has(endpoint: str) -> Callable[[Court], bool]:
    return lambda court: endpoint in court.trial.service.endpoints


def _grant(name: str, change: Callable[[Court], dict[str, Any]]) -> Rule:
    return Rule(name, partial(_broken_grant, name, partial(_claims, change)))


def _share(name: str, change: Callable[[Court], dict[str, Any]]) -> Rule:
    return Rule(name, partial(_broken_share, name, change))


RULES: Final = (
    Rule("receipt", _first),
    Rule("same-receipt", _retry),
    Rule("replay", _replay),
    Rule("unknown-enc-key", _other_key),
    Rule("bad-envelope", _tampered),
    Rule("bad-typ", partial(_broken_grant, "bad-typ", _other_typ)),
    Rule("bad-statement", partial(_broken_grant, "bad-statement", _own_key_in_header)),
    Rule("bad-signature", partial(_broken_grant, "bad-signature", _by_another)),
    _grant("wrong-audience", lambda _court: {"aud": _OTHER}),
    _grant("unsupported-version", lambda _court: {"csp": 2}),
    _grant("unsupported-claim", lambda _court: {"must_understand": ["not-yet-invented"]}),
    _grant("grant-expired", _of_yesterday),
    _grant("stale-catalogue", _unknown_version),
    _share("not-yet-valid", _in_an_hour),
    _share("statement-expired", _an_hour_ago),
    Rule("scope-of-request", _more_than_asked),
    Rule("scope-of-grant", _more_than_granted),
    Rule("content-signed", _other_bytes, lambda court: court.trial.mode == "once"),
    Rule("items", _other_item),
    Rule("fhir-invalid", _no_fhir),
    Rule("too-large", _large),
    Rule("status", _status, _has("status")),
    Rule("rotation", _rotate, _has("rotate")),
    Rule("erasure-receipt", _erase, _has("erase")),
    Rule("unknown-grant", _unknown),
    Rule("revocation-receipt", _stop),
    Rule("grant-revoked", _stopped),
)
