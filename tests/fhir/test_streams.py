"""Streams leave sample by sample, or day by day; who a person is leaves as far as it is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import fhirkit
import numpy as np
import pytest

from tests.fhir.test_outgoing import ID_KEY, THUMBPRINT, detail, out
from vault.fhir.identities import identity
from vault.fhir.outgoing import bundle
from vault.fhir.streams import Day, Streamed, leaving
from vault.record.canonical import compact
from vault.record.consent import Period
from vault.record.disclosure import Wish, select
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.record.series import Series

PARIS = ZoneInfo("Europe/Paris")
NOON = int(datetime(2026, 6, 30, 10, tzinfo=UTC).timestamp() * 1000)
HOUR = 3_600_000


def series(key: str, values: Sequence[float], step: int = HOUR, span: int = 0) -> Series:
    times = np.arange(len(values), dtype=np.int64) * step + NOON
    ends = times + span if span else None
    return Series(MEASURES[key], times, np.array(values, np.float64), ends)


def resources(streamed: Streamed) -> list[Any]:
    for one in streamed.kept:
        text = compact(one.fact.resource)
        assert [i for i in fhirkit.validate(text) if i.severity == "error"] == []
    return [one.fact.resource for one in streamed.kept]


def test_few_samples_leave_one_by_one_as_they_are() -> None:
    streamed = leaving("p1", series("heart_rate", [61, 62.5]), PARIS)
    first, second = resources(streamed)

    assert not streamed.by_day
    assert first["effectiveDateTime"] == "2026-06-30T12:00:00+02:00"
    assert second["valueQuantity"]["value"] == Decimal("62.5")


def test_spans_leave_as_periods() -> None:
    (only,) = resources(leaving("p1", series("steps", [120], span=60_000), PARIS))
    assert only["effectivePeriod"]["end"] == "2026-06-30T12:01:00+02:00"


def test_many_samples_leave_as_the_median_of_each_day_of_the_person() -> None:
    streamed = leaving("p1", series("heart_rate", [60.0] * 12 + [70.0] * 8), PARIS, most=10)
    first, second = resources(streamed)

    assert streamed.by_day
    assert (first["effectiveDateTime"], second["effectiveDateTime"]) == ("2026-06-30", "2026-07-01")
    assert first["valueQuantity"]["value"] == 60
    assert first["method"] == {"text": "median of the day, n=12"}


def test_sums_leave_as_the_totals_that_the_overlap_rule_gave() -> None:
    day = Day(date(2026, 6, 30).toordinal() - date(1970, 1, 1).toordinal(), Decimal(3700), 4)
    streamed = leaving("p1", series("steps", [1000] * 4, span=60_000), PARIS, [day], most=3)
    (only,) = resources(streamed)

    assert only["valueQuantity"]["value"] == 3700
    assert [one["code"] for one in only["code"]["coding"]] == ["55423-8", "41950-7"]
    assert only["method"] == {"text": "total of the day, n=4"}


def test_stages_of_sleep_never_leave_as_numbers() -> None:
    night = Day(20634, Decimal(450), 1)
    (only,) = resources(leaving("p1", series("sleep", [5.0]), PARIS, [night]))
    assert only["valueQuantity"]["value"] == 450


def test_a_sample_keeps_its_id_and_two_alike_have_two() -> None:
    twice = series("heart_rate", [61, 62])
    alike = Series(twice.measure, np.array([NOON, NOON], np.int64), twice.values)
    one, again = leaving("p1", alike, PARIS), leaving("p1", alike, PARIS)

    assert [x.uid for x in one.kept] == [x.uid for x in again.kept]
    assert len({x.uid for x in one.kept}) == 2
    assert leaving("p2", alike, PARIS).kept[0].uid != one.kept[0].uid


def test_a_stream_is_held_to_the_grant_like_any_fact() -> None:
    scope = "patient/Observation.rs?code=http://loinc.org|8867-4"
    wanted = detail(scope, period=Period(date(2026, 6, 30), date(2026, 6, 30)))
    kept = leaving("p1", series("heart_rate", [60.0] * 20), PARIS).kept
    selection = select(kept, Wish((wanted,)))

    assert (len(selection.chosen), len(selection.left_out)) == (12, 8)
    ready = bundle(selection.chosen, [wanted], ID_KEY, THUMBPRINT)
    assert len(ready.items) == 12


CLAIRE = Person("p1", "Claire", "self", "self", "Europe/Paris", "1979-03-28", "female",
                "Claire Marie", "Décourcy", "Martin")  # fmt: skip


@pytest.mark.parametrize(
    ("include", "born", "numbers"),
    [((), "1979", None), (("birth-date", "identity-number"), "1979-03-28", "279035121518989")],
)
def test_who_a_person_is_leaves_as_far_as_it_is_ticked(
    include: Sequence[str], born: str, numbers: str | None
) -> None:
    kept = identity(CLAIRE, [("1.2.250.1.213.1.4.8", "279035121518989")])
    left = out(kept, detail("patient/Patient.rs", include=include))

    assert left["name"] == [
        {"use": "official", "family": "Décourcy", "given": ["Claire", "Marie"]},
        {"use": "usual", "family": "Martin", "given": ["Claire", "Marie"]},
    ]
    assert (left["gender"], left["birthDate"]) == ("female", born)
    assert [one["value"] for one in left.get("identifier", [])] == ([numbers] if numbers else [])


def test_a_person_with_a_shown_name_only_leaves_under_it() -> None:
    left = out(identity(Person("p1", "Camille", "self", "self", "Europe/Paris")),
               detail("patient/Patient.rs"))  # fmt: skip
    assert (left["name"], left["gender"]) == ([{"text": "Camille"}], "unknown")
    assert "birthDate" not in left
