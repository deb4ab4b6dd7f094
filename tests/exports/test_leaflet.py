"""A plain paper: whose it is on each page, nothing cut, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.exports.paper import text_of
from vault.exports.leaflet import Leaflet, Part, pdf

DAY = date(2026, 11, 24)
PLAIN = Leaflet(
    "Signed receipt", "Camille Martin", "Made on 24 Nov 2026 at 12:30", "Received.",
    (("Content", "64 items"),),
    (
        Part("What", ("First line.", "Second line."), (("Until", "24 Dec"),)),
        Part("Days", table=(("Day", "Morning"), ("24 Nov", "138/86"))),
        Part("Signed", fine="AbCdEfGh" * 60),
    ),
)  # fmt: skip


def test_it_says_all_that_it_was_given() -> None:
    (page,) = text_of(pdf(PLAIN, DAY))
    for said in (
        "Signed receipt", "Camille Martin", "Page 1 of 1", "Received.", "Content 64 items",
        "First line.", "Until 24 Dec", "Day Morning 24 Nov 138/86",
        "Carnet shows your data. It does not interpret it", "anyone who has it can read it",
    ):  # fmt: skip
        assert said in page
    assert "Example" not in page


def test_it_grows_by_pages_and_says_whose_it_is_on_each() -> None:
    long = replace(PLAIN, parts=tuple(Part(f"Part {n}", ("Line.",) * 6) for n in range(20)))
    pages = text_of(pdf(long, DAY))
    assert len(pages) > 1
    assert all("Camille Martin" in page for page in pages)
    assert "Part 19" in " ".join(pages)


def test_the_example_says_that_it_is_one() -> None:
    (page,) = text_of(pdf(replace(PLAIN, example=True, pairs=(), lead=""), DAY))
    assert page.count("Example: this person does not exist.") == 2


def test_the_same_paper_is_the_same_bytes_tagged() -> None:
    made = pdf(PLAIN, DAY)
    assert made == pdf(PLAIN, DAY)
    assert b"/StructTreeRoot" in made
