"""What a share can choose from: facts, streams of samples, who the person is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np

from tests.usecases.practice_bench import Bench, ask
from vault.record.batch import Column
from vault.record.provenance import BY_HAND, Batch
from vault.usecases import sharing

MINUTE = 60_000
HEART = "heart_rate"


def beat(bench: Bench, count: int, measure: str = HEART) -> None:
    """Keep a stream of so many heart rates, one a minute, in the days before."""
    session, row = bench.session, bench.session.vault.people.row_id(bench.person.uid)
    last = int(datetime(2026, 11, 22, 20, tzinfo=UTC).timestamp()) * 1000
    starts = last - MINUTE * np.arange(count, dtype=np.int64)[::-1]
    column = Column(
        measure, BY_HAND, "/min", starts, 60.0 + np.arange(count, dtype=np.float64) % 40
    )
    with session.database.transaction():
        batch = session.vault.batches.open(Batch(str(uuid4()), "import", "x", "1"), row, last)
        session.vault.samples.keep(batch, row, column, "span", session.ms())
        session.vault.batches.finish(batch, {}, last)


def test_samples_leave_one_by_one_up_to_a_thousand(bench: Bench) -> None:
    bench.practice.faults.set("finality-grew")  # the request that asks for heart rates too
    bench.refresh()
    beat(bench, 50)
    shown = bench.preview(only=(HEART,))
    assert (shown.kinds, shown.by_day) == ({HEART: 50}, ())
    assert "body_weight" in shown.left_out

    (done,) = sharing.send(bench.session, ask, bench.sign(only=(HEART,)).uid)
    assert done.error is None
    assert len(json.loads(shown.body)["entry"]) == 50


def test_more_of_them_leave_as_a_figure_a_day(bench: Bench) -> None:
    bench.practice.faults.set("finality-grew")
    bench.refresh()
    beat(bench, 1_500)
    shown = bench.preview(only=(HEART,))
    assert shown.by_day == (HEART,)
    assert shown.kinds == {HEART: 2}


def test_a_stream_that_was_not_chosen_is_named_among_what_stays(bench: Bench) -> None:
    beat(bench, 5)
    assert HEART in bench.preview().left_out


def test_who_the_person_is_leaves_only_when_chosen(bench: Bench) -> None:
    assert b"Patient" not in bench.preview().body
    shown = bench.preview(only=("identity",))
    assert shown.kinds == {"identity": 1}
    assert b"Camille" in shown.body
