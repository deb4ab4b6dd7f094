"""What is said about taking back, in whole sentences."""

from __future__ import annotations

from vault.record.portability import Change, Compared
from vault.sync.pages import Gap
from vault.wording import recovering as words


def test_a_comparison_is_one_sentence_without_judgement() -> None:
    found = Compared(("a", "b"), (("c", (Change("code", "x", None),)),), ("d",), ("e",), ("f",))
    said = words.compared("Clinic", found)
    assert said == (
        "5 items sent to Clinic: 2 identical, 1 changed, 1 missing, 1 not comparable."
        " 1 more item is its own."
    )
    assert list(words.differences(found)) == [
        "c: code was x, came back –.", "d did not come back.",
    ]  # fmt: skip


def test_nothing_that_was_sent_is_said_so() -> None:
    nothing = Compared((), (), (), (), ())
    assert words.compared("Clinic", nothing).startswith("Nothing was sent to Clinic")


def test_what_did_not_come_is_named_with_its_reason() -> None:
    assert list(words.gaps([Gap("Condition", "forbidden"), Gap("", "incomplete")])) == [
        "Not received: Condition (not allowed).", "Not received: The rest (cut in the middle).",
    ]  # fmt: skip


def test_an_access_that_was_not_confirmed_as_ended_is_said() -> None:
    assert words.given_back(said=False).startswith("The service did not confirm")
