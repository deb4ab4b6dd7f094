"""`conformance`: every rule against the practice service, and each fault named by its rule."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.conftest import FakeClock
from tests.sandbox.live import listening_practice
from vault.errors import FileUnreadable, NotFound, ServiceUnreachable
from vault.sandbox import leaving
from vault.sandbox.practice import Practice
from vault.sandbox.problems import Problem
from vault.sync.http import JOSE, PROBLEM, Answer, Exchange, Http, Request
from vault.sync.sending import Ask
from vault.usecases import conformance
from vault.usecases.conformance import Tried

_HTTP = Http()


def ask(request: Request) -> Exchange:
    return asyncio.run(_HTTP.exchange(request))


def tried(
    practice: Practice, clock: FakeClock, folder: Path, name: str = "pre-admission", by: Ask = ask
) -> Tried:
    root = folder / "root.json"
    root.write_text(json.dumps(practice.publisher.root_file()))
    place = f"{practice.origin}/catalogue.jwt"
    return conformance.tried(by, clock, place, f"{practice.origin}/{name}", root)


def broken(result: Tried) -> dict[str, str]:
    return {one.name: one.detail for one in result.checks if not one.ok}


@pytest.mark.slow
def test_a_practice_service_keeps_every_rule(clock: FakeClock, tmp_path: Path) -> None:
    with listening_practice(clock) as practice:
        assert broken(tried(practice, clock, tmp_path)) == {}


def spoken_to(practice: Practice) -> Ask:
    """Ask the desk of the service itself, with no network between."""
    desk = practice.desks["pre-admission"]

    def done(request: Request) -> Answer:
        what, body = request.address.rsplit("/", 1)[-1], request.body.decode("latin-1")
        head = {"content-type": JOSE}
        if what == "catalogue.jwt":
            return Answer(200, {}, practice.catalogue().encode())
        if "/status/" in request.address:
            token = request.authorization.removeprefix("CSP1 ")
            return Answer(200, head, leaving.status(desk, what, token).encode())
        if what == "shares":
            return Answer(201, head, desk.share(body).encode())
        if what == "rotations":
            leaving.rotate(desk, request.body)
            return Answer(204, {}, b"")
        work = leaving.revoke if what == "revocations" else leaving.erase
        return Answer(200, head, work(desk, body).encode())

    def asked(request: Request) -> Exchange:
        try:
            return Exchange(done(request), left=True)
        except Problem as met:
            answer = Answer(
                met.status, {"content-type": PROBLEM}, json.dumps(met.document()).encode()
            )
            return Exchange(answer, left=True)

    return asked


def test_every_rule_holds_at_the_desk_itself(clock: FakeClock, tmp_path: Path) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    result = tried(practice, clock, tmp_path, by=spoken_to(practice))
    assert broken(result) == {}
    assert result.ok
    assert len(result.checks) == 31
    conformance.report(result, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "31 of 31 rules hold." in page
    assert "<script" not in page
    assert page.count("<tr>") == 32


@pytest.mark.parametrize(
    ("what", "answer", "rule", "detail"),
    [
        ("/status/", Answer(200, {"content-type": JOSE}, b"x"), "status", "bad-statement"),
        ("/status/", Answer(404, {}, b""), "status", "404"),
        ("rotations", Answer(200, {}, b""), "rotation", "200"),
        ("erasures", Answer(500, {}, b""), "erasure-receipt", "500"),
        ("revocations", Answer(200, {}, b""), "revocation-receipt", "media type none"),
        ("revocations", Answer(403, {}, b""), "grant-revoked", "201"),
    ],
)
def test_one_endpoint_that_answers_wrongly_breaks_its_rule(
    clock: FakeClock, tmp_path: Path, what: str, answer: Answer, rule: str, detail: str
) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    right = spoken_to(practice)

    def asked(request: Request) -> Exchange:
        return Exchange(answer, left=True) if what in request.address else right(request)

    assert broken(tried(practice, clock, tmp_path, by=asked))[rule] == detail


def test_a_second_answer_that_differs_and_a_refusal_are_no_right_ones(
    clock: FakeClock, tmp_path: Path
) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    right, times = spoken_to(practice), iter(range(100))

    def asked(request: Request) -> Exchange:
        found = right(request)
        if request.address.endswith("shares") and found.answer and found.answer.status == 201:
            number = next(times)
            if number == 1:
                return Exchange(Answer(201, {}, b"other"), left=True)
        return found

    assert broken(tried(practice, clock, tmp_path, by=asked)) == {"same-receipt": "201"}
    desk = practice.desks["pre-admission"]

    def refusing(request: Request) -> Exchange:
        if request.address.endswith("revocations") and desk.grants:
            try:
                token = leaving.revoke(desk, request.body.decode(), refusing=True)
            except Problem:
                return right(request)
            return Exchange(Answer(200, {"content-type": JOSE}, token.encode()), left=True)
        return right(request)

    found = broken(tried(practice, clock, tmp_path, by=refusing))
    assert found["revocation-receipt"] == "refused"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["diabetes-follow-up", "sport"])
def test_so_does_every_other_one(clock: FakeClock, tmp_path: Path, name: str) -> None:
    with listening_practice(clock) as practice:
        assert broken(tried(practice, clock, tmp_path, name)) == {}


def answering(practice: Practice, answer: Answer | None) -> Ask:
    """Give the catalogue, and one and the same answer to everything else."""
    catalogue = practice.publisher.served("none").encode()

    def asked(request: Request) -> Exchange:
        if request.address.endswith("catalogue.jwt"):
            return Exchange(Answer(200, {}, catalogue), left=True)
        return Exchange(answer, left=True)

    return asked


def problem(name: str, status: int = 400, media: str = PROBLEM) -> Answer:
    body = json.dumps({"type": f"urn:carnet:problem:{name}"}).encode()
    return Answer(status, {"content-type": media}, body)


@pytest.mark.parametrize(
    ("answer", "rule", "detail"),
    [
        (None, "receipt", "no answer"),
        (None, "status", "no sending was accepted before"),
        (problem("bad-typ"), "bad-statement", "bad-typ"),
        (problem("bad-typ"), "replay", "no sending was accepted before"),
        (problem("bad-typ", media="text/html"), "bad-typ", "media type text/html"),
        (problem("", media="application/json"), "wrong-audience", "media type application/json"),
        (problem(""), "wrong-audience", "a problem without name"),
        (Answer(201, {}, b""), "receipt", "media type none"),
        (Answer(201, {"content-type": JOSE}, b"a.b"), "receipt", "bad-statement"),
        (Answer(500, {}, b""), "too-large", "500"),
        (Answer(307, {"location": "/"}, b""), "receipt", "307"),
    ],
)
def test_a_service_that_answers_wrongly_hears_which_rule_and_what_it_said(
    clock: FakeClock, tmp_path: Path, answer: Answer | None, rule: str, detail: str
) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    result = tried(practice, clock, tmp_path, by=answering(practice, answer))
    assert (broken(result)[rule], result.ok) == (detail, False)


def test_a_catalogue_that_changes_under_one_number_is_named(
    clock: FakeClock, tmp_path: Path
) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    served = iter(["none", "forked-catalogue"])

    def asked(_request: Request) -> Exchange:
        return Exchange(
            Answer(200, {}, practice.publisher.served(next(served)).encode()), left=True
        )

    result = tried(practice, clock, tmp_path, by=asked)
    assert broken(result) == {"catalogue-again": "CatalogueForked"}


@pytest.mark.parametrize(
    ("fault", "detail"),
    [("bad-catalogue", "bad-signature"), ("frozen-catalogue", "CatalogueStale")],
)
def test_a_catalogue_that_does_not_hold_ends_the_trial(
    clock: FakeClock, tmp_path: Path, fault: str, detail: str
) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    token = practice.publisher.served(fault).encode()
    result = tried(
        practice, clock, tmp_path, by=lambda _r: Exchange(Answer(200, {}, token), left=True)
    )
    assert broken(result) == {"catalogue": detail}


def test_what_cannot_be_tried_is_said(clock: FakeClock, tmp_path: Path) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    with pytest.raises(NotFound):
        tried(practice, clock, tmp_path, "nobody", answering(practice, None))
    with pytest.raises(ServiceUnreachable):
        tried(practice, clock, tmp_path, by=lambda _r: Exchange(None, left=False))
    with pytest.raises(FileUnreadable):
        conformance.tried(ask, clock, "http://x", "y", tmp_path / "none.json")
    with pytest.raises(FileUnreadable):
        conformance.tried(ask, clock, "http://x", "y", tmp_path)


def test_a_service_that_is_suspended_is_not_tried(clock: FakeClock, tmp_path: Path) -> None:
    practice = Practice("http://127.0.0.1:1", clock)
    practice.faults.set("suspended")
    result = tried(practice, clock, tmp_path, by=answering(practice, None))
    assert broken(result) == {"entry-online": "suspended"}


FAULTS = {
    "error-500": "receipt", "try-later": "receipt", "drop": "receipt", "lost-answer": "receipt",
    "no-receipt": "receipt", "wrong-receipt": "receipt", "partial": "receipt",
    "stale-catalogue": "receipt", "redirect": "receipt", "too-large": "receipt",
    "bad-catalogue": "catalogue", "frozen-catalogue": "catalogue",
    "suspended": "entry-online", "withdrawn": "entry-online",
    "refuses-revocation": "revocation-receipt",
}  # fmt: skip


@pytest.mark.slow
def test_each_fault_is_named_by_the_rule_that_it_breaks(clock: FakeClock, tmp_path: Path) -> None:
    """Everything that a service of the practice can do wrong stands in the report."""
    with listening_practice(clock) as practice:
        for fault, rule in FAULTS.items():
            practice.reset()
            practice.faults.set(fault)
            found = broken(tried(practice, clock, tmp_path))
            assert rule in found, fault
            assert found[rule], fault
