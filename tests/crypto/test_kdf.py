"""V03, V21: what a passphrase costs, and what is the same passphrase."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto import kdf, memory
from vault.crypto.kdf import FLOOR, Cost, allow, calibrated, normalised
from vault.errors import KdfTooHeavy, SlotTooWeak

MEBI = 1024
ROOMY = 64 * MEBI * MEBI  # KiB


@pytest.mark.parametrize(
    ("memory_mib", "iterations"), [(32, 3), (64, 2), (512, 2), (64, 0), (0, 3)]
)
def test_a_slot_below_the_floor_is_refused(memory_mib: int, iterations: int) -> None:
    with pytest.raises(SlotTooWeak):
        allow(Cost(memory_mib * MEBI, iterations, 2), FLOOR, ROOMY)


@pytest.mark.parametrize(
    "cost",
    [Cost(4097 * MEBI, 3, 2), Cost(64 * MEBI, 65, 2), Cost(64 * MEBI, 3, 17), Cost(2**40, 3, 1)],
)
def test_a_slot_above_the_bounds_is_refused_before_it_hangs(cost: Cost) -> None:
    with pytest.raises(KdfTooHeavy):
        allow(cost, FLOOR, ROOMY)


def test_half_of_the_memory_is_the_most() -> None:
    allow(Cost(512 * MEBI, 3, 2), FLOOR, 1024 * MEBI)
    with pytest.raises(KdfTooHeavy) as refused:
        allow(Cost(513 * MEBI, 3, 2), FLOOR, 1024 * MEBI)
    assert refused.value.memory_kib == 513 * MEBI


def test_much_memory_may_be_run_over_less_often() -> None:
    allow(Cost(1024 * MEBI, 1, 2), FLOOR, ROOMY)
    with pytest.raises(SlotTooWeak):
        allow(Cost(1024 * MEBI, 1, 0), FLOOR, ROOMY)


@pytest.mark.parametrize(
    ("per_mib", "free_mib", "chosen"),
    [
        (0.1, 16_000, 64),  # slow: the floor stands
        (1 / 512, 16_000, 512),
        (1 / 1024, 16_000, 1024),
        (1e-6, 16_000, 1024),
        (1e-6, 1_100, 256),  # a quarter of what is free
        (1e-6, 10, 64),
    ],
)
def test_the_heaviest_that_takes_a_second_is_chosen(
    per_mib: float, free_mib: int, chosen: int
) -> None:
    cost = calibrated(8, free_mib * MEBI, lambda cost: cost.memory_kib / MEBI * per_mib)
    assert cost == Cost(chosen * MEBI, 3, 4)


def test_one_processor_has_one_lane() -> None:
    assert calibrated(1, ROOMY, lambda _cost: 9.0).lanes == 1


def test_a_trial_is_timed_by_the_ticks_it_is_given() -> None:
    ticks = iter((1.0, 3.5))
    assert kdf.tried(Cost(8 * MEBI, 1, 1), lambda: next(ticks)) == 2.5


def test_what_looks_the_same_is_the_same() -> None:
    for typed in ("clé d\u2019été 2026", "cl\u00e9 d\u02bc\u00e9t\u00e9\u202f2026\r\n"):
        assert normalised(unicodedata.normalize("NFD", typed)) == "clé d'été 2026"
    assert normalised("Clé") != normalised("clé")
    assert normalised("a  b") != normalised("a b")


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once


def test_the_memory_of_this_computer_is_told(tmp_path: Path) -> None:
    assert memory.physical() >= memory.free() > 0
    assert memory._pages("SC_NO_SUCH") == 0
    assert memory._pages("SC_PHYS_PAGES") > 0
    (tmp_path / "meminfo").write_text("MemFree: 7 kB\nMemAvailable:   4096 kB\n")
    assert memory._told("MemAvailable", tmp_path / "meminfo") == 4096
    assert memory._told("MemTotal", tmp_path / "meminfo") == 0
    assert memory._told("MemTotal", tmp_path / "gone") == 0
