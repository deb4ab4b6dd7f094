"""S18: the pull against servers of every kind, honest and hostile; each bounded, each said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from vault.errors import Cancelled, ServiceRefused, ServiceUnreachable
from vault.sync import ndjson, pages, recovering
from vault.sync.http import Answer, Exchange, Request
from vault.sync.oauth import Access, Smart
from vault.sync.pages import Gap, Taken
from vault.sync.recovering import Pull

BASE = "https://fhir.example/r4"
EVERYTHING = f"{BASE}/Patient/p1/$everything?_count=200"
SMART = Smart(BASE, f"{BASE}/auth", f"{BASE}/token")


class Memory(list[bytes]):
    def put(self, body: bytes) -> int:
        self.append(body)
        return len(self) - 1

    def get(self, number: int) -> bytes:
        return self[number]


@dataclass
class Server:
    """Answers what stands under an address; everything asked is remembered."""

    answers: dict[str, Any]
    asked: list[Request] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def ask(self, request: Request) -> Exchange:
        self.asked.append(request)
        found = self.answers.get(request.address, 404)
        if isinstance(found, list):
            found = found.pop(0)
        if callable(found):
            found = found(request)
        if found is None:
            return Exchange(None, left=True)
        if isinstance(found, Answer):
            return Exchange(self._streamed(request, found), left=True)
        if isinstance(found, int):
            return Exchange(Answer(found, {}, b""), left=True)
        return Exchange(Answer(200, {}, found.encode()), left=True)

    def _streamed(self, request: Request, answer: Answer) -> Answer:
        if request.into is None:
            return answer
        try:
            for at in range(0, len(answer.body), 7):
                request.into(answer.body[at : at + 7])
        except ValueError:
            return Answer(0, {}, b"", cut=True)
        return Answer(answer.status, answer.headers, b"", answer.cut)

    def pull(self, access: Access | None = None) -> Pull:
        access = access or Access("p1", "at-1")
        return Pull(self.ask, SMART, access, Memory(), self.waits.append)

    def paths(self) -> list[str]:
        return [one.address.removeprefix(BASE) for one in self.asked]


def weight(name: str, version: str = "1", value: str = "70.10") -> str:
    return (
        f'{{"resourceType":"Observation","id":"{name}","meta":{{"versionId":"{version}"}},'
        f'"valueQuantity":{{"value":{value}}}}}'
    )


def page(*resources: str, following: str = "", total: int | None = None) -> str:
    entries = ",".join(f'{{"resource":{one}}}' for one in resources)
    link = (
        f'[{{"relation":"self"}},{{"relation":"next","url":"{following}"}}]' if following else "[]"
    )
    count = f',"total":{total}' if total is not None else ""
    return f'{{"resourceType":"Bundle","link":{link},"entry":[{entries}]{count}}}'


def ids(taken: Taken) -> list[str]:
    return [str(one["id"]) for one in taken.resources()]


def test_pages_are_followed_and_decimals_stay_as_they_came() -> None:
    second = f"{BASE}/page?2"
    server = Server({EVERYTHING: page(weight("a"), following="page?2"), second: page(weight("b"))})
    server.answers[EVERYTHING] = page(weight("a"), following=second)

    taken = server.pull().all()

    assert (taken.how, dict(taken.counts), taken.gaps) == ("everything", {"Observation": 2}, [])
    text = b"".join(taken.shelf.get(number) for number in taken.pieces).decode()
    assert '"value":70.10' in text
    assert '"fullUrl":"https://fhir.example/r4/Observation/a"' in text
    assert all(one.authorization == "Bearer at-1" for one in server.asked)
    assert len(taken.sha256) == 32


def test_a_relative_link_is_one_of_this_page() -> None:
    server = Server({
        EVERYTHING: page(weight("a"), following="$everything?page=2"),
        f"{BASE}/Patient/p1/$everything?page=2": page(weight("b")),
    })  # fmt: skip
    assert ids(server.pull().all()) == ["a", "b"]


def test_the_same_version_comes_once_another_version_and_what_has_no_id_stay() -> None:
    odd = ['{"resourceType":"Observation"}'] * 2
    server = Server({EVERYTHING: page(weight("a"), weight("a"), weight("a", "2"), *odd)})
    taken = server.pull().all()
    assert (taken.counts["Observation"], taken.repeated) == (3, 2)


def test_a_next_page_elsewhere_is_never_asked_for() -> None:
    """The token goes to the place that gave it, and nowhere else."""
    for place in (
        "https://evil.example/x", "http://fhir.example/r4/x", "https://fhir.example:8443/r4/x",
        "https://fhir.example.evil.example/x", "//evil.example/x", "https://[bad/x",
    ):  # fmt: skip
        server = Server({EVERYTHING: page(weight("a"), following=place)})
        taken = server.pull().all()
        assert (taken.gaps, ids(taken)) == ([Gap("", "elsewhere")], ["a"]), place
        assert [one.address for one in server.asked] == [EVERYTHING]


def test_pages_without_end_end() -> None:
    numbers = iter(range(1, 1000))

    def more(_request: Request) -> str:
        return page(weight("a"), following=f"{BASE}/more?{next(numbers)}")

    answers: dict[str, Any] = {f"{BASE}/more?{number}": more for number in range(1000)}
    server = Server({**answers, EVERYTHING: more})
    taken = server.pull().all()
    assert (taken.gaps, ids(taken)) == ([Gap("", "endless")], ["a"])
    assert len(server.asked) < 20


def test_the_same_page_is_not_asked_for_twice() -> None:
    server = Server({EVERYTHING: page(weight("a"), following=EVERYTHING)})
    assert server.pull().all().gaps == [Gap("", "endless")]
    assert len(server.asked) == 1


def test_ever_new_pages_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server({})
    pull = server.pull()
    pull._pages = recovering.MOST_PAGES
    server.answers = {EVERYTHING: page(weight("a"), following=f"{BASE}/2")}
    assert pull.all().gaps == [Gap("", "endless")]


def test_more_than_a_record_ends_with_what_came() -> None:
    server = Server({EVERYTHING: page(weight("a"), weight("b"))})
    pull = server.pull()
    taken = Taken(Memory(), BASE, size=pages.MOST_BYTES)
    with pytest.raises(ValueError, match="more than a record"):
        taken.add(json.loads('{"resourceType":"Observation"}'))
    assert pull.all().gaps == []


@pytest.mark.parametrize("answer", ["<html>", "[]", '{"resourceType":"Patient"}', "NaN"])
def test_what_is_no_bundle_is_refused(answer: str) -> None:
    with pytest.raises(ServiceRefused) as met:
        Server({EVERYTHING: answer}).pull().all()
    assert met.value.problem == "not-fhir"


def test_a_first_answer_that_is_none_is_said() -> None:
    for answer, kind in ((None, ServiceUnreachable), (307, ServiceUnreachable)):
        with pytest.raises(kind):
            Server({EVERYTHING: answer}).pull().all()
    with pytest.raises(ServiceRefused) as met:
        Server({EVERYTHING: 503}).pull().all()
    assert met.value.problem == "try-later"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "unreachable"), (500, "unreachable"), (401, "login-over"), (403, "forbidden"),
        ("<html>", "not-fhir"), (Answer(200, {}, b"{", cut=True), "too-much"),
    ],
)  # fmt: skip
def test_a_later_page_that_is_none_leaves_what_came_before(answer: Any, why: str) -> None:
    server = Server({EVERYTHING: page(weight("a"), following=f"{BASE}/2"), f"{BASE}/2": answer})
    taken = server.pull().all()
    assert ([(one.what, one.why) for one in taken.gaps], ids(taken)) == ([("", why)], ["a"])


def test_without_everything_each_type_is_asked_for_and_failures_are_gaps() -> None:
    stated = [{"type": "Observation"}, {"type": "Condition"}, {"type": "Patient"}, {"type": "Zoo"}]
    server = Server({
        EVERYTHING: 403,
        f"{BASE}/metadata": json.dumps({"rest": [{"resource": stated}, 7]}),
        f"{BASE}/Patient?_id=p1&_count=200": page('{"resourceType":"Patient","id":"p1"}'),
        f"{BASE}/Observation?patient=p1&_count=200": page(weight("a")),
    })  # fmt: skip
    taken = server.pull().all()
    assert (taken.how, ids(taken)) == ("search", ["p1", "a"])
    assert taken.gaps == [Gap("Condition", "unknown")]


def test_a_server_that_says_nothing_about_itself_is_asked_for_every_type() -> None:
    server = Server({
        EVERYTHING: 501, f"{BASE}/metadata": "<html>",
        f"{BASE}/Observation?patient=p1&_count=200": page(weight("a")),
    })  # fmt: skip
    taken = server.pull().all()
    assert len(taken.gaps) == len(recovering.TYPES) - 1
    with pytest.raises(ServiceRefused):
        Server({EVERYTHING: 404}).pull().all()


def test_what_is_no_resource_is_left_out_and_said() -> None:
    deep = '{"resourceType":"Observation","x":' + "[" * 250 + "]" * 250 + "}"
    outcome = '{"resourceType":"OperationOutcome"}'
    body = page(weight("a"), "7", "{}", deep, outcome)[:-2] + ',"rest",{}]}'
    taken = Server({EVERYTHING: body}).pull().all()
    assert (ids(taken), taken.gaps) == (
        ["a"],
        [Gap("", "not-fhir"), Gap("Observation", "not-fhir")],
    )
    assert Server({EVERYTHING: '{"resourceType":"Bundle","entry":7}'}).pull().all().gaps == []


def test_a_login_that_ended_is_renewed_once_where_it_can_be() -> None:
    token = json.dumps(
        {"access_token": "at-2", "token_type": "Bearer", "patient": "p1", "refresh_token": "rt-2"}
    )
    server = Server({EVERYTHING: [401, page(weight("a"), following=f"{BASE}/2")],
                     f"{BASE}/2": 401, f"{BASE}/token": token})  # fmt: skip
    pull = server.pull(Access("p1", "at-1", "rt-1"))
    taken = pull.all()
    assert (ids(taken), taken.gaps) == (["a"], [Gap("", "login-over")])
    assert (pull.access.token, pull.access.refresh) == ("at-2", "rt-2")


def test_the_person_can_stop_between_two_pages() -> None:
    def stop(_seconds: float) -> None:
        raise Cancelled

    server = Server({})
    with pytest.raises(Cancelled):
        Pull(server.ask, SMART, Access("p1", "at"), Memory(), stop).all()
    assert server.asked == []


# -- bulk data

EXPORT, STATUS = f"{BASE}/Patient/$export", f"{BASE}/jobs/1"
MANY = page(weight("first"), total=20_001)


def bulk(*files: dict[str, Any], **answers: Any) -> Server:
    manifest = {"requiresAccessToken": True, "output": list(files), **answers.pop("more", {})}
    return Server({
        EVERYTHING: MANY, EXPORT: Answer(202, {"content-location": STATUS}, b""),
        STATUS: [Answer(202, {}, b""), Answer(202, {"retry-after": "3"}, b""),
                 json.dumps(manifest), 202],
        **answers,
    })  # fmt: skip


def file(name: str = "obs", base: str = BASE) -> dict[str, Any]:
    return {"type": "Observation", "url": f"{base}/{name}"}


def test_a_large_record_comes_by_bulk_export_which_is_deleted_afterwards() -> None:
    lines = f"{weight('a')}\n\n{weight('b')}".encode()
    server = bulk(file(), **{f"{BASE}/obs": Answer(200, {}, lines)})
    taken = server.pull().all()
    assert (taken.how, ids(taken), taken.gaps) == ("export", ["a", "b"], [])
    assert server.asked[1].more == {"prefer": "respond-async"}
    assert [wait for wait in server.waits if wait] == [0.2, 3.0]
    assert (server.asked[-1].method, server.asked[-1].address) == ("DELETE", STATUS)


def test_a_server_without_export_gives_pages_however_many() -> None:
    for refusal in (
        404,
        None,
        Answer(202, {}, b""),
        Answer(202, {"content-location": "https://e.example"}, b""),
    ):
        server = Server({EVERYTHING: MANY, EXPORT: refusal})
        expected = ["first"]
        assert ids(server.pull().all()) == expected


def test_files_elsewhere_get_no_token_and_only_where_none_is_needed() -> None:
    place = "https://files.example"
    there = {f"{place}/obs": Answer(200, {}, weight("a").encode())}
    secured = bulk(file(base=place), **there)
    assert secured.pull().all().gaps == [Gap("Observation", "elsewhere")]
    free = bulk(file(base=place), more={"requiresAccessToken": False}, **there)
    assert ids(free.pull().all()) == ["a"]
    (asked,) = [one for one in free.asked if one.address.startswith(place)]
    assert asked.authorization == ""


@pytest.mark.parametrize(
    "answer",
    [None, 500, Answer(200, {}, b"", cut=True), Answer(200, {}, b"<html>\n"),
     Answer(200, {}, b"\xff\n")],
)  # fmt: skip
def test_a_file_that_is_not_whole_is_a_gap(answer: Any) -> None:
    taken = bulk(file(), **{f"{BASE}/obs": answer}).pull().all()
    assert taken.gaps == [Gap("Observation", "incomplete")]


def test_an_export_that_fails_or_says_errors_is_a_gap() -> None:
    assert bulk(more={"error": [{"type": "x"}]}).pull().all().gaps == [Gap("", "incomplete")]
    failed = bulk()
    failed.answers[STATUS] = [500, 202]
    assert failed.pull().all().gaps == [Gap("", "incomplete")]
    endless = bulk({"type": "Observation"})
    endless.answers[STATUS] = Answer(202, {"retry-after": "86400"}, b"")
    assert endless.pull().all().gaps == [Gap("", "incomplete")]
    assert sum(endless.waits) == 1800


def test_a_file_without_address_is_a_gap() -> None:
    assert bulk({"type": "Observation"}).pull().all().gaps == [Gap("Observation", "elsewhere")]


def test_a_line_without_end_ends_the_file() -> None:
    lines = ndjson.Lines(Taken(Memory(), BASE))
    with pytest.raises(ValueError, match="without end"):
        lines.feed(b"x" * (pages.PAGE_BYTES + 1))


def test_what_comes_is_put_away_piece_by_piece() -> None:
    taken = Taken(Memory(), BASE)
    for number in range(30):
        taken.add({"resourceType": "Basic", "id": str(number), "note": "x" * 100_000})
    assert len(taken.pieces) >= 2
    taken.settle()
    taken.settle()
    assert len(ids(taken)) == 30


Told = Callable[[int], None]


def test_how_much_came_is_told() -> None:
    heard: list[int] = []
    server = Server({EVERYTHING: page(weight("a"), weight("b"))})
    Pull(server.ask, SMART, Access("p1", "at"), Memory(), lambda _s: None, heard.append).all()
    assert heard == [2]
