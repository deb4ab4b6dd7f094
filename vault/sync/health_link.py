"""SMART Health Links that others made: taken apart, and what lies behind them fetched.

https://build.fhir.org/ig/HL7/smart-health-cards-and-links/links-specification.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from vault.crypto import link_file
from vault.crypto.base64url import unb64
from vault.crypto.strict_json import read_object, written
from vault.errors import FileUnreadable, ServiceRefused, ServiceUnreachable
from vault.record.service import allowed_address
from vault.sync.http import Answer, Request
from vault.sync.sending import Ask

JSON: Final = "application/json"
_LINK: Final = re.compile(r"shlink:/([A-Za-z0-9_-]{1,4096})")
_FLAGS: Final = frozenset({"", "L", "P", "U", "LP", "LU"})
_MOST_URL, _MOST_LABEL, _KEY = 128, 80, 32
_MOST_FILE: Final = 48 * 1024 * 1024  # a JWE of 32 MiB that did not shrink
_MOST_FILES: Final = 20
_OK: Final = 200
_REFUSALS: Final = {401: "link-passcode", 404: "link-gone", 410: "link-gone", 429: "try-later"}


@dataclass(frozen=True, slots=True)
class HealthLink:
    """What a link says; `expires` in seconds since 1970 UTC, None when it says no end."""

    url: str = field(repr=False)
    key: bytes = field(repr=False)
    flag: str
    label: str
    expires: float | None

    @property
    def asks_passcode(self) -> bool:
        """Tell whether a passcode is wanted, which came another way."""
        return "P" in self.flag


@dataclass(frozen=True, slots=True)
class LinkFile:
    """One file behind a link, in clear."""

    media: str
    body: bytes = field(repr=False)


def parse(text: str) -> HealthLink:
    """Take a link apart; the address of a viewer in front of it is not looked at.

    Raises:
        FileUnreadable: it is none, or breaks a rule of the specification.
    """
    found = _LINK.search(text)
    try:
        stated = read_object(unb64(found[1])) if found else {}
        key = unb64(str(stated.get("key", "")))
    except ValueError:
        raise FileUnreadable from None
    url, flag, label = (stated.get(name, "") for name in ("url", "flag", "label"))
    expires = stated.get("exp")
    sound = (
        isinstance(url, str) and 0 < len(url) <= _MOST_URL and len(key) == _KEY
        and isinstance(flag, str) and flag in _FLAGS and stated.get("v", 1) == 1
        and isinstance(label, str) and len(label) <= _MOST_LABEL
        and (expires is None or type(expires) in (int, float))
    )  # fmt: skip
    if not sound:
        raise FileUnreadable
    return HealthLink(url, key, flag, label, expires)


def fetched(
    ask: Ask, link: HealthLink, recipient: str, passcode: str = "", *, practice: bool = False
) -> tuple[LinkFile, ...]:
    """Fetch what lies behind a link; `recipient` is what the reader says of themselves.

    Raises:
        ServiceUnreachable: no answer, or an address that is not https.
        ServiceRefused: "link-passcode", "link-gone", "try-later".
        FileUnreadable: what came is not what the key opens.
    """
    if "U" in link.flag:
        mark = "&" if "?" in link.url else "?"
        address = f"{link.url}{mark}recipient={quote(recipient, safe='')}"
        answer = _asked(ask, Request("GET", address, practice=practice, limit=_MOST_FILE))
        return (_opened(answer.body, link),)
    told = {"recipient": recipient, "embeddedLengthMax": _MOST_FILE}
    body = written({**told, **({"passcode": passcode} if passcode else {})})
    request = Request("POST", link.url, body, JSON, JSON, practice=practice, limit=_MOST_FILE)
    return tuple(_file(ask, one, link, practice) for one in _listed(_asked(ask, request)))


def _listed(answer: Answer) -> list[dict[str, Any]]:
    try:
        files = read_object(answer.body).get("files")
    except ValueError:
        raise FileUnreadable from None
    if not isinstance(files, list) or not 0 < len(files) <= _MOST_FILES:
        raise FileUnreadable
    return [one if isinstance(one, dict) else {} for one in files]


def _file(ask: Ask, stated: dict[str, Any], link: HealthLink, practice: bool) -> LinkFile:  # noqa: FBT001
    embedded, location = stated.get("embedded"), stated.get("location")
    if isinstance(embedded, str):
        return _opened(embedded.encode(), link)
    if not isinstance(location, str):
        raise FileUnreadable
    request = Request("GET", location, practice=practice, limit=_MOST_FILE)
    return _opened(_asked(ask, request).body, link)


def _asked(ask: Ask, request: Request) -> Answer:
    if not allowed_address(request.address, practice=request.practice):
        raise ServiceUnreachable(request.host)
    exchange = ask(request)
    answer = exchange.answer
    if answer is None:
        raise exchange.error or ServiceUnreachable(request.host)
    if answer.status in _REFUSALS:
        raise ServiceRefused(request.host, _REFUSALS[answer.status], answer.after)
    if answer.status != _OK or answer.cut:
        raise ServiceUnreachable(request.host)
    return answer


def _opened(body: bytes, link: HealthLink) -> LinkFile:
    try:
        token = body.decode("ascii")
    except UnicodeDecodeError:
        raise FileUnreadable from None
    return LinkFile(*link_file.unseal(token, link.key))
