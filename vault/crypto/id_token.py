"""Who logged in, as an OpenID provider says it: its token checked before anything of it is used.

OpenID Connect Core 1.0, 3.1.3.7. Providers sign with RS256 by default, so it is read here and
nowhere else; statements of ours know two algorithms only (`crypto/jws.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vault.crypto.base64url import unb64
from vault.crypto.strict_json import read_object
from vault.errors import SignatureInvalid

_ALGORITHMS: Final = ("ES256", "RS256")
_KINDS: Final = {"ES256": "EC", "RS256": "RSA"}
_SKEW: Final = 60
_MOST: Final = 64 * 1024
_MOST_KEYS: Final = 20


@dataclass(frozen=True, slots=True)
class Login:
    """What the token must say: who made it, for which program, in answer to which login, when."""

    iss: str
    aud: str
    nonce: str
    at: int  # seconds since 1970 UTC


def verify(token: str, keys: Sequence[Mapping[str, Any]], login: Login) -> Mapping[str, Any]:
    """Return the claims of an id token that one of these JWKs signed for this very login.

    Raises:
        SignatureInvalid: "bad-statement" for what is no token, "bad-signature",
            "wrong-issuer", "wrong-audience", "wrong-login", "statement-expired".
    """
    if len(token) > _MOST:
        raise _refused("bad-statement")
    try:
        header, payload, _mark = token.split(".")
        head, claims = read_object(unb64(header)), read_object(unb64(payload))
    except ValueError:
        raise _refused("bad-statement") from None
    if not any(_signed(token, head, key) for key in list(keys)[:_MOST_KEYS]):
        raise _refused("bad-signature")
    for problem, broken in _rules(claims, login):
        if broken:
            raise _refused(problem)
    return claims


def _rules(claims: Mapping[str, Any], login: Login) -> tuple[tuple[str, bool], ...]:
    aud = claims.get("aud")
    told = aud if isinstance(aud, list) else [aud]
    exp = claims.get("exp")
    return (
        ("wrong-issuer", claims.get("iss") != login.iss),
        ("wrong-audience", login.aud not in told),
        ("wrong-audience", claims.get("azp", login.aud) != login.aud),
        ("wrong-login", claims.get("nonce") != login.nonce),
        ("statement-expired", type(exp) is not int or exp < login.at - _SKEW),
    )


def _signed(token: str, head: Mapping[str, Any], jwk: Mapping[str, Any]) -> bool:
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    algorithm, kid = head.get("alg"), head.get("kid")
    if algorithm not in _ALGORITHMS or jwk.get("kty") != _KINDS[algorithm]:
        return False
    if kid is not None and jwk.get("kid", kid) != kid:
        return False
    try:
        key = import_key(
            {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}
        )
        jws.deserialize_compact(token, key, algorithms=[algorithm])
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True


def _refused(problem: str) -> SignatureInvalid:
    return SignatureInvalid(what="id_token", problem=problem)
