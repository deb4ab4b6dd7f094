"""The presenter of the trends page over a real vault, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.conftest import PHRASE, FakeClock, opened
from tests.ui.lanes import Later, at_once
from tests.usecases.test_charting import (
    PHONE,
    TODAY,
    WATCH,
    hearts,
    keep_column,
    keep_rows,
    morning,
    pressure,
    weight,
)
from vault.errors import VaultDamaged
from vault.record.batch import Column, Measured
from vault.record.changes import Changes
from vault.record.measures import BLOOD_PRESSURE, BODY_WEIGHT, HEART_RATE, STEPS, Measure
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.quantity import Quantity
from vault.record.references import Reference
from vault.trends.calendar import Period
from vault.trends.chart import Mark
from vault.ui.pages.trends.presenter import Subject, TrendsPresenter
from vault.ui.pages.trends.state import TrendsState
from vault.ui.pages.trends.telling import Reader
from vault.usecases import history, people, references
from vault.usecases.session import Session

T = TypeVar("T")
READER = Reader(TODAY, ZoneInfo("Europe/Paris"))


@pytest.fixture
def seen() -> list[TrendsState]:
    return []


@pytest.fixture
def presented(
    session: Session, camille: Person, seen: list[TrendsState]
) -> Callable[[Measure], TrendsPresenter]:
    return lambda measure: TrendsPresenter(
        Subject(session, camille, measure, READER), at_once, seen.append
    )


Presented = Callable[[Measure], TrendsPresenter]


def falling(session: Session, camille: Person, days: int, step: str = "0.05") -> None:
    """A weight each day, the last 70 kg."""
    lighter = float(step)
    keep_rows(
        session, camille, *(weight(k, f"{70 + lighter * k:.2f}") for k in range(days - 1, -1, -1))
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_chart_is_loading_then_ready(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 100)
    presented(BODY_WEIGHT).choose_period("quarter")
    assert [state.step for state in seen] == ["loading", "ready"]
    state = seen[-1]
    assert state.chart is not None
    assert (state.title, state.dates, state.later) == ("Weight", "26 Aug – 23 Nov", False)
    assert state.every == "See the 90 values"
    assert len(state.facts) == 90
    assert all(state.facts)


def test_every_figure_comes_from_the_values_of_the_chart(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 100)
    presented(BODY_WEIGHT).choose_period("quarter")
    state = seen[-1]
    assert state.chart is not None
    values = state.chart.line.values
    assert {said.about: said.number for said in state.figures} == {
        "Mean": f"{values.mean():.1f}", "Lowest": "70.0", "Highest": "74.4",
        "Difference": "−4.5", "Measurements": "90", "Days without measurement": "0",  # noqa: RUF001
    }  # fmt: skip
    assert state.latest is not None
    assert state.latest.about == "Last measurement · today at 08:00"
    assert (state.latest.number, state.latest.unit) == ("70.0", "kg")
    assert [last.when for last in state.lasts[:2]] == [
        "Today, 08:00 · Typed by hand", "Yesterday · Typed by hand",
    ]  # fmt: skip
    assert state.lasts[0].edit == "Edit the measurement of 23 Nov"
    assert state.lasts[0].fact == state.facts[-1]
    assert state.trend is not None
    assert (state.trend.way, plain(state.trend.change)) == ("down", "−4.5 kg")  # noqa: RUF001
    assert state.trend.over == "over 3 months"


@pytest.mark.parametrize(
    ("step", "said"), [("-0.05", ("up", "+4.5 kg")), ("0", ("stable", "Stable"))]
)
def test_a_trend_has_a_way_and_a_change_over_the_period(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState],
    step: str, said: tuple[str, str],
) -> None:  # fmt: skip
    falling(session, camille, 90, step)
    presented(BODY_WEIGHT).choose_period("quarter")
    assert seen[-1].trend is not None
    assert (seen[-1].trend.way, plain(seen[-1].trend.change)) == said


def test_few_measurements_tell_no_trend(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 5)
    presented(BODY_WEIGHT).choose_period("quarter")
    assert seen[-1].trend is not None
    assert seen[-1].trend.over == "Not enough measurements to tell a trend"


def test_no_measurement_is_empty_not_an_error(
    presented: Presented, seen: list[TrendsState]
) -> None:
    presenter = presented(BODY_WEIGHT)
    presenter.choose_period("quarter")
    assert (seen[-1].step, seen[-1].sentence) == ("empty", "No measurement in this period.")
    assert (seen[-1].figures, seen[-1].lasts, seen[-1].every) == ((), (), "")
    presenter.choose_period("all")
    assert seen[-1].step == "empty"


def test_one_measurement_is_shown_and_the_missing_curve_is_said(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_rows(session, camille, weight(0, "70.0"))
    presented(BODY_WEIGHT).choose_period("all")
    assert (seen[-1].step, seen[-1].sentence) == (
        "ready", "A curve needs at least two measurements.",
    )  # fmt: skip
    assert seen[-1].every == "See the 1 value"


def test_a_period_without_measurement_still_says_the_last_ones(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_rows(session, camille, weight(40, "70.0"))
    presented(BODY_WEIGHT).choose_period("week")
    assert seen[-1].step == "empty"
    assert seen[-1].latest is not None
    assert seen[-1].latest.about == "Last measurement · 14 Oct at 08:00"
    assert seen[-1].every == "See all measurements"


def test_blood_pressure_is_said_in_pairs(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_rows(session, camille, *(pressure(k, str(130 + k), "80") for k in range(12, -1, -1)))
    presented(BLOOD_PRESSURE).choose_period("month")
    state = seen[-1]
    assert state.latest is not None
    assert f"{state.latest.number} {state.latest.unit}" == "130/80 mmHg"
    assert plain(state.lasts[1].value) == "131/80 mmHg"
    told = {said.about: said.number for said in state.figures}
    assert (told["Mean"], told["Highest"]) == ("136/80", "142/80")
    assert "Difference" not in told
    assert state.trend is not None
    assert state.trend.over == "Not enough measurements to tell a trend"
    presenter_of_a_week = presented(BLOOD_PRESSURE)
    presenter_of_a_week.zoom(morning(11).timestamp() * 1000, morning(0).timestamp() * 1000)
    assert seen[-1].trend is not None
    assert seen[-1].trend.over == "Systolic, over 12 days"


def test_a_stream_has_sources_and_nothing_to_edit(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_column(session, camille, hearts(100))
    presented(HEART_RATE).choose_period("quarter")
    state = seen[-1]
    assert state.chart is not None
    assert set(state.chart.sources) == {"Maker W1"}
    assert (state.facts, state.lasts[0].fact, state.lasts[0].edit) == ((), "", "")
    assert state.lasts[0].when.endswith("· Maker W1")


def test_many_samples_are_gathered_and_that_is_said(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_column(session, camille, hearts(1500))
    presenter = presented(HEART_RATE)
    presenter.choose_period("all")
    assert seen[-1].chart is not None
    assert seen[-1].chart.shape == "band"
    assert seen[-1].note == "Mean per week, with the lowest and the highest."
    told = {said.about: said.number for said in seen[-1].figures}
    assert told["Measurements"] == "6,000"
    assert (told["Mean"], told["Lowest"], told["Highest"]) == ("70", "70", "70")
    assert seen[-1].trend is not None
    assert seen[-1].trend.way == "stable"


def test_many_years_without_a_sample_have_no_figures(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_column(session, camille, hearts(3))
    presenter = presented(HEART_RATE)
    presenter.zoom(morning(4000).timestamp() * 1000, morning(1000).timestamp() * 1000)
    assert (seen[-1].step, seen[-1].figures) == ("empty", ())
    presenter.zoom(morning(4000).timestamp() * 1000, morning(0).timestamp() * 1000)
    assert seen[-1].trend is not None
    assert seen[-1].trend.way is None


def test_steps_are_days_of_the_watch_or_the_phone(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    starts = np.array([int(morning(k).timestamp() * 1000) for k in range(99, -1, -1)], np.int64)
    for source, steps in ((WATCH, 1200.0), (PHONE, 1000.0)):
        values = np.full(100, steps)
        keep_column(
            session, camille,
            Column("steps", source, "{steps}", starts, values, starts + 600_000, offsets=60),
        )  # fmt: skip
    presenter = presented(STEPS)
    presenter.choose_period("quarter")
    state = seen[-1]
    assert state.latest is not None
    assert state.latest.about == "Last measurement · today"
    assert (state.latest.number, state.lasts[0].when) == ("1,200", "Today")
    assert state.every == "See all measurements"
    presenter.choose_period("year")
    assert seen[-1].note == "Mean per week."


def test_an_error_becomes_a_sentence(
    session: Session, camille: Person, seen: list[TrendsState]
) -> None:
    def damaged() -> None:
        raise VaultDamaged("chunk")

    subject = Subject(session, camille, BODY_WEIGHT, READER)
    TrendsPresenter(subject, at_once, seen.append, damaged).choose_period("week")
    assert (seen[-1].step, seen[-1].title, seen[-1].chart) == ("failed", "Weight", None)
    assert seen[-1].sentence == "Part of this carnet cannot be read. Nothing was changed."


def test_periods_go_back_and_never_beyond_today(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 40)
    presenter = presented(BODY_WEIGHT)
    presenter.move(1)
    assert seen == []
    presenter.choose_period("week")
    presenter.move(-2)
    assert (seen[-1].dates, seen[-1].later) == ("3 Nov – 9 Nov", True)
    presenter.move(5)
    assert (seen[-1].dates, seen[-1].later) == ("17 Nov – 23 Nov", False)


@pytest.mark.parametrize(
    ("period", "days"), [("week", 7), ("month", 30), ("year", 365), ("all", 400)]
)
def test_each_period_has_its_length(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState],
    period: Period, days: int,
) -> None:  # fmt: skip
    falling(session, camille, 400)
    presented(BODY_WEIGHT).choose_period(period)
    assert seen[-1].chart is not None
    assert seen[-1].chart.behind == days


def test_a_zoom_shows_whole_days_and_goes_back(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 90)
    presenter = presented(BODY_WEIGHT)
    presenter.choose_period("quarter")
    presenter.zoom(morning(13).timestamp() * 1000, morning(-31).timestamp() * 1000)
    assert (seen[-1].period, seen[-1].dates) == (None, "10 Nov – 23 Nov")
    assert seen[-1].trend is not None
    assert seen[-1].trend.over == "over 14 days"
    presenter.whole()
    assert seen[-1].period == "quarter"


def test_what_changed_is_asked_again_and_nothing_else(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    presenter = presented(BODY_WEIGHT)
    presenter.choose_period("all")
    presenter.changed(Changes(frozenset({("somebody", "body_weight"), (camille.uid, "steps")})))
    assert len(seen) == 2
    keep_rows(session, camille, weight(0, "70.0"))
    presenter.changed(Changes(frozenset({(camille.uid, "body_weight")})))
    assert (len(seen), seen[-1].step) == (4, "ready")
    presenter.choose_period("week")
    presenter.changed(Changes(frozenset({(camille.uid, "")})))
    assert (len(seen), seen[-1].dates) == (8, "17 Nov – 23 Nov")


def test_asking_again_before_any_answer_asks_for_the_period(
    presented: Presented, seen: list[TrendsState]
) -> None:
    presented(BODY_WEIGHT).again()
    assert seen[-1].period == "quarter"


def test_only_the_last_question_is_answered(
    session: Session, camille: Person, seen: list[TrendsState]
) -> None:
    falling(session, camille, 60)
    late = Later()
    presenter = TrendsPresenter(Subject(session, camille, BODY_WEIGHT, READER), late, seen.append)
    presenter.choose_period("week")
    presenter.choose_period("month")
    for answer in reversed(late.late):
        answer()
    (drawn,) = [state.chart for state in seen if state.chart]
    assert drawn.behind == 30


def test_nothing_is_drawn_after_leaving(
    session: Session, camille: Person, seen: list[TrendsState]
) -> None:
    late = Later()
    presenter = TrendsPresenter(Subject(session, camille, BODY_WEIGHT, READER), late, seen.append)
    presenter.choose_period("month")
    presenter.leave()
    late.answer()
    assert [state.step for state in seen] == ["loading"]


def test_one_short_day_of_data_is_shown_as_a_week(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_rows(session, camille, weight(100, "70.0"))
    presented(BODY_WEIGHT).choose_period("all")
    assert seen[-1].chart is not None
    assert seen[-1].chart.span is not None
    first = TODAY - timedelta(days=100)
    assert seen[-1].chart.span.first == first
    assert seen[-1].chart.span.last == first + timedelta(days=6) < date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((60, 70), ("good", "Within the reference")),
        ((60, 65), ("look", "Above the reference")),
        ((75, 80), ("look", "Below the reference")),
    ],
)
def test_a_reference_is_drawn_named_and_said(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState],
    ends: tuple[int, int], said: tuple[str, str],
) -> None:  # fmt: skip
    falling(session, camille, 20)
    low, high = ends
    mine = Reference("body_weight", Decimal(low), Decimal(high), "kg", "me")
    references.choose(session, camille, BODY_WEIGHT, [mine])
    presented(BODY_WEIGHT).choose_period("month")
    state = seen[-1]
    assert state.position is not None
    assert (state.position.kind, state.position.word) == said
    assert plain(state.note) == (
        f"Reference: {low}.0 to {high}.0 kg (noted by you). It does not replace medical advice."
    )


def test_blood_pressure_stands_by_both_its_parts(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_rows(session, camille, pressure(0, "130", "90"))
    both = [
        Reference("blood_pressure", None, Decimal(high), "mm[Hg]", "me", part=part)
        for part, high in (("systolic", 135), ("diastolic", 85))
    ]
    references.choose(session, camille, BLOOD_PRESSURE, both)
    presented(BLOOD_PRESSURE).choose_period("month")
    assert seen[-1].position is not None
    assert seen[-1].position.word == "Above the reference"


def test_another_period_is_laid_under_this_one_and_said_everywhere(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 400)
    presenter = presented(BODY_WEIGHT)
    presenter.choose_period("month")
    presenter.compare("previous")
    chart = seen[-1].chart
    assert chart is not None
    assert chart.compared is not None
    assert chart.compared.word == "Previous period"
    assert "previous period 73.1 kg" in plain(chart.row(0).spoken)
    assert chart.row(0).cells[-1][0] == "Previous period"
    told = {said.about: said.number for said in seen[-1].figures}
    assert (told["Mean: previous period"], told["Difference of the means"]) == ("72.2", "−1.5")  # noqa: RUF001
    presenter.compare("last_year")
    chart = seen[-1].chart
    assert chart is not None
    assert chart.compared is not None
    assert chart.compared.lines[0].values.min() > 87
    presenter.compare("none")
    assert seen[-1].chart is not None
    assert seen[-1].chart.compared is None
    assert "Difference of the means" not in {said.about for said in seen[-1].figures}


def test_a_period_before_any_measurement_compares_with_nothing(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 10)
    presenter = presented(BODY_WEIGHT)
    presenter.choose_period("month")
    presenter.compare("previous")
    chart = seen[-1].chart
    assert chart is not None
    assert chart.row(0).cells[-1] == ("Previous period", "–")
    assert "Difference of the means" not in {said.about for said in seen[-1].figures}


def test_blood_pressure_compares_both_its_parts(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_rows(session, camille, *(pressure(k, str(130 + k), "80") for k in range(20)))
    presenter = presented(BLOOD_PRESSURE)
    presenter.choose_period("week")
    presenter.compare("previous")
    chart = seen[-1].chart
    assert chart is not None
    assert chart.compared is not None
    assert len(chart.compared.lines) == 2
    told = {said.about: said.number for said in seen[-1].figures}
    assert told["Mean: previous period"] == "140/80"


def test_many_years_of_a_stream_compare_by_their_days(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    keep_column(session, camille, hearts(1800))
    presenter = presented(HEART_RATE)
    presenter.between(TODAY - timedelta(days=800), TODAY)
    presenter.compare("previous")
    told = {said.about: said.number for said in seen[-1].figures}
    assert told["Difference of the means"] == "0"


def test_another_measure_shares_the_days(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 20)
    keep_column(session, camille, hearts(100))
    presenter = presented(BODY_WEIGHT)
    presenter.choose_period("month")
    assert seen[-1].others == (("heart_rate", "Heart rate"),)
    presenter.join("heart_rate")
    second = seen[-1].second
    assert second is not None
    assert (second.title, second.curve) == ("Heart rate", "Curve: Heart rate")
    assert seen[-1].chart is not None
    assert second.chart.across == seen[-1].chart.across
    presenter.compare("none")
    assert seen[-1].second is None


def test_the_pulse_of_a_blood_pressure_stands_under_it(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    pulse = Measured(
        "heart_rate", Quantity(Decimal(64), "/min"),
        Moment(morning(2), TimeQuality.EXACT_OFFSET), "pulse",
    )  # fmt: skip
    alone = replace(pulse, when=Moment(morning(5), TimeQuality.EXACT_OFFSET), native="alone")
    keep_rows(session, camille, pressure(2, "130", "80"), pressure(1, "131", "80"), pulse, alone)
    presented(BLOOD_PRESSURE).choose_period("month")
    second = seen[-1].second
    assert second is not None
    assert second.chart.line.values.tolist() == [64.0]
    assert len(second.facts) == 1


def test_two_dates_are_shown_and_none_of_them_is_to_come(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 40)
    presented(BODY_WEIGHT).between(date(2026, 11, 1), date(2027, 1, 1))
    assert (seen[-1].period, seen[-1].dates) == (None, "1 Nov – 23 Nov")


def test_a_leap_day_has_a_period_last_year(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    falling(session, camille, 5)
    presenter = presented(BODY_WEIGHT)
    presenter.between(date(2024, 2, 29), date(2024, 3, 3))
    presenter.compare("last_year")
    assert seen[-1].step == "empty"


def test_open_signs_tell_values_below_a_limit_and_supposed_times(
    session: Session, camille: Person, presented: Presented, seen: list[TrendsState]
) -> None:
    sure = weight(3, "70.0")
    supposed = replace(weight(2, "71.0"), when=Moment(morning(2), TimeQuality.ZONE_ASSUMED))
    below = replace(
        weight(1, "40.0"), comparator="<"
    )  # fmt: skip
    keep_rows(session, camille, sure, supposed, below)
    presented(BODY_WEIGHT).choose_period("week")
    chart = seen[-1].chart
    assert chart is not None
    assert chart.marks is not None
    assert chart.marks.tolist() == [Mark.SURE, Mark.SUPPOSED, Mark.BELOW]
    assert plain(seen[-1].lasts[0].value) == "< 40.0 kg"


def test_a_chart_leaves_with_the_passphrase_and_its_line(
    place: Path, clock: FakeClock, tmp_path: Path, seen: list[TrendsState]
) -> None:
    session = opened(place, clock)
    (camille,) = people.everybody(session)
    presenter = TrendsPresenter(
        Subject(session, camille, BODY_WEIGHT, READER), at_once, seen.append
    )
    said: list[str] = []
    out = tmp_path / presenter.name("png")
    assert out.name == "carnet-body_weight-2026-11-23.png"
    presenter.export(out, "png", PHRASE, said.append)
    assert said == []
    presenter.choose_period("month")
    presenter.export(out, "png", "another", said.append)
    assert not out.exists()
    presenter.export(out, "png", PHRASE, said.append)
    assert out.read_bytes().startswith(b"\x89PNG")
    assert said == ["The passphrase is not correct.", f"The chart is in {out.name}."]
    assert history.listing(session)[-1].kind == "exported"
    session.end()


def test_the_days_shown_are_known_once_the_chart_is(
    session: Session, camille: Person, presented: Presented
) -> None:
    falling(session, camille, 5)
    presenter = presented(BODY_WEIGHT)
    before = presenter.span
    presenter.choose_period("week")
    after = presenter.span
    assert before is None
    assert after is not None
    assert after.last == TODAY
