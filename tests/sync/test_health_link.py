"""S17: links of others, taken apart and followed; each rule of the specification looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vault.crypto import link_file
from vault.crypto.base64url import b64
from vault.errors import FileUnreadable, Offline, ServiceRefused, ServiceUnreachable
from vault.sync import health_link
from vault.sync.health_link import LinkFile
from vault.sync.http import Answer, Exchange, Request

KEY = bytes(range(32))
URL = "https://shl.example/m/1"
FILE = link_file.seal(b'{"resourceType":"Bundle"}', KEY, "application/fhir+json")
OPENED = LinkFile("application/fhir+json", b'{"resourceType":"Bundle"}')


def link(**change: Any) -> str:
    stated = {"url": URL, "key": b64(KEY), "exp": 1_800_000_000, "label": "Résumé", "v": 1}
    whole = {name: one for name, one in {**stated, **change}.items() if one is not None}
    return f"https://viewer.example/#shlink:/{b64(json.dumps(whole).encode())}"


class Place:
    def __init__(self, *answers: Any) -> None:
        self._answers, self.asked = list(answers), list[Request]()

    def ask(self, request: Request) -> Exchange:
        self.asked.append(request)
        found = self._answers.pop(0)
        if isinstance(found, Exchange):
            return found
        if isinstance(found, int):
            return Exchange(Answer(found, {}, b""), left=True)
        body = found if isinstance(found, str) else json.dumps(found)
        return Exchange(Answer(200, {}, body.encode()), left=True)


def test_a_link_is_read_and_its_key_is_in_no_text() -> None:
    found = health_link.parse(link(flag="LU"))
    assert (found.url, found.label, found.expires) == (URL, "Résumé", 1_800_000_000)
    assert (found.asks_passcode, health_link.parse(link(flag="P")).asks_passcode) == (False, True)
    assert repr(KEY) not in repr(found)
    assert URL not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "", "https://viewer.example", "shlink:/e30", "shlink:/AAAA",
        link(url=f"https://{'x' * 121}"),
        link(url=7), link(key="short"), link(flag="PU"), link(flag="X"), link(flag="UL"),
        link(flag=1), link(v=2), link(label="é" * 81), link(label=7), link(exp="soon"),
        link(exp=True),
    ],
)  # fmt: skip
def test_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(FileUnreadable):
        health_link.parse(text)


def test_128_characters_and_80_of_label_are_still_a_link() -> None:
    found = health_link.parse(link(url=f"https://{'x' * 120}", label="é" * 80, exp=None))
    assert (len(found.url), found.expires) == (128, None)


def test_one_file_is_fetched_with_who_reads_it() -> None:
    place = Place(FILE, FILE)
    files = health_link.fetched(place.ask, health_link.parse(link(flag="U")), "Dr Y & co")
    assert files == (OPENED,)
    assert place.asked[0].address == f"{URL}?recipient=Dr%20Y%20%26%20co"
    asked = link(flag="U", url=f"{URL}?v=1")
    health_link.fetched(place.ask, health_link.parse(asked), "me")
    assert place.asked[1].address == f"{URL}?v=1&recipient=me"


def test_a_manifest_leads_to_files_inside_it_and_beside_it() -> None:
    manifest = {"files": [{"embedded": FILE}, {"location": "https://shl.example/f/2"}]}
    place = Place(manifest, FILE)
    found = health_link.fetched(place.ask, health_link.parse(link(flag="P")), "me", "1234")
    assert found == (OPENED, OPENED)
    told = json.loads(place.asked[0].body)
    assert (told["recipient"], told["passcode"]) == ("me", "1234")
    without = Place({"files": [{"embedded": FILE}]})
    health_link.fetched(without.ask, health_link.parse(link()), "me")
    assert "passcode" not in json.loads(without.asked[0].body)


@pytest.mark.parametrize(
    "manifest",
    ["<html>", {}, {"files": []}, {"files": [{"embedded": FILE}] * 21}, {"files": [7]},
     {"files": [{"embedded": "é"}]}],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(manifest: Any) -> None:
    with pytest.raises(FileUnreadable):
        health_link.fetched(Place(manifest).ask, health_link.parse(link()), "me")


def test_a_passcode_a_link_that_is_gone_and_a_wait_are_said_by_name() -> None:
    for status, problem in ((401, "link-passcode"), (404, "link-gone"), (429, "try-later")):
        with pytest.raises(ServiceRefused) as met:
            health_link.fetched(Place(status).ask, health_link.parse(link()), "me")
        assert met.value.problem == problem


def test_no_answer_a_redirect_and_an_address_that_is_not_https_are_said() -> None:
    gone = Exchange(None, left=False, error=Offline("shl.example"))
    cut = Exchange(Answer(200, {}, b"", cut=True), left=True)
    for answer in (gone, Exchange(None, left=True), 302, 500, cut):
        with pytest.raises(ServiceUnreachable):
            health_link.fetched(Place(answer).ask, health_link.parse(link()), "me")
    for url in ("http://shl.example/m", "file:///etc/passwd", "http://127.0.0.1:80/x"):
        place = Place()
        with pytest.raises(ServiceUnreachable):
            health_link.fetched(place.ask, health_link.parse(link(url=url)), "me")
        assert place.asked == []
    inside = {"files": [{"location": "http://127.0.0.1:80/x"}]}
    with pytest.raises(ServiceUnreachable):
        health_link.fetched(Place(inside).ask, health_link.parse(link()), "me")
