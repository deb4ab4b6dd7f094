"""What a record holds of what is asked for: counted as a preview counts it, nothing chosen."""

from __future__ import annotations

from tests.usecases.practice_bench import Bench
from vault.record.service import Finality
from vault.usecases import catalogues, offering, writing_facts


def asked(bench: Bench) -> Finality:
    _held, service = catalogues.find(bench.session, bench.choice().service)
    (finality,) = service.finalities
    return finality


def test_each_kind_is_counted_as_a_preview_counts_it(bench: Bench) -> None:
    counted = offering.offers(bench.session, bench.person, asked(bench))
    shown = bench.preview(only=())
    assert {one.category.code: one.count for one in counted} == dict(shown.kinds)
    assert [one.category.code for one in counted if one.category.required] == ["identity"]


def test_a_shorter_period_holds_less(bench: Bench) -> None:
    counted = offering.offers(bench.session, bench.person, asked(bench), 1)
    weights = {one.category.code: one.count for one in counted}
    assert weights["body_weight"] == 1


def test_nothing_is_kept_by_looking(bench: Bench) -> None:
    before = bench.lines()
    offering.offers(bench.session, bench.person, asked(bench))
    assert bench.lines() == before
    assert bench.session.vault.consents.all(drafts=True) == ()


def test_sensitive_and_withheld_items_are_counted_apart(bench: Bench) -> None:
    def problem(name: str, *labels: str) -> str:
        security = [{"code": code} for code in labels]
        form = {"resourceType": "Condition", "code": {"text": name}, "meta": {"security": security}}
        return writing_facts.write(bench.session, bench.person, "condition", form).uid

    problem("Asthme")
    problem("Dépression", "PSY")
    away = problem("Entorse")
    with bench.session.database.transaction():
        bench.session.vault.facts.withhold(away, withheld=True)
    counted = offering.offers(bench.session, bench.person, asked(bench))
    problems = next(one for one in counted if one.category.code == "problems")
    assert (problems.count, dict(problems.sensitive), problems.withheld) == (1, {"mental": 1}, 1)
