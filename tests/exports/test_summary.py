"""What a summary says: the order, whose it is, and that nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.contents import (
    CAMILLE,
    FORMS,
    OLD,
    RAMIPRIL,
    TETANUS,
    UNSURE,
    content,
    empty,
    fact,
    full,
    kept,
    ms,
    pressure,
    weight,
)  # fmt: skip
from vault.exports.format import Content
from vault.exports.summary import AFTER, FIRST, is_shown, summary
from vault.i18n import speak
from vault.paths import assets
from vault.record.facts import Status
from vault.record.moments import TimeQuality
from vault.record.provenance import Source


def told(made: Content) -> dict[str, Any]:
    return {section.title: section for section in summary(made, FORMS).sections}


def test_allergies_then_treatments_come_first() -> None:
    titles = [section.title for section in summary(full(), FORMS).sections]
    assert titles == ["Allergies", "Treatments", "Health problems", "Vaccinations"]


def test_nothing_known_and_not_filled_in_are_told_apart() -> None:
    made = content(declared={"allergy": "none", "medication": "unknown", "condition": "not_asked"})
    sections = told(made)
    assert sections["Allergies"].state == "No known allergy"
    assert sections["Allergies"].declared
    assert sections["Treatments"].state == "Not known"
    assert sections["Health problems"].state == "Not filled in"
    assert not sections["Vaccinations"].declared


def test_a_section_beyond_the_first_four_stands_only_where_something_was_said() -> None:
    assert "Procedures" not in told(empty())
    assert told(content(fact("procedure", "Appendicectomie")))["Procedures"].lines
    assert told(content(declared={"procedure": "none"}))["Procedures"].state == "None known"


def test_a_line_says_what_beside_when_and_who() -> None:
    (line,) = told(full())["Allergies"].lines
    assert line.what == "Pénicilline"
    assert line.beside == ("urticaire", "severe reaction", "high risk, as recorded")
    assert (line.when, line.by) == ("02 Mar 2024", "Document of 14 March 2025")


def test_what_ended_stands_below_what_goes_on_and_says_so() -> None:
    ended = replace(RAMIPRIL, title="Amoxicilline", status="completed", end_ms=ms(date(2024, 4, 1)))
    first, second = told(content(ended, RAMIPRIL))["Treatments"].lines
    assert (first.what, second.what) == ("Ramipril 5 mg", "Amoxicilline")
    assert second.beside[0] == "ended"
    assert second.when == "from 02 Mar 2024 to 01 Apr 2024"


def test_a_vaccination_that_was_not_given_says_so() -> None:
    (line,) = told(content(replace(TETANUS, status="inactive")))["Vaccinations"].lines
    assert line.beside[0] == "not done"


def test_an_act_that_is_over_needs_no_word_and_a_thing_without_a_date_says_so() -> None:
    act = fact("procedure", "Appendicectomie", status="completed", start_ms=None)
    (line,) = told(content(act))["Procedures"].lines
    assert (line.beside, line.when) == ((), "no date")


def test_the_last_values_have_figure_unit_time_and_source() -> None:
    first, second = summary(full(), FORMS).values
    assert (first.name, first.value, first.by) == ("Body weight", "70.0\u00a0kg", "Withings Body+")
    assert second.value == "138/86\u00a0mmHg"
    assert second.by == "said by the person"
    assert first.when == "24 Nov 2026, 10:30"


def test_a_value_keeps_its_sign_its_doubt_and_its_missing_half() -> None:
    odd = (
        UNSURE,
        replace(weight("0.5"), comparator="<", range_text="0.7 - 1.1", name="CRP us"),
        replace(pressure(), figures=(pressure().figures[0], None)),
        replace(weight("61.25"), decimals=0, unit="", quality=TimeQuality.DATE_ONLY),
        OLD,
    )
    said = summary(content(latest=odd), FORMS).values
    assert (said[0].doubt, said[1].doubt) == ("supposed time", "")
    assert said[1].value == "<\u00a00.5\u00a0kg"
    assert said[1].name == "CRP us"
    assert said[1].beside == "laboratory range: 0.7 - 1.1"
    assert said[2].value == "138/\u2013\u00a0mmHg"
    assert (said[3].value, said[3].when) == ("61", "24 Nov 2026")
    assert [one.old for one in said] == [False, False, False, False, True]


def test_a_night_is_read_in_hours() -> None:
    night = replace(weight("450"), measure="sleep", unit="min", decimals=0)
    (said,) = summary(content(latest=(night,)), FORMS).values
    assert said.value == "7.5 hours"


def test_the_person_is_named_with_birth_name_only_where_it_differs() -> None:
    used = replace(CAMILLE, family_used="Durand")
    words = [what for what, _value in summary(replace(empty(), person=used), FORMS).person]
    assert "Birth name" in words
    assert summary(full(), FORMS).person[0] == ("Name", "Camille Exemple")
    bare = replace(CAMILLE, given=None, family_birth=None, born=None, sex="unknown")
    said = dict(summary(replace(empty(), person=bare), FORMS).person)
    assert said["Name"] == "Camille"
    assert said["Born on"] == said["Sex"] == "Not filled in"


@pytest.mark.parametrize(
    ("source", "who", "named"),
    [
        (Source(device_class="scale"), "device", "Scale"),
        (Source(), "professional", "Health professional"),
        (Source(), "device", "Unknown source"),
        (Source("Omron", device_class="bp_monitor"), "device", "Omron"),
        (Source(), "caregiver", "said by a caregiver"),
    ],
)
def test_a_source_is_named_by_what_is_known_of_it(source: Source, who: str, named: str) -> None:
    made = content(fact("condition", "Asthme", source=source, said_by=who))
    assert named in summary(made, FORMS).sources


STATES = st.sampled_from(get_args(Status))
KINDS = st.sampled_from((*FIRST, *AFTER, "document", "report", "appointment", "measure"))


@given(st.lists(st.tuples(KINDS, STATES, st.booleans(), st.booleans()), max_size=30))
def test_every_fact_is_shown_or_counted(
    drawn: list[tuple[str, Status, bool, bool]],
) -> None:
    """Nothing dropped silently: lines and gaps add up to all that is not withdrawn."""
    facts = tuple(
        kept(number, fact(kind, f"Thing {number}", status=status),
             withheld=hidden, duplicate_of="f-0" if twice else None)
        for number, (kind, status, hidden, twice) in enumerate(drawn)
    )  # fmt: skip
    made = summary(replace(empty(), facts=facts), FORMS)
    counted = {gap.kind: 0 for gap in made.gaps}
    for gap in made.gaps:
        counted[gap.kind] += gap.count
    aside = sum(counted.get(k, 0) for k in ("to_check", "duplicates", "withheld", "not_included"))
    lines = sum(len(section.lines) for section in made.sections)
    measures = sum(is_shown(one) and one.fact.type == "measure" for one in facts)
    gone = sum(
        one.fact.status in ("superseded", "entered_in_error")
        and not one.withheld and not one.duplicate_of
        for one in facts
    )  # fmt: skip
    assert lines + aside + measures + gone == len(facts)


def test_french_is_spoken() -> None:
    speak("fr", assets() / "locale")
    made = summary(content(declared={"allergy": "none"}), FORMS)
    assert made.sections[0].state == "Aucune allergie connue"
    assert made.sections[1].state == "Non renseigné"
