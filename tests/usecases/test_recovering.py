"""Taking back what a service holds, from services that really listen (S18, S19)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.usecases.practice_bench import Bench, ask
from tests.usecases.pressing import press
from vault.crypto import jws
from vault.errors import (
    Cancelled,
    ServiceRefused,
    ServiceUnreachable,
    SignatureInvalid,
    VaultError,
)
from vault.record.portability import Compared
from vault.store.recoveries import RecoveryRun
from vault.sync.http import Answer, Exchange, Request
from vault.usecases import importing, porting, recovering, sharing, stopping
from vault.usecases.import_report import Report
from vault.usecases.importing import Wish
from vault.usecases.recovering import Browser, Recovery

BROWSER = Browser(press, wait=20)


def service(bench: Bench) -> str:
    return f"{bench.practice.origin}/pre-admission"


def sent(bench: Bench) -> str:
    grant = bench.sign()
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    return grant.uid


def taken(bench: Bench, work: Callable[[Recovery], Any], **more: Any) -> Any:
    place = recovering.ground(bench.session, bench.person, service(bench))
    wish = more.pop("wish", Wish(()))
    with recovering.pulled(
        place, more.pop("ask", ask), more.pop("browser", BROWSER), wish, **more
    ) as found:
        return work(found)


def kept(bench: Bench, **more: Any) -> Report:
    def keep(found: Recovery) -> Report:
        return recovering.keep(bench.session, found)

    report: Report = taken(bench, keep, **more)
    return report


def compared(bench: Bench, **more: Any) -> Compared:
    def test(found: Recovery) -> Compared:
        return porting.tested(bench.session, found)

    result: Compared = taken(bench, test, **more)
    return result


def test_what_was_sent_comes_back_as_a_batch_that_can_be_undone(bench: Bench) -> None:
    """S18: login with PKCE in a browser, pages, import with its report, the run in the ledger."""
    sent(bench)

    report = kept(bench)

    (batch,) = report.batches
    (row,) = [one for one in importing.brought(bench.session) if one.uid == batch]
    assert report.counts["duplicate_of_other_source"] == 3  # they are here already, by hand
    assert (row.kind, row.file, row.format) == (
        "recover",
        "Pré-admission (entraînement)",
        "fhir-json",
    )
    assert bench.lines()[-1] == "recovered"


def test_an_honest_service_gives_back_all_of_it(bench: Bench) -> None:
    """S19: identical."""
    sent(bench)
    found = compared(bench)
    assert (len(found.identical), found.changed, found.missing, found.extra) == (3, (), (), ())
    assert bench.lines()[-1] == "portability_tested"


@pytest.mark.parametrize(
    ("fault", "counts"),
    [("forgets", (2, 0, 1, 0)), ("alters", (2, 1, 0, 0)), ("adds", (3, 0, 0, 1))],
)
def test_what_a_service_loses_changes_or_adds_is_named(
    bench: Bench, fault: str, counts: tuple[int, ...]
) -> None:
    """S19 and the faults of a service that does not give back what it got."""
    sent(bench)
    bench.practice.faults.set(fault)
    found = compared(bench)
    assert counts == tuple(map(len, (found.identical, found.changed, found.missing, found.extra)))
    for _name, changes in found.changed:
        assert [one.element for one in changes] == ["valueQuantity.value"]


@pytest.mark.parametrize(
    ("fault", "kind", "problem"),
    [
        ("login-denied", ServiceRefused, "login-denied"),
        ("other-issuer", SignatureInvalid, "wrong-issuer"),
        ("html-instead", ServiceRefused, "not-fhir"),
    ],
)
def test_a_login_or_an_answer_that_is_none_ends_it_and_nothing_is_stored(
    bench: Bench, fault: str, kind: type[VaultError], problem: str
) -> None:
    sent(bench)
    before = len(importing.brought(bench.session))
    bench.practice.faults.set(fault)
    with pytest.raises(kind) as met:
        kept(bench)
    assert getattr(met.value, "problem", "") == problem
    assert len(importing.brought(bench.session)) == before
    assert bench.session.vault.recoveries.of(bench.person.uid) == ()


def test_a_browser_that_never_comes_back_ends_when_the_person_stops(bench: Bench) -> None:
    sent(bench)
    bench.practice.faults.set("login-never")
    stopped = threading.Event()

    def opened(address: str) -> None:
        press(address)
        stopped.set()

    with pytest.raises(Cancelled):
        kept(bench, browser=Browser(opened, stopped.is_set, wait=20))


@pytest.mark.parametrize(
    ("fault", "why"), [("endless-pages", "endless"), ("next-elsewhere", "elsewhere")]
)
def test_hostile_pages_are_bounded_and_said(bench: Bench, fault: str, why: str) -> None:
    sent(bench)
    bench.practice.faults.set(fault)
    found = taken(bench, lambda recovery: recovery)
    assert ([one.why for one in found.taken.gaps], found.complete) == ([why], False)
    assert bench.practice.strays == []


def test_access_is_given_back_and_worth_nothing_afterwards(bench: Bench) -> None:
    sent(bench)
    tokens: list[Request] = []

    def listening(request: Request) -> Exchange:
        tokens.append(request)
        return ask(request)

    found = taken(bench, lambda recovery: recovery, ask=listening)

    assert found.given_back
    (used,) = {one.authorization for one in tokens if one.authorization}
    everything = next(one.address for one in tokens if "$everything" in one.address)
    again = ask(Request("GET", everything, authorization=used, practice=True))
    assert again.answer is not None
    assert again.answer.status == 401
    dump = "\n".join(bench.session.database.run("SELECT group_concat(body) FROM journal")[0])
    assert used.removeprefix("Bearer ") not in dump


def test_a_kept_login_serves_once_more_without_browser_and_can_be_ended(bench: Bench) -> None:
    """A refresh token is rotated at each use, lies in the vault only, and is given back."""
    sent(bench)
    kept(bench, again=True)
    (first,) = bench.session.vault.recoveries.of(bench.person.uid)
    assert first.refresh
    assert first.refresh.decode() not in repr(first)

    def nobody(_address: str) -> None:
        raise AssertionError

    taken(bench, lambda found: recovering.preview(bench.session, found), again=True,
          browser=Browser(nobody, wait=1))  # fmt: skip
    runs = bench.session.vault.recoveries.of(bench.person.uid, service(bench))
    (live,) = [one.refresh for one in runs if one.refresh]
    assert live != first.refresh
    assert recovering.ended(bench.session, ask, bench.person, service(bench))
    assert [one.refresh for one in bench.session.vault.recoveries.of(bench.person.uid)] == [
        None
    ] * 2
    assert recovering.ended(bench.session, ask, bench.person, service(bench))


def test_a_kept_login_that_is_over_asks_for_a_new_one(bench: Bench) -> None:
    sent(bench)
    kept(bench, again=True)
    bench.session.database.run("UPDATE recovery_run SET refresh = ?", b"p old")
    kept(bench)
    assert all(not one.refresh for one in bench.session.vault.recoveries.of(bench.person.uid))


def test_a_run_stands_in_the_ledger_with_counts_and_no_value(bench: Bench) -> None:
    sent(bench)
    report = kept(bench)
    compared(bench)
    leaves = bench.session.database.run(
        "SELECT token FROM statement WHERE kind IN ('recovery-run+jwt', 'portability-test+jwt')"
    )
    run, test = (jws.peek(token.decode())[1] for (token,) in leaves)
    assert (run["counts"], run["how"]) == ({"Patient": 1, "Observation": 3}, "everything")
    assert (run["batch"], run["gaps"]) == (next(iter(report.batches)), [])
    assert (test["sent"], test["counts"]["identical"]) == (3, 3)
    assert "70.1" not in str((run, test))


def test_what_was_stopped_is_no_longer_asked_for(bench: Bench) -> None:
    stopped = sent(bench)
    stopping.stop(bench.session, stopped)
    assert compared(bench).sent == 0


def test_taking_back_from_nobody_known_is_said(bench: Bench) -> None:
    sent(bench)
    with pytest.raises(ServiceUnreachable):
        taken(bench, lambda found: found, ask=lambda _r: Exchange(None, left=False))


class Server:
    """A FHIR server behind a login, in a few lines: what it gives back is what it is told."""

    def __init__(self, base: str, *resources: str, status: int = 200) -> None:
        self._base, self._resources, self.status = base, resources, status
        self.forms: list[str] = []

    def ask(self, request: Request) -> Exchange:
        head, status = {"content-type": "application/json"}, 200
        if request.address.endswith("smart-configuration"):
            body = json.dumps(
                {
                    "authorization_endpoint": f"{self._base}/authorize",
                    "token_endpoint": f"{self._base}/token",
                    "revocation_endpoint": f"{self._base}/revoke",
                    "code_challenge_methods_supported": ["S256"],
                }
            )
        elif request.method == "POST":
            self.forms.append(request.body.decode())
            body = '{"access_token":"a","token_type":"Bearer","patient":"p","refresh_token":"r2"}'
        else:
            entries = ",".join(f'{{"resource":{one}}}' for one in self._resources)
            body, status = f'{{"resourceType":"Bundle","entry":[{entries}]}}', self.status
        return Exchange(Answer(status, head, body.encode()), left=True)


def entered_before(bench: Bench) -> None:
    run = RecoveryRun("r", bench.person.uid, service(bench), "everything", 1, refresh=b"p r1")
    bench.session.vault.recoveries.keep(run)


PULSE = (
    '{"resourceType":"Observation","id":"s","status":"final","code":{"coding":[{"system":'
    '"http://loinc.org","code":"8867-4"}]},"effectiveDateTime":"2026-01-02T08:00:00+01:00",'
    '"valueQuantity":{"value":61,"unit":"/min","system":"http://unitsofmeasure.org",'
    '"code":"/min"}}'
)
STEPS = ('{"resourceType":"Patient","id":"p","active":true}', PULSE)


def test_what_is_new_is_added_and_undone_as_one_batch(bench: Bench) -> None:
    entered_before(bench)
    server = Server(f"{service(bench)}/fhir", *STEPS)
    report = kept(bench, ask=server.ask)
    assert report.counts["added"] == 1
    (batch,) = report.batches
    assert importing.undo(bench.session, batch).removed == 1
    assert [form.partition("=")[0] for form in server.forms] == ["grant_type", "token", "token"]


def test_a_server_that_refuses_in_the_middle_gets_its_access_back_all_the_same(
    bench: Bench,
) -> None:
    entered_before(bench)
    server = Server(f"{service(bench)}/fhir", status=500)
    with pytest.raises(ServiceRefused):
        kept(bench, ask=server.ask)
    assert len(server.forms) == 3


def test_the_comparison_of_a_pull_that_was_cut_calls_nothing_missing(bench: Bench) -> None:
    """What did not come is not comparable: it may be there."""
    sent(bench)
    entered_before(bench)
    place = f"{service(bench)}/fhir"
    server = Server(place, *STEPS)

    def cut(request: Request) -> Exchange:
        found = server.ask(request)
        if "$everything" not in request.address or found.answer is None:
            return found
        body = found.answer.body.decode()[:-1] + (
            ',"link":[{"relation":"next","url":"https://evil.example/"}]}'
        )
        return Exchange(Answer(200, {}, body.encode()), left=True)

    found = compared(bench, ask=cut)
    assert (len(found.not_comparable), found.missing, len(found.extra)) == (3, (), 1)
