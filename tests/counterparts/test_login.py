"""S18: our login against npm oidc-provider, a certified OpenID provider, for real."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess  # noqa: TID251 - programs of others check ours
from collections.abc import Iterator
from dataclasses import replace
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest

from vault import bootstrap
from vault.errors import ServiceRefused, SignatureInvalid
from vault.sync import oauth
from vault.sync.http import Answer, Exchange, Http, Request
from vault.sync.oauth import Access, Browser
from vault.sync.sending import Ask

HERE = Path(__file__).parent / "login"
BASE = "http://127.0.0.1:1/fhir"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
ROOM = Path(os.environ.get("CARNET_COUNTERPARTS") or CACHE / "carnet-counterparts") / "login"
NODE = str(shutil.which("node", path=f"{ROOM.parent}/node/bin:{os.environ['PATH']}"))
_HTTP = Http()

pytestmark = pytest.mark.counterpart


def now() -> int:
    return int(bootstrap.clock().now().timestamp())


def ask(request: Request) -> Exchange:
    return asyncio.run(_HTTP.exchange(request))


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    assert (ROOM / "node_modules/oidc-provider").is_dir(), "run tests/counterparts/install first"
    shutil.copy(HERE / "op.mjs", ROOM)
    with subprocess.Popen(  # noqa: S603 - a program of ours
        [NODE, "op.mjs", BASE], cwd=ROOM, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdout is not None
        port = next(line for line in running.stdout if line.strip().isdigit())
        yield f"http://127.0.0.1:{int(port)}"
        running.kill()


def door(issuer: str) -> Ask:
    """Answer the discovery of SMART with what the provider says of itself; the rest is real."""

    def asked(request: Request) -> Exchange:
        if not request.address.endswith("smart-configuration"):
            return ask(request)
        place = f"{issuer}/.well-known/openid-configuration"
        found = ask(Request("GET", place, practice=True))
        assert found.answer is not None
        return Exchange(Answer(200, {}, found.answer.body), left=True)

    return asked


def logging_in(name: str = "p1") -> Browser:
    """Fill the forms of the provider as a person does: a name, then consent."""

    def opened(address: str) -> None:
        opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        page = opener.open(address, timeout=20)
        for _form in range(4):
            text, at = page.read().decode(), page.geturl()
            form = re.search(r'<form[^>]*action="([^"]+)"', text)
            if "/cb?" in at or form is None:
                return
            fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
            if 'name="login"' in text:
                fields |= {"login": name, "password": "x"}
            page = opener.open(urljoin(at, form[1]), urlencode(fields).encode(), timeout=20)

    return Browser(opened, wait=60)


def entered(issuer: str, *, again: bool = False) -> tuple[oauth.Smart, Access]:
    smart = oauth.discover(door(issuer), BASE, practice=True)
    return smart, oauth.login(ask, smart, logging_in(), now(), again=again)


def test_a_person_logs_in_and_the_refresh_token_is_rotated_and_given_back(provider: str) -> None:
    smart, access = entered(provider, again=True)
    assert (smart.issuer, smart.names_itself, access.patient) == (provider, True, "p1")
    fresh = oauth.renewed(ask, smart, access)
    assert fresh.refresh not in ("", access.refresh)
    assert oauth.give_back(ask, smart, fresh)
    with pytest.raises(ServiceRefused) as met:
        oauth.renewed(ask, smart, fresh)
    assert met.value.problem == "login-refused"


def test_no_token_stays_when_no_later_recovery_is_wanted(provider: str) -> None:
    assert entered(provider)[1].refresh == ""


def test_another_issuer_than_the_announced_one_is_refused(provider: str) -> None:
    smart = oauth.discover(door(provider), BASE, practice=True)
    other = replace(smart, issuer="http://127.0.0.1:2")
    with pytest.raises(SignatureInvalid) as met:
        oauth.login(ask, other, logging_in(), now())
    assert met.value.problem == "wrong-issuer"
