"""A chart becomes a file: valid, sharp, the same each time, for any amount of data."""

from __future__ import annotations

from datetime import date

import numpy as np
import pypdfium2
import pytest

from tests.usecases.test_charting import TODAY, WATCH, hearts, keep_column, keep_rows, weight
from vault.record.batch import Column
from vault.record.measures import BODY_WEIGHT, HEART_RATE
from vault.record.person import Person
from vault.trends.calendar import Span
from vault.usecases.charting import Topic
from vault.usecases.picturing import Caption, Kind, picture
from vault.usecases.session import Session
from vault.wording.charts import speech

HEADS: dict[Kind, bytes] = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml", "pdf": b"%PDF-"}


def drawn(session: Session, person: Person, kind: Kind, years: int = 1) -> bytes:
    topic = Topic(person, BODY_WEIGHT, Span(TODAY.replace(year=TODAY.year - years), TODAY))
    return picture(session, topic, Caption(speech(BODY_WEIGHT, TODAY), "Weight"), kind)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_picture_is_of_its_kind_and_the_same_each_time(
    session: Session, camille: Person, kind: Kind
) -> None:
    keep_rows(session, camille, *(weight(k, f"7{k % 3}.{k % 10}") for k in range(0, 200, 3)))
    first = drawn(session, camille, kind)
    assert first.startswith(HEADS[kind])
    assert first == drawn(session, camille, kind)
    assert b"Camille" not in first


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_values_or_none_are_still_a_picture(
    session: Session, camille: Person, count: int
) -> None:
    keep_rows(session, camille, *(weight(k, "70.0") for k in range(count)))
    assert drawn(session, camille, "png").startswith(HEADS["png"])


def test_ten_years_with_gaps_are_drawn(session: Session, camille: Person) -> None:
    backs = [k for k in range(0, 3650, 20) if k % 900 > 100]
    keep_rows(session, camille, *(weight(k, f"7{k % 4}.0") for k in backs))
    assert b"<path" in drawn(session, camille, "svg", years=10)


@pytest.mark.slow
def test_two_hundred_thousand_samples_are_a_small_file(session: Session, camille: Person) -> None:
    every = hearts(1)
    start = int(every.starts[0]) - 150 * 86_400_000
    times = start + 60_000 * np.arange(200_000, dtype=np.int64)
    beats = np.asarray(60 + np.arange(200_000) % 37, np.float64)
    keep_column(session, camille, Column(HEART_RATE.key, WATCH, "/min", times, beats))
    topic = Topic(camille, HEART_RATE, Span(date(2026, 6, 1), TODAY))
    made = picture(session, topic, Caption(speech(HEART_RATE, TODAY), "Heart rate"), "svg")
    assert len(made) < 300_000


def test_the_words_of_a_pdf_are_text(session: Session, camille: Person) -> None:
    keep_rows(session, camille, weight(1, "70.0"), weight(0, "71.0"))
    page = pypdfium2.PdfDocument(drawn(session, camille, "pdf"))[0]
    assert page.get_size() == pytest.approx((675, 360))
    assert "Weight" in page.get_textpage().get_text_range()
