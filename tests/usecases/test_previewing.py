"""What would leave: what was chosen, nothing sensitive unless named, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.conftest import FakeClock
from tests.usecases.practice_bench import Bench, weigh
from vault.errors import (
    NotFound,
    NothingChosen,
    PassphraseNeeded,
    ServiceRefused,
    VaultError,
    WrongUse,
)
from vault.i18n import speak
from vault.paths import assets
from vault.usecases import previewing, signing
from vault.usecases.previewing import Preview
from vault.usecases.signing import Signed


def test_the_same_choice_shows_the_same_bytes(bench: Bench) -> None:
    first, second = bench.preview(), bench.preview()
    assert first.body == second.body
    assert first.letter.jti != second.letter.jti
    assert first.kinds == {"body_weight": 3}
    assert first.notice == second.notice


def test_what_is_shown_is_kept_and_replaces_an_earlier_draft(bench: Bench) -> None:
    bench.preview()
    shown = bench.preview()
    (draft,) = bench.session.vault.consents.all(drafts=True)
    (sending,) = bench.session.vault.sendings.of(draft.row)
    assert (draft.uid, draft.notice) == (shown.letter.jti, shown.notice)
    assert sending.body == shown.body


def test_a_record_that_changed_since_is_shown_again_before_anything_is_signed(
    bench: Bench,
) -> None:
    """S08."""
    shown = bench.preview()
    weigh(bench.session, bench.person, "71.30", "71.40", "71.50", "71.60")
    again = signing.sign(bench.session, shown)

    assert isinstance(again, Preview)
    assert again.body != shown.body
    assert bench.session.vault.consents.all() == ()
    assert isinstance(signing.sign(bench.session, again), Signed)


def test_signing_asks_for_the_passphrase_itself(bench: Bench) -> None:
    shown = bench.preview()
    keyring = replace(bench.session, by_passphrase=False)
    with pytest.raises(PassphraseNeeded):
        signing.sign(keyring, shown)
    assert bench.session.vault.consents.all() == ()


def test_a_refusal_keeps_its_line_and_nothing_else(bench: Bench) -> None:
    shown = bench.preview()
    signing.decline(bench.session, shown)
    signing.decline(bench.session, shown)
    assert bench.session.vault.consents.all(drafts=True) == ()
    assert bench.lines()[-2:] == ["share_declined", "share_declined"]


def test_the_notice_is_in_the_language_that_is_spoken(bench: Bench) -> None:
    """S08: what is read is what is hashed, in both languages."""
    english = bench.preview()
    speak("fr", assets() / "locale")
    french = bench.preview()
    assert (english.lang, french.lang) == ("en", "fr")
    assert "Votre accord" in french.notice
    assert bench.sign().notice == bench.preview().notice


def test_what_stays_is_named(bench: Bench) -> None:
    shown = previewing.preview(
        bench.session, bench.person, bench.choice(end=date(2026, 11, 21)), str.upper
    )
    assert shown.kinds == {"body_weight": 2}
    assert shown.left_out == ("IDENTITY",)  # of weights some leave


@pytest.mark.parametrize(
    ("more", "error", "detail"),
    [
        ({"only": ("steps_of_nobody",)}, WrongUse, "--only"),
        ({"without": ("nothing_like_it",)}, WrongUse, "--without"),
        ({"sensitive": ("family",)}, WrongUse, "--sensitive"),
        ({"include": ("identity-number",)}, WrongUse, "--include"),
        ({"start": date(2026, 11, 24)}, WrongUse, "--from"),
        ({"until": date(2026, 11, 22)}, WrongUse, "--until"),
        ({"until": date(2029, 1, 1)}, WrongUse, "--until"),
        ({"without": ("body_weight",)}, NothingChosen, ""),
        ({"only": ("blood_pressure",)}, NothingChosen, ""),
        ({"start": date(1999, 1, 1), "end": date(1999, 2, 1)}, NothingChosen, ""),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_by_its_option(
    bench: Bench, more: dict[str, Any], error: type[VaultError], detail: str
) -> None:
    with pytest.raises(error) as refused:
        bench.preview(**more)
    assert getattr(refused.value, "detail", "") == detail


def test_the_end_is_the_last_moment_of_its_day_within_what_is_allowed(
    bench: Bench, clock: FakeClock
) -> None:
    shown = bench.preview(until=date(2026, 11, 30))
    assert shown.letter.until == int(clock.moment.replace(day=30, hour=23).timestamp()) - 1
    finality = shown.service.finalities[0]
    most = bench.preview(until=date.fromordinal(date(2026, 11, 23).toordinal() + finality.max_days))
    assert most.letter.until == int(clock.moment.timestamp()) + finality.max_days * 86_400


def test_an_unknown_service_or_purpose_is_not_found(bench: Bench) -> None:
    for choice in (
        replace(bench.choice(), service="https://nobody.example"),
        replace(bench.choice(), finality="marketing"),
    ):
        with pytest.raises(NotFound):
            previewing.preview(bench.session, bench.person, choice)


def test_a_suspended_service_takes_nothing_new(bench: Bench) -> None:
    bench.practice.faults.set("suspended")
    bench.refresh()
    with pytest.raises(ServiceRefused) as refused:
        bench.preview()
    assert refused.value.problem == "service-not-available"
