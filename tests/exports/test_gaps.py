"""A summary says what it does not hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.exports.contents import FORMS, content, empty, fact, full, kept, weight
from vault.exports import gaps
from vault.exports.format import Content, Declared, Gap, Silence

FIRST = ("allergy", "medication", "condition", "immunization")


def found(made: Content) -> tuple[Gap, ...]:
    return gaps.found(made, FIRST, FIRST)


def said(made: Content) -> str:
    return " ".join(gaps.printed(found(made), FORMS))


def test_an_empty_record_says_every_section_and_that_nothing_was_measured() -> None:
    assert said(empty()) == (
        "Not filled in: allergies, treatments, health problems, vaccinations."
        " No measurement in this record."
    )


def test_what_somebody_declared_is_no_gap_and_what_nobody_knows_is_one() -> None:
    said_so: dict[str, Declared] = {
        "allergy": "none",
        "medication": "unknown",
        "condition": "not_asked",
    }
    made = replace(full(), facts=(), declared=said_so)
    kinds = {(gap.kind, gap.name) for gap in found(made)}
    assert ("not_filled", "allergy") not in kinds
    assert ("unknown", "medication") in kinds
    assert ("not_filled", "condition") in kinds
    assert "Not known: treatments." in said(made)


def test_days_without_a_value_are_named() -> None:
    assert "Body weight: no value from 03 Mar 2026 to 02 Apr 2026." in said(full())


def test_many_silences_keep_the_longest_and_count_the_rest() -> None:
    start = date(2026, 1, 1)
    spans = [
        Silence("body_weight", start + timedelta(days=40 * k), start + timedelta(days=41 * k + 15))
        for k in range(5)
    ]
    made = content(latest=(weight(),), silences=tuple(spans))
    assert "2 shorter gaps more." in said(made)
    assert said(made).count(" to ") == 3
    one = content(latest=(weight(),), silences=(Silence("steps", start, start),))
    assert "Steps: no value on 01 Jan 2026." in said(one)


def test_a_measure_that_stopped_is_named() -> None:
    made = content(latest=(weight(),), unfollowed=("body_weight",))
    assert "No value in this period: Body weight." in said(made)


def test_what_waits_and_what_came_twice_is_counted() -> None:
    facts = (
        kept(0, fact("allergy", "Latex", status="to_check")),
        kept(1, fact("allergy", "Pollen", status="implausible")),
        kept(2, fact("condition", "Asthme"), duplicate_of="f-9"),
    )
    made = replace(empty(), facts=facts, inbox=1)
    words = said(made)
    assert "2 items to check are not shown. They are in the record." in words
    assert "1 reading that nobody claimed yet is not shown." in words
    assert "1 item came twice and is shown once." in words


def test_what_is_kept_out_of_shares_is_counted_for_the_person_and_never_printed() -> None:
    made = replace(empty(), facts=(kept(0, fact("allergy", "Latex"), withheld=True),))
    assert Gap("withheld", "", 1) in found(made)
    assert "withheld" not in said(made).lower()
    assert "1 " not in said(made)
    assert Gap("not_filled", "allergy") in found(made)


def test_what_is_not_written_out_is_counted_with_its_kind() -> None:
    made = content(fact("document", "Radio"), fact("document", "Bilan"), fact("report", "CRP"))
    assert "In the record, not written out here: documents (2), other items (1)." in said(made)
