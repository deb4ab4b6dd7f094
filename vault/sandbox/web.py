"""The practice over HTTP: catalogue, endpoints of the services, and the control for tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vault.crypto.jwe import MOST as MOST_ENVELOPE
from vault.crypto.jws import MOST as MOST_STATEMENT
from vault.sandbox import leaving, smart
from vault.sandbox.desk import Desk
from vault.sandbox.faults import Where
from vault.sandbox.lines import HalfAnswer, Lines
from vault.sandbox.practice import Practice
from vault.sandbox.problems import Problem

JOSE: Final = "application/jose"
_AFTER: Final = "7"  # seconds to wait, as `try-later` asks
_WHERE: Final[dict[str, Where]] = {"shares": "share", "revocations": "stop"}
_MOST_CONTROL: Final = 4096
Handler = Callable[[Request], Awaitable[Response]]


def application(practice: Practice, lines: Lines) -> Starlette:
    """Return the application; only requests that name this computer are answered."""
    web = _Web(practice, lines)
    app = Starlette(
        routes=[
            Route("/catalogue.jwt", web.catalogue),
            Route("/catalogue.jwt.keys", web.new_roots),
            Route("/{name}/csp/v1/status/{grant}", web.status),
            Route("/{name}/csp/v1/{what}", web.service, methods=["POST"]),
            *smart.routes(practice),
            Route("/elsewhere/{path:path}", web.stray, methods=["GET", "POST", "PUT"]),
            Route("/practice/fault", web.fault, methods=["POST"]),
            Route("/practice/clock", web.clock, methods=["POST"]),
            Route("/practice/reset", web.reset, methods=["POST"]),
            Route("/practice/received", web.received),
            Route("/practice/strays", web.strays),
        ],
        middleware=[
            Middleware(
                TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"], www_redirect=False
            )
        ],
    )
    app.router.redirect_slashes = False
    return app


class _Web:
    def __init__(self, practice: Practice, lines: Lines) -> None:
        self._practice, self._lines = practice, lines

    async def catalogue(self, _request: Request) -> Response:
        token = self._practice.catalogue()
        self._practice.faults.used_up()
        return Response(token, media_type=JOSE)

    async def new_roots(self, _request: Request) -> Response:
        document = self._practice.publisher.keys_document()
        return Response(document, media_type="application/jose+json")

    async def service(self, request: Request) -> Response:
        """Answer an endpoint of a service, as the fault that is set makes it."""
        desk = self._practice.desks.get(request.path_params["name"])
        what = request.path_params["what"]
        if desk is None or what not in _WORK:
            return Response(status_code=404)
        where = _WHERE.get(what, "service")
        fault = self._practice.faults.at(where)
        try:
            return await self._faulty(request, desk, what, fault)
        except Problem as problem:
            return _refusal(problem)
        finally:
            self._practice.faults.used_up()

    async def _faulty(self, request: Request, desk: Desk, what: str, fault: str) -> Response:
        odd = self._practice.faults.met % 2 == 1
        if fault == "drop" and odd:
            await anext(request.stream())
            return await self._gone(request)
        body = await _body(request, MOST_ENVELOPE if what == "shares" else MOST_STATEMENT)
        if fault == "slow":
            await asyncio.sleep(self._practice.faults.seconds)
        if fault in _BEFORE:
            return _BEFORE[fault](request)
        if fault == "silent-revocation":
            await self._silence(request)
            return await self._gone(request)
        answer = _WORK[what](self._practice, desk, body, fault)
        if fault == "lost-answer":
            return await self._gone(request)
        if fault == "drop":
            return HalfAnswer(answer, self._lines)
        return answer

    async def _gone(self, request: Request) -> Response:
        await self._lines.cut(request.scope["client"])
        return Response()

    async def _silence(self, request: Request) -> None:
        """Keep quiet until nobody waits any more, or the fault has ended."""
        while self._practice.faults.name == "silent-revocation":
            if await request.is_disconnected():
                return
            await asyncio.sleep(0.05)

    async def status(self, request: Request) -> Response:
        desk = self._practice.desks.get(request.path_params["name"])
        scheme, _space, token = request.headers.get("authorization", "").partition(" ")
        if desk is None or scheme != "CSP1":
            return Response(status_code=404 if desk is None else 401)
        try:
            answer = leaving.status(desk, request.path_params["grant"], token)
        except Problem as problem:
            return _refusal(problem)
        return Response(answer, media_type=JOSE)

    async def stray(self, request: Request) -> Response:
        """Note a request that followed where it was sent astray."""
        token = bool(await request.body()) or "authorization" in request.headers
        stray = {"method": request.method, "path": request.url.path, "token": token}
        self._practice.strays.append(stray)
        return Response(status_code=404)

    async def fault(self, request: Request) -> Response:
        asked = await _control(request)
        times, seconds = asked.get("times"), asked.get("seconds", 20)
        try:
            self._practice.faults.set(
                str(asked["name"]), None if times is None else int(times), float(seconds)
            )
        except (KeyError, ValueError, TypeError):
            return JSONResponse({"error": "no such fault"}, 400)
        return JSONResponse({"fault": self._practice.faults.name})

    async def clock(self, request: Request) -> Response:
        offset = (await _control(request)).get("offset")
        if type(offset) is not int:
            return JSONResponse({"error": "offset is a number of seconds"}, 400)
        self._practice.offset = offset
        return JSONResponse({"now": self._practice.now()})

    async def reset(self, _request: Request) -> Response:
        self._practice.reset()
        return JSONResponse({"version": self._practice.publisher.version})

    async def received(self, _request: Request) -> Response:
        return JSONResponse(self._practice.received())

    async def strays(self, _request: Request) -> Response:
        return JSONResponse({"strays": self._practice.strays})


async def _body(request: Request, most: int) -> bytes:
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise Problem("too-large", limit=most)
        pieces.append(piece)
    return b"".join(pieces)


async def _control(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await _body(request, _MOST_CONTROL))
    except (ValueError, Problem):
        return {}
    return found if isinstance(found, dict) else {}


def _ascii(body: bytes) -> str:
    try:
        return body.decode("ascii")
    except UnicodeDecodeError:
        raise Problem("bad-statement") from None


def _refusal(problem: Problem, **headers: str) -> Response:
    document = json.dumps(problem.document())
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(document, problem.status, told, "application/problem+json")


def _share(practice: Practice, desk: Desk, body: bytes, fault: str) -> Response:
    if fault == "stale-catalogue":
        raise Problem("stale-catalogue")
    if fault == "too-large":
        raise Problem("too-large", limit=1)
    receipt = desk.share(_ascii(body), half=fault == "partial")
    if fault == "no-receipt":
        empty = practice.faults.met % 2 == 1
        return Response("" if empty else "<html>OK</html>", 201, media_type="text/html")
    if fault == "wrong-receipt":
        receipt = practice.altered(receipt, desk)
    return Response(receipt, 201, media_type=JOSE)


def _revoke(practice: Practice, desk: Desk, body: bytes, fault: str) -> Response:
    refusing = fault == "refuses-revocation"
    if refusing and practice.faults.met % 2 == 0:
        raise Problem("refused-revocation")
    return Response(leaving.revoke(desk, _ascii(body), refusing=refusing), media_type=JOSE)


def _erase(_practice: Practice, desk: Desk, body: bytes, _fault: str) -> Response:
    return Response(leaving.erase(desk, _ascii(body)), media_type=JOSE)


def _rotate(_practice: Practice, desk: Desk, body: bytes, _fault: str) -> Response:
    leaving.rotate(desk, body)
    return Response(status_code=204)


def _redirect(request: Request) -> Response:
    elsewhere = f"http://localhost:{request.url.port}/elsewhere{request.url.path}"
    return Response(status_code=307, headers={"location": elsewhere})


def _later(_request: Request) -> Response:
    return _refusal(Problem("try-later"), retry_after=_AFTER)


_WORK: Final = {"shares": _share, "revocations": _revoke, "erasures": _erase, "rotations": _rotate}
_BEFORE: Final[dict[str, Callable[[Request], Response]]] = {
    "error-500": lambda _request: Response(status_code=500),
    "try-later": _later,
    "redirect": _redirect,
}
