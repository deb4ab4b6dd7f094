"""The pages about services, without a screen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ui.lanes import Later, at_once, damaged
from tests.ui.pages.sharing_bench import Window
from tests.ui.pages.sign.notices import service as made_up
from vault.errors import ServiceUnreachable, VaultError
from vault.record.service import Service, read
from vault.ui.pages.services import telling
from vault.ui.pages.services.presenter import ServicePresenter, ServicesPresenter
from vault.usecases import catalogues
from vault.usecases.practising import Started
from vault.wording import services as words

TODAY = date(2026, 11, 24)


def started(at: Window, folder: Path) -> Started:
    """Say where the practice of a test listens."""
    root = folder / "keys.json"
    root.write_text(json.dumps(at.bench.practice.publisher.root_file()))
    return Started(at.bench.catalogue, root, (), f"{at.bench.practice.origin}/practice")


def listed(at: Window, rehearse: Any = None, lane: Any = at_once) -> ServicesPresenter:
    """Make the presenter of the list."""
    bench = at.bench
    return ServicesPresenter(
        bench.session, bench.person, lane, at.post, rehearse or (lambda _then, _sorry: None),
        at.shown.append,
    )  # fmt: skip


def shown(at: Window, name: str, lane: Any = at_once) -> ServicePresenter:
    """Make the presenter of one service."""
    number = f"{at.bench.practice.origin}/{name}"
    return ServicePresenter(at.bench.session, at.bench.person, number, lane, at.shown.append)


def test_the_list_says_which_catalogue_and_what_was_checked(at: Window) -> None:
    at.bench.sign()
    listed(at).begin()
    (seen,) = at.now.catalogues
    assert seen.words.endswith("of 22 Nov 2026, signature verified.")
    assert seen.practice
    assert seen.problem is None
    assert [(row.chip, row.used) for row in seen.rows] == [
        ("Online", True), ("Online", False), ("Online", False),
    ]  # fmt: skip


def test_the_practice_is_started_learned_and_listed(at: Window, tmp_path: Path) -> None:
    for kept in at.bench.session.vault.catalogues.all():
        assert kept.kind == "practice"
    listed(at, lambda then, _sorry: then(started(at, tmp_path))).practise()
    assert at.shown[0].busy == "Starting the practice services…"
    assert at.now.practising
    assert at.now.step == "ready"


def test_a_practice_that_does_not_start_is_said(at: Window) -> None:
    def never(_then: Any, sorry: Any) -> None:
        sorry(ServiceUnreachable("127.0.0.1"))

    made = listed(at, never)
    made.practise()
    assert at.now.step == "failed"
    assert at.now.busy == ""
    made.begin()
    made.practise()
    assert at.now.step == "ready"  # the list that was there stays
    assert at.now.problem is not None


def test_every_catalogue_is_fetched_again(at: Window) -> None:
    made = listed(at)
    made.begin()
    made.update()
    assert (at.now.busy, at.now.problem) == ("", None)
    at.line.online = False
    made.update()
    assert at.now.problem.key == "again"


def test_after_the_page_went_nothing_is_drawn(at: Window, tmp_path: Path) -> None:
    later, held = Later(), list[Any]()
    made = listed(at, lambda then, _sorry: held.append(then), later)
    made.begin()
    made.practise()
    made.leave()
    held[0](started(at, tmp_path))
    later.answer()
    assert {state.step for state in at.shown} == {"loading"}
    single = shown(at, "sport", later)
    single.begin()
    single.leave()
    later.answer()
    assert at.now.step == "loading"


def test_without_any_catalogue_the_list_is_empty(at: Window) -> None:
    made = listed(at)
    made._ready(())
    assert at.now.step == "empty"


def test_what_goes_wrong_is_said(at: Window) -> None:
    listed(at, lane=damaged).begin()
    assert at.now.step == "failed"
    shown(at, "sport", damaged).begin()
    assert at.now.step == "failed"
    shown(at, "no-such").begin()
    assert at.now.step == "failed"


def test_a_stale_catalogue_is_listed_and_lets_nothing_new_begin(at: Window) -> None:
    session = at.bench.session
    (kept,) = session.vault.catalogues.all()
    with session.database.transaction():
        session.vault.catalogues.keep(replace(kept, problem="CatalogueStale"), session.ms())
    listed(at).begin()
    (seen,) = at.now.catalogues
    assert seen.problem.key == "update"
    assert seen.offline.startswith("List of ")
    shown(at, "sport").begin()
    assert not at.now.shareable


def test_one_service_says_who_what_for_and_what_the_record_holds(at: Window) -> None:
    shown(at, "pre-admission").begin()
    assert at.now.shareable
    assert at.now.practice
    (purpose,) = at.now.purposes
    assert purpose.summary == "Asks for 10 kinds of data, needs 1"
    assert [one.name for one in purpose.required] == ["Identity"]
    weights = next(one for one in purpose.optional if one.name == "Weight")
    assert weights.have == "You have: 3 items"
    assert dict(purpose.terms)["If you decline"] == "Declining has no effect on your care."


@pytest.mark.parametrize(
    ("status", "since", "sentence"),
    [
        ("suspended", "2026-11-12", "Suspended since Thursday 12 November 2026"),
        ("withdrawn", "2026-11-12", "Withdrawn since Thursday 12 November 2026"),
        ("withdrawn", "soon", "Withdrawn"), ("suspended", None, "Suspended"),
    ],
)  # fmt: skip
def test_suspended_or_withdrawn_lets_nothing_new_begin(
    at: Window, status: str, since: str | None, sentence: str
) -> None:
    one = replaced(at, status=status, status_since=since)
    assert one.problem is not None
    assert one.problem.sentence == sentence
    assert not one.shareable


def test_an_incomplete_entry_is_shown_and_cannot_be_used(at: Window) -> None:
    one = replaced(at, jwks={})
    assert one.chip == "Incomplete"
    assert one.problem is not None
    assert one.problem.tone == "error"


def replaced(at: Window, **more: Any) -> Any:
    """Return what is shown of a service whose entry says something else."""
    (held,) = catalogues.held(at.bench.session)
    entry = {**held.services[0].entry, **more}
    return telling.service(held, read(entry, practice=True), {}, TODAY, None)


def told(**more: Any) -> Service:
    """Return a service whose entry says this."""
    return made_up(**more)


def test_what_a_catalogue_leaves_out_is_said() -> None:
    facts = dict(words.stated(told(hosting=None, publisher={})))
    assert facts["Publisher"] == facts["Hosting"] == "The catalogue does not say."
    assert facts["Who pays for it"] == "No mode of payment stated"
    assert facts["Advertising"] == "The catalogue does not say."


def test_what_a_catalogue_states_is_said() -> None:
    facts = dict(
        words.stated(
            told(
                advertising=True, medical_device={"is": False},
                economic_model={"text": {"en": "Paid by you.", "fr": 3}},
                hosting={"operator": "Cloud", "country": "US", "outside_eea": True},
                terms={"url": "https://a.example/terms"}, onward={"text": {"en": "None."}},
            )
        )
    )  # fmt: skip
    assert facts["Advertising"] == "Yes"
    assert facts["Medical device"] == "No"
    assert facts["Who pays for it"] == "Paid by you."
    assert facts["Hosting"] == "Cloud, US. Outside the European Economic Area."
    assert facts["Terms"] == "https://a.example/terms"


def test_what_is_attested_is_never_guessed() -> None:
    rows: dict[str, dict[str, Any]] = {
        "security": {"mandatory": 3, "mandatory_met": 3, "checked": "2026-01-10",
                     "framework": "A1"},
        "ethics": {"mandatory": 3, "mandatory_met": 2},
        "own": {"mandatory": 1, "mandatory_met": 1, "checked": "yesterday"},
    }  # fmt: skip
    one = told(criteria=[{"family": name, **row} for name, row in rows.items()] + ["nonsense"])
    said = {row.name: (row.words, row.tone) for row in words.criteria(one, TODAY)}
    assert said == {
        "Security": ("Met, checked on 10 Jan, reference A1", "good"),
        "Interoperability": ("No information", "plain"), "Ethics": ("Not met", "look"),
        "own": ("Met", "good"),
    }  # fmt: skip
    assert words.listed(told(referenced={"from": "2026-01-15"}), TODAY) == ""
    assert (
        words.listed(told(referenced={"from": "2026-01-15", "until": "2028-01-15"}), TODAY)
        == "Listed since 15 Jan, until 15 Jan 2028"
    )
    assert words.since(told()) == ""


def test_terms_say_what_a_refusal_changes_only_if_it_is_stated() -> None:
    (finality,) = made_up().finalities
    plain = replace(finality, no_effect_on_care=False, refusal={}, retention_days=0)
    assert dict(words.terms(plain)) == {
        "Longest duration": "90 days", "Kept by the service": "Erased after use",
        "If you decline": "The service does not say what refusing changes.",
    }  # fmt: skip
    stated = replace(plain, refusal={"fr": "Rien."})
    assert dict(words.terms(stated))["This service states"] == "Rien."
    assert "If you decline" not in dict(words.terms(stated))


def test_a_refusal_of_a_catalogue_becomes_a_sentence() -> None:
    error: VaultError = ServiceUnreachable("example")
    assert telling.refused(error).key == "update"


def test_a_catalogue_is_added_under_the_keys_that_were_compared(at: Window, tmp_path: Path) -> None:
    keys: list[Any] = []
    made, there = listed(at), started(at, tmp_path)
    made.begin()
    made.keys(there.root_file, keys.append)
    assert keys[0].catalogue == at.bench.practice.origin
    assert len(keys[0].fingerprints) >= 1
    made.add(there.catalogue, there.root_file)
    assert (at.now.step, at.now.problem) == ("ready", None)
    made.keys(tmp_path / "none.json", keys.append)
    assert at.now.problem.tone == "error"
    assert len(keys) == 1


def test_the_list_keeps_what_has_the_words_and_is_of_the_kind(at: Window) -> None:
    made = listed(at)
    made.begin()
    every = sum(len(one.rows) for one in at.now.catalogues)
    assert at.now.count == f"{every} services"
    made.sift("admission")
    (row,) = (row for one in at.now.catalogues for row in one.rows)
    assert row.name == "Pre-admission (practice)"
    assert at.now.count == f"1 of {every} services"
    made.pick("used")
    assert at.now.none
    made.sift("")
    made.pick("usable")
    assert all(row.usable for one in at.now.catalogues for row in one.rows)
    made.pick("all")
    assert at.now.count == f"{every} services"


def test_a_problem_is_told_in_a_text_of_the_catalogue_alone_and_nothing_is_sent(
    at: Window, tmp_path: Path
) -> None:
    made = shown(at, "pre-admission")
    made.begin()
    lines = at.now.report.split("\n")
    assert lines[0] == "Service: Pre-admission (practice)"
    assert lines[-1] == "What happened: "
    assert "Camille" not in at.now.report
    made.save("It never answers.", tmp_path / "problem.txt", at.told.append)
    made.save("It never answers.", tmp_path / "none" / "problem.txt", at.told.append)
    assert (tmp_path / "problem.txt").read_text("utf-8") == "It never answers."
    assert at.told[0] == "File saved."
    assert "cannot write" in at.told[1]
    assert at.bench.received() == []
