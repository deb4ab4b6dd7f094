"""Signing for somebody else: said on the page, proved in the grant, ended by age."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CAMILLE, FakeClock
from tests.usecases.practice_bench import Bench, ask, weigh
from vault.crypto import jws
from vault.errors import WrongUse
from vault.record.person import Person
from vault.usecases import acting, people, sharing
from vault.wording.kinds import kind_name

NOUR = replace(
    CAMILLE, uid="10010203-0405-4607-8809-0a0b0c0d0e0f", called="Nour", relation="child",
    basis="legal", born="2009-01-10",
)  # fmt: skip


def ends(person: Person) -> int:
    return acting.bounded(person, 4_000_000_000)


def test_a_child_s_share_says_who_signed_and_ends_at_eighteen(
    bench: Bench, clock: FakeClock
) -> None:
    """S20."""
    people.add(bench.session, NOUR)
    weigh(bench.session, NOUR, "41.5")
    bench.person = NOUR
    clock.moment = clock.moment.replace(month=12, day=20)
    bench.practice.publisher.turn("none")
    bench.refresh()
    grant = bench.sign()
    claims = jws.peek(grant.token or "")[1]
    act = claims["act"]

    assert claims["must_understand"] == ["act"]
    assert (act["relation"], act["basis"], act["kind"]) == ("child", "legal", "parental-authority")
    assert (act["until"], claims["exp"]) == ("2027-01-10", 1_799_535_599)
    proof = jws.peek(act["proof"])[1]
    assert (proof["iss"], proof["sub"]) == (act["sub"], claims["iss"])
    assert (proof["grant"], proof["aud"]) == (claims["jti"], claims["aud"])
    assert "You sign for Nour." in grant.notice
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    kinds = [one.kind for one in bench.session.vault.statements.of(grant.row)]
    assert kinds[:2] == ["act-proof+jwt", "consent-grant+jwt"]


def test_nobody_signs_for_a_child_of_age(bench: Bench, clock: FakeClock) -> None:
    """S20."""
    people.add(bench.session, NOUR)
    bench.person = replace(NOUR, born="2008-11-23")
    with pytest.raises(WrongUse) as refused:
        bench.preview()
    assert refused.value.detail == "--person"


def test_the_end_is_the_earliest_day_that_a_partial_date_allows() -> None:
    assert ends(replace(NOUR, born="2009")) < ends(replace(NOUR, born="2009-01-10"))
    assert ends(replace(NOUR, born="2012-02-29")) < ends(replace(NOUR, born="2012-03-01"))
    for other in (CAMILLE, replace(NOUR, basis="agreement"), replace(NOUR, born=None)):
        assert ends(other) == 4_000_000_000


def test_the_tie_and_the_ground_are_words() -> None:
    whom = acting.shown(NOUR, kind_name)
    assert whom is not None
    assert (whom.person, whom.tie, whom.ground) == ("Nour", "my child", "the law")
    assert kind_name("basis:agreement") == "their agreement"
    assert acting.shown(CAMILLE, kind_name) is None


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("allergy", "Allergies"),
        ("heart_rate", "Heart rate"),
        ("measure", "Other measurements"),
        ("x", "Other items of the record"),
    ],
)
def test_kinds_have_names(kind: str, said: str) -> None:
    assert kind_name(kind) == said
