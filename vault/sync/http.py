"""The one door to the network: bounded, without redirects, cookies, proxies or anything to tell.

Only https, its certificate always verified by the store of the system; plain http only to
127.0.0.1, for practice. A request says `User-Agent: carnet` and nothing more about this computer.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from errno import EHOSTUNREACH, ENETDOWN, ENETUNREACH
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from vault.errors import Offline, ServiceUnreachable
from vault.record.service import allowed_address

if TYPE_CHECKING:
    import httpx

JOSE: Final = "application/jose"
PROBLEM: Final = "application/problem+json"
ANSWER: Final = 1024 * 1024  # bytes of an answer
CONNECT, READ, WHOLE = 10.0, 60.0, 600.0  # seconds
_WITH_BODY: Final = ("POST", "PUT")
_PIECE: Final = 64 * 1024
_NO_NETWORK: Final = frozenset({ENETUNREACH, EHOSTUNREACH, ENETDOWN})
_MOST_WAIT: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a service.

    `practice` allows http to this computer; `limit` is in bytes of the answer; `more` are headers
    that a protocol asks for. `into` takes the body of a 200 answer piece by piece instead of
    memory; ValueError from it ends the exchange.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    address: str
    body: bytes = field(default=b"", repr=False)
    media: str = ""
    accept: str = f"{JOSE}, {PROBLEM}"
    authorization: str = field(default="", repr=False)
    practice: bool = False
    limit: int = ANSWER
    more: Mapping[str, str] = field(default_factory=dict, hash=False)
    into: Callable[[bytes], None] | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Return whom it speaks to, for errors; "" when the address is none."""
        try:
            return urlsplit(self.address).hostname or ""
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of headers in lower case; `cut` when it was longer than allowed."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    cut: bool = False

    @property
    def media(self) -> str:
        """Return the type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def after(self) -> int | None:
        """Return the seconds it asks to wait (`Retry-After`), a day at most."""
        told = self.headers.get("retry-after", "").strip()
        return min(int(told), _MOST_WAIT) if told.isascii() and told.isdigit() else None

    @property
    def date(self) -> int | None:
        """Return the clock of the other side, in seconds since 1970 UTC."""
        try:
            return int(parsedate_to_datetime(self.headers["date"]).timestamp())
        except (KeyError, ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One try: the answer, or the reason why none came.

    `left` tells whether a byte of the body may have left this computer: then the other side may
    have it.
    """

    answer: Answer | None
    left: bool
    error: ServiceUnreachable | None = None


class Http:
    """Speaks to services; `transport` is the seam of the tests."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._store: ssl.SSLContext | None = None  # slow to read: kept
        for name in ("httpx", "httpcore"):  # they would write addresses
            logging.getLogger(name).disabled = True

    async def fetch(self, request: Request) -> bytes:
        """Return the body of a 200 answer.

        Raises:
            Offline: there is no network.
            ServiceUnreachable: no answer, another status, or an answer longer than allowed.
        """
        exchange = await self.exchange(request)
        if exchange.error is not None:
            raise exchange.error
        answer = exchange.answer
        if answer is None or answer.status != 200 or answer.cut:  # noqa: PLR2004 - OK
            raise ServiceUnreachable(request.host)
        return answer.body

    async def exchange(self, request: Request) -> Exchange:
        """Ask once; whatever goes wrong on the way is told, not raised.

        Cancelling it (`asyncio`) stops at once; what left before may have arrived.
        """
        if not allowed_address(request.address, practice=request.practice):
            return Exchange(None, left=False, error=ServiceUnreachable(request.host))
        body = _Body(request.body)
        try:
            async with asyncio.timeout(WHOLE):
                answer = await self._asked(request, body)
        except _failures() as failure:
            return Exchange(None, body.left, _error(failure, request.host))
        return Exchange(answer, left=True)

    async def _asked(self, request: Request, body: _Body) -> Answer:
        import httpx

        self._store = self._store or ssl.create_default_context()
        client = httpx.AsyncClient(
            transport=self._transport,
            verify=self._store,
            timeout=httpx.Timeout(READ, connect=CONNECT),
            follow_redirects=False,
            trust_env=False,
            headers=_headers(request),
        )
        async with client:
            sent = body if request.method in _WITH_BODY else None
            async with client.stream(request.method, request.address, content=sent) as response:
                return await _read(response, request)


class _Body:
    """A body given in pieces, so that it is known whether any of it left."""

    def __init__(self, data: bytes) -> None:
        self._data, self.left = data, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for at in range(0, len(self._data), _PIECE):
            self.left = True
            yield self._data[at : at + _PIECE]


def _headers(request: Request) -> dict[str, str]:
    told = {"user-agent": "carnet", "accept": request.accept, "accept-encoding": "identity"}
    told |= request.more
    if request.method in _WITH_BODY:
        told |= {"content-type": request.media, "content-length": str(len(request.body))}
    if request.authorization:
        told["authorization"] = request.authorization
    return told


async def _read(response: httpx.Response, request: Request) -> Answer:
    """Read no more than the limit, as it comes: nothing is inflated."""
    pieces: list[bytes] = []
    size, limit = 0, request.limit
    packed = response.headers.get("content-encoding", "identity").lower() != "identity"
    passed_on = response.status_code == 200 and not packed  # noqa: PLR2004 - OK
    keep = request.into if request.into is not None and passed_on else pieces.append
    async for piece in response.aiter_raw():
        size += len(piece)
        if size > limit:
            pieces.append(piece)
            break
        keep(piece)
    body = b"" if packed else b"".join(pieces)[:limit]
    return Answer(response.status_code, dict(response.headers), body, cut=packed or size > limit)


def _failures() -> tuple[type[Exception], ...]:
    import httpx

    return OSError, ValueError, httpx.HTTPError, httpx.InvalidURL


def _error(failure: BaseException, host: str) -> ServiceUnreachable:
    """Tell « no network » from a service that does not answer."""
    cause: BaseException | None = failure
    while cause is not None:
        if isinstance(cause, OSError) and (
            cause.errno in _NO_NETWORK or type(cause).__name__ == "gaierror"
        ):
            return Offline(host)
        if isinstance(cause, BaseExceptionGroup):
            cause = cause.exceptions[0]
        else:
            cause = cause.__cause__ or cause.__context__
    return ServiceUnreachable(host)
