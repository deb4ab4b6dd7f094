"""What checks found, and what somebody was typing, in words."""

from __future__ import annotations

from vault.usecases.checking import Finding
from vault.wording.checks import name, result
from vault.wording.drafts import begun


def test_what_a_check_found_is_said() -> None:
    def said(what: str, count: int, *, ok: bool = False) -> str:
        return result(Finding(what, ok=ok, count=count))

    assert said("pages", 0, ok=True) == "in order"
    assert said("journal", 1_204) == "not whole from line 1,204 on"
    assert said("documents", 1) == "1 problem"
    assert said("links", 3) == "3 problems"
    assert said("space", 2_000_000_000) == "2\u00a0GB free"
    assert name(Finding("grants", ok=True, count=0)) == "Shares"


def test_what_was_begun_names_whose_record_it_was_for() -> None:
    assert begun("add") == "You were adding a measurement."
    assert begun("add", "Noé") == "You were adding a measurement for Noé."
    assert begun("value", "Noé") == "You were editing a measurement of Noé."
    assert begun("people", "Noé") == "You were adding a person."
    assert begun("something new", "Noé") == "You had begun to type something."
