"""What people read: the forms of the words and numbers table, in both languages."""

from __future__ import annotations

from datetime import date

from vault.formatting import long_date, size, whole
from vault.i18n import speak
from vault.paths import assets


def french() -> None:
    speak("fr", assets() / "locale")


def test_a_count_keeps_its_thousands_apart() -> None:
    assert whole(6480) == "6,480"
    french()
    assert whole(6480) == "6\u202f480"


def test_a_size_counts_in_powers_of_1000() -> None:
    assert [size(n) for n in (12, 128_000, 2_400_000)] == [
        "12\u00a0B",
        "128\u00a0kB",
        "2.4\u00a0MB",
    ]
    french()
    assert size(1_200_000_000) == "1,2\u00a0Go"


def test_a_long_date_says_its_weekday() -> None:
    assert long_date(date(2026, 11, 23)) == "Monday 23 November 2026"
    french()
    assert long_date(date(2026, 11, 23)) == "lundi 23 novembre 2026"
    assert long_date(date(2026, 12, 1)) == "mardi 1\u1d49\u02b3 décembre 2026"
