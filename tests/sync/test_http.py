from __future__ import annotations

import asyncio
import errno
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vault.errors import Offline, ServiceUnreachable
from vault.sync.http import Answer, Exchange, Http, Request

PLACE = "https://service.example.org/csp/v1/shares"


def told(answer: Callable[[httpx.Request], httpx.Response]) -> Http:
    return Http(httpx.MockTransport(answer))


def coming(status: int, body: bytes = b"", **headers: str) -> httpx.Response:
    """An answer that comes piece by piece, as from a network."""

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 400):
            yield body[at : at + 400]

    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, content=pieces(), headers=told)


def post(body: bytes = b"x") -> Request:
    return Request("POST", PLACE, body, "application/jose")


async def test_a_request_says_carnet_and_nothing_more() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return coming(201, b"ok", set_cookie="a=b; Path=/")

    http = told(answer)
    await http.exchange(post())
    exchange = await http.exchange(Request("GET", PLACE, authorization="CSP1 token"))
    assert exchange.answer is not None
    assert exchange.answer.body == b"ok"
    first, second = (dict(request.headers) for request in seen)
    assert first == {
        "host": "service.example.org", "user-agent": "carnet", "connection": "keep-alive",
        "accept": "application/jose, application/problem+json", "accept-encoding": "identity",
        "content-type": "application/jose", "content-length": "1",
    }  # fmt: skip
    assert second["authorization"] == "CSP1 token"
    assert not {"cookie", "referer", "content-type"} & second.keys()


@pytest.mark.parametrize(
    "address",
    [
        "http://service.example.org/x", "http://127.0.0.1:80/x", "ftp://service.example.org/x",
        "https://name:word@service.example.org/", "https://service.example.org/#x", "https://",
        "https://[", "http://localhost:80/x", "https://service.example.org:99999/",
    ],
)  # fmt: skip
async def test_nothing_but_https_is_spoken_to(address: str) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return coming(200)

    http = told(answer)
    exchange = await http.exchange(Request("POST", address, b"x"))
    assert (exchange.answer, exchange.left, asked) == (None, False, [])
    assert isinstance(exchange.error, ServiceUnreachable)


async def test_http_is_for_practice_on_this_computer_only() -> None:
    http = told(lambda _request: coming(200))
    here = Request("GET", "http://127.0.0.1:8000/catalogue.jwt", practice=True)
    assert (await http.exchange(here)).answer is not None
    there = Request("GET", "http://192.0.2.1:8000/catalogue.jwt", practice=True)
    assert (await http.exchange(there)).answer is None


async def test_a_redirect_is_not_followed() -> None:
    answers = iter([coming(307, location="https://elsewhere.example.org/")])
    http = told(lambda _request: next(answers))
    exchange = await http.exchange(post())
    assert exchange.answer is not None
    assert exchange.answer.status == 307


async def test_a_long_answer_is_cut() -> None:
    http = told(lambda _request: coming(200, b"x" * 1001))
    exchange = await http.exchange(Request("GET", PLACE, limit=1000))
    assert exchange.answer is not None
    assert exchange.answer.cut
    assert len(exchange.answer.body) == 1000
    with pytest.raises(ServiceUnreachable):
        await http.fetch(Request("GET", PLACE, limit=1000))
    assert await http.fetch(Request("GET", PLACE, limit=1001)) == b"x" * 1001


async def test_nothing_is_inflated() -> None:
    http = told(lambda _request: coming(200, b"x", content_encoding="gzip"))
    exchange = await http.exchange(post())
    assert exchange.answer is not None
    assert (exchange.answer.body, exchange.answer.cut) == (b"", True)


@pytest.mark.parametrize("after", [False, True])
async def test_it_is_known_whether_a_byte_left(*, after: bool) -> None:
    broken = httpx.ReadError("cut")
    transport = Reading(broken) if after else Refusing(broken)
    exchange = await Http(transport).exchange(post(b"x" * 200_000))
    assert exchange.answer is None
    assert exchange.left is after
    assert type(exchange.error) is ServiceUnreachable
    assert exchange.error.service == "service.example.org"


class Refusing(httpx.AsyncBaseTransport):
    def __init__(self, error: Exception) -> None:
        self._error = error

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise self._error


class Reading(Refusing):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        raise self._error


def chained(cause: BaseException) -> httpx.ConnectError:
    error = httpx.ConnectError("no")
    error.__cause__ = cause
    return error


class gaierror(OSError):  # noqa: N801 - as the standard library calls it
    pass


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (chained(OSError(errno.ENETUNREACH, "no")), Offline),
        (chained(gaierror(-3, "no")), Offline),
        (chained(ExceptionGroup("all", [OSError(errno.EHOSTUNREACH, "no")])), Offline),
        (chained(OSError(errno.ECONNREFUSED, "no")), ServiceUnreachable),
        (httpx.ReadTimeout("late"), ServiceUnreachable),
        (TimeoutError(), ServiceUnreachable),
    ],
)
async def test_no_network_is_told_from_no_answer(error: Exception, kind: type[Exception]) -> None:
    http = Http(Refusing(error))
    with pytest.raises(ServiceUnreachable) as caught:
        await http.fetch(Request("GET", PLACE))
    assert type(caught.value) is kind


async def test_a_bug_is_not_taken_for_a_failure_of_the_network() -> None:
    with pytest.raises(KeyError):
        await Http(Refusing(KeyError("bug"))).exchange(post())


async def test_cancelling_stops_it() -> None:
    class Waiting(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError

    task = asyncio.create_task(Http(Waiting()).exchange(post()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_what_an_answer_says_beside_its_body() -> None:
    headers = {"content-type": "Application/Jose; charset=x", "retry-after": "7"}
    answer = Answer(429, {**headers, "date": "Mon, 23 Nov 2026 10:00:00 GMT"}, b"")
    assert (answer.media, answer.after) == ("application/jose", 7)
    assert answer.date == int(datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp())
    day = Answer(429, {"retry-after": "999999999", "date": "soon"}, b"")
    assert (day.after, day.date, day.media) == (86_400, None, "")
    assert Answer(429, {"retry-after": "Mon, 23 Nov 2026 10:00:00 GMT"}, b"").after is None


async def test_no_address_and_no_secret_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    http = told(lambda _request: coming(200))
    await http.exchange(Request("GET", f"{PLACE}/secret", authorization="CSP1 secret"))
    assert "secret" not in caplog.text
    assert "secret" not in repr(Request("POST", PLACE, b"secret", authorization="secret"))
    assert "secret" not in repr(Exchange(Answer(200, {}, b"secret"), left=True))


async def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    """TLS is always verified: a server with a certificate of its own gets no byte of the body."""
    heard: list[bytes] = []

    async def server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(1000))
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))
    listening = await asyncio.start_server(server, "127.0.0.1", 0, ssl=context)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        address = f"https://127.0.0.1:{port}/shares"
        exchange = await Http().exchange(Request("POST", address, b"secret", "application/jose"))
    assert (exchange.answer, exchange.left, heard) == (None, False, [])
    assert type(exchange.error) is ServiceUnreachable


def own_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2099))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    place = folder / "server.pem"
    place.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return place
