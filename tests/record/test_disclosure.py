"""Which facts a grant lets out, and the reason that is given for each of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from vault.record.consent import Detail, Period
from vault.record.disclosure import Reason, Wish, select
from vault.record.facts import Document, Fact, Kept
from vault.record.provenance import Source
from vault.record.sensitive import proposed
from vault.record.shared_form import shared_form

LOINC = "http://loinc.org"
WEIGHT = f"patient/Observation.rs?code={LOINC}|29463-7"
ALLERGIES, DOCUMENTS = "patient/AllergyIntolerance.rs", "patient/DocumentReference.rs"
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


def detail(*scopes: str, period: Period | None = JUNE, sensitive: Sequence[str] = ()) -> Detail:
    return Detail("f", 1, "F", {}, (), scopes or (WEIGHT, ALLERGIES), period, "Europe/Paris",
                  "once", 30, sensitive=tuple(sensitive))  # fmt: skip


def fact(form: dict[str, Any], **columns: Any) -> Fact:
    columns = {"type": "measure", "title": "t", "said_by": "device"} | columns
    return Fact(resource=form, source=Source(), key=b"k", digest=b"d", **columns)


def weight(when: str | None = "2026-06-30", **more: Any) -> dict[str, Any]:
    form: dict[str, Any] = {
        "resourceType": "Observation",
        "code": {"coding": [{"system": LOINC, "code": "3141-9"}]},
    }
    return form | ({"effectiveDateTime": when} if when else {}) | more


def kept(form: dict[str, Any], **columns: Any) -> Kept:
    return Kept(fact(form, measure="body_weight", **columns), "u1", "p1", 1, "b1", 0, 0)


def reason(one: Kept, wish: Wish | None = None) -> Reason | None:
    selection = select([one], wish or Wish((detail(),)))
    assert len(selection.chosen) + len(selection.left_out) == 1
    return selection.left_out[0].reason if selection.left_out else None


def test_a_fact_that_is_named_leaves() -> None:
    assert reason(kept(weight())) is None


def test_what_is_not_named_stays() -> None:
    other = kept({"resourceType": "Condition", "code": {"text": "x"}}, type="condition")
    assert reason(other) == "not_named"
    assert reason(kept(weight()), Wish((replace(detail(), direction="write"),))) == "not_named"
    assert reason(kept(weight()), Wish(())) == "not_named"
    assert reason(kept({"resourceType": "Basic"}, type="other")) == "not_named"
    assert reason(kept({}, type="other")) == "not_named"


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2026-06", None), ("2026", "outside_period"), ("2026-07-01", "outside_period"),
        ("2026-05-31T21:30:00Z", "outside_period"), ("2026-05-31T22:30:00Z", None),
        ("2026-06-30T22:30:00Z", "outside_period"), (None, "no_date"), ("hier", "no_date"),
    ],
)  # fmt: skip
def test_s06_a_dated_fact_leaves_only_when_all_of_it_lies_inside(
    when: str | None, why: Reason | None
) -> None:
    assert reason(kept(weight(when))) == why


def test_s06_an_undated_type_ignores_the_period_and_is_said() -> None:
    allergy = kept({"resourceType": "AllergyIntolerance"}, type="allergy")
    selection = select([allergy, kept(weight())], Wish((detail(),)))

    assert len(selection.chosen) == 2
    assert selection.undated == {"allergy"}


def test_a_sensitive_family_leaves_only_when_it_is_listed() -> None:
    private = kept(weight(), sensitive=frozenset(("mental", "sexual")))
    some, all_ = detail(sensitive=["mental"]), detail(sensitive=["mental", "sexual"])

    selection = select([private], Wish((some,)))
    assert selection.left_out[0].reason == "sensitive"
    assert selection.left_out[0].families == {"mental", "sexual"}
    assert reason(private, Wish((all_,))) is None
    past = detail(period=Period(date(2020, 1, 1), date(2020, 1, 2)))
    assert reason(private, Wish((past, some))) == "sensitive"


@pytest.mark.parametrize("status", ["superseded", "implausible", "to_check", "entered_in_error"])
def test_what_is_set_aside_stays(status: str) -> None:
    assert reason(kept(weight(), status=status)) == "set_aside"


def test_what_the_person_or_the_record_keeps_back_stays() -> None:
    one = kept(weight())

    assert reason(replace(one, deleted=1)) == "deleted"
    assert reason(replace(one, withheld=True)) == "withheld"
    assert reason(replace(one, duplicate_of="u0")) == "duplicate"
    assert reason(one, Wish((detail(),), unticked=frozenset(("u1",)))) == "unticked"


def test_what_a_modifier_may_turn_round_stays() -> None:
    assert reason(kept(weight(modifierExtension=[{"url": "x"}]))) == "not_understood"
    deep = kept(weight(component=[{"modifierExtension": [{"url": "x"}]}]))
    assert reason(deep) == "not_understood"


def test_a_confidential_document_leaves_only_when_it_is_ticked_itself() -> None:
    form = {"resourceType": "DocumentReference", "date": "2026-06-30"}
    paper = Document(b"x", "application/pdf", "BIOLOGIE", confidentiality="R")
    one = Kept(fact(form, type="document", document=paper), "u1", "p1", 1, "b1", 0, 0)
    open_one = replace(one, fact=replace(one.fact, document=replace(paper, confidentiality="N")))

    assert reason(one, Wish((detail(DOCUMENTS),))) == "confidential"
    assert reason(one, Wish((detail(DOCUMENTS),), ticked=frozenset(("u1",)))) is None
    assert reason(open_one, Wish((detail(DOCUMENTS),))) is None


def test_families_are_proposed_from_the_labels_of_the_sender() -> None:
    labels = [{"code": "HIV"}, {"code": "SUD"}, {"code": "N"}, {"code": 3}, "odd"]

    assert proposed({"meta": {"security": labels}}) == {"sexual", "addiction"}
    assert proposed({}) == proposed({"meta": 3}) == proposed({"meta": {"security": 3}}) == set()


def test_a_canonical_code_that_is_there_comes_first_with_its_words() -> None:
    codes = [{"system": "x", "code": "1"}, {"system": LOINC, "code": "29463-7", "display": "Poids"}]
    form = shared_form(fact({"code": {"coding": codes}}, measure="body_weight"))

    assert form["code"]["coding"] == codes[::-1]
    assert shared_form(fact({}, measure="body_weight"))["code"]["coding"][0]["code"] == "29463-7"
    assert shared_form(fact({"code": 3}, measure="other")) == {"code": 3}


def test_a_statement_keeps_its_own_words_for_the_medicine() -> None:
    stated = {"resourceType": "MedicationStatement", "medicationCodeableConcept": {"text": "M"}}
    bare = {"resourceType": "MedicationStatement", "medicationReference": {"reference": "1"}}

    assert shared_form(fact(stated, type="medication", title="N")) == stated
    assert shared_form(fact(bare, type="medication", title="N"))["medicationCodeableConcept"] == {
        "text": "N"
    }
