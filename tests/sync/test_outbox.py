from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.sync.outbox import (
    ALLOWED,
    DAY,
    FINAL,
    Move,
    Reply,
    State,
    Waiting,
    again,
    due,
    found,
    moved,
    turned,
)

NOW = 1_795_428_000_000
MINUTE, HOUR = 60_000, 3_600_000
SHARE = Waiting("share", "ready", NOW, NOW + 30 * DAY)
STANDING = replace(SHARE, once=False)
STOP = Waiting("revocation", "unconfirmed", NOW, NOW + 30 * DAY, tries=1)
STATES: tuple[State, ...] = get_args(State)


def test_a_final_state_is_never_left() -> None:
    assert all(not ALLOWED[state] for state in FINAL)
    with pytest.raises(ValueError, match="confirmed -> sending"):
        turned("confirmed", "sending")
    assert turned("ready", "sending") == "sending"


def test_what_was_being_sent_at_a_crash_may_have_left() -> None:
    assert found("sending") == "unconfirmed"
    assert [found(state) for state in STATES if state != "sending"] == [
        state for state in STATES if state != "sending"
    ]


def test_nothing_of_a_single_sending_goes_by_itself() -> None:
    assert not due(SHARE, NOW, asked=False)
    assert due(SHARE, NOW, asked=True)
    assert due(replace(SHARE, auto=True), NOW, asked=False)
    assert due(STANDING, NOW, asked=False)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_what_is_final_is_never_due(state: State) -> None:
    assert not due(replace(STANDING, state=state), NOW, asked=True)


def test_a_wait_holds_until_its_end_and_the_person_may_cut_it_short() -> None:
    waiting = replace(STANDING, next_try=NOW + MINUTE)
    assert not due(waiting, NOW, asked=False)
    assert due(waiting, NOW, asked=True)
    assert due(waiting, NOW + MINUTE, asked=False)


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    """S11: the date of the next try lies further ahead than any wait of ours."""
    assert due(replace(STANDING, next_try=NOW + 3 * DAY), NOW, asked=False)
    assert not due(replace(STOP, next_try=NOW + 3 * DAY), NOW, asked=False)  # answer promised
    assert due(replace(STOP, next_try=NOW + 40 * DAY), NOW, asked=False)


def test_trying_by_itself_ends_with_a_week_or_with_the_grant_and_a_stop_a_month_later() -> None:
    assert due(STANDING, NOW + 7 * DAY, asked=False)
    assert not due(STANDING, NOW + 7 * DAY + 1, asked=False)
    assert not due(replace(STANDING, ends=NOW + DAY), NOW + DAY + 1, asked=False)
    assert due(STOP, NOW + 60 * DAY, asked=False)
    assert not due(STOP, NOW + 60 * DAY + 1, asked=False)


def test_waits_grow_to_twelve_hours_and_are_spread_by_a_fifth() -> None:
    middle = [again(tries, 0, 0.5) for tries in range(9)]
    assert middle == [
        MINUTE, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR
    ]  # fmt: skip
    assert again(1, 0, 0.0) == 48_000
    assert again(1, 0, 1.0) == 72_000


def test_what_the_service_asks_to_wait_is_honoured_up_to_a_day() -> None:
    assert again(1, NOW, 0.5, after=7) == NOW + 7000
    assert again(1, NOW, 0.5, after=10**9) == NOW + DAY
    assert again(1, NOW, 0.5, after=-5) == NOW


def test_only_a_right_receipt_confirms() -> None:
    assert moved(SHARE, Reply("receipt"), NOW, 0.5) == Move("confirmed")
    wrong = moved(replace(SHARE, tries=1), Reply("wrong"), NOW, 0.5)
    assert wrong == Move("unconfirmed", "wrong-receipt", NOW + MINUTE)
    assert moved(SHARE, Reply("silent"), NOW, 0.5) == Move("unconfirmed", None, NOW + MINUTE)


def test_when_no_byte_left_it_is_as_before_the_try() -> None:
    assert moved(SHARE, Reply("not_left"), NOW, 0.5).state == "ready"
    assert moved(replace(SHARE, state="unconfirmed"), Reply("not_left"), NOW, 0.5).state == (
        "unconfirmed"
    )


@pytest.mark.parametrize(
    "reply",
    [
        Reply("problem", "try-later", 503, after=7),
        Reply("problem", "", 429),
        Reply("problem", "", 500),
        Reply("problem", "", 307),
        Reply("problem", "service-not-available", 409),
    ],
)
def test_trouble_that_may_pass_keeps_the_same_bytes(reply: Reply) -> None:
    move = moved(replace(SHARE, tries=1), reply, NOW, 0.5)
    assert move.state == "unconfirmed"
    assert move.next_try == NOW + (7000 if reply.after else MINUTE)
    assert move.then == "rest"


@pytest.mark.parametrize("name", ["unknown-enc-key", "stale-catalogue"])
def test_the_catalogue_is_fetched_again_once(name: str) -> None:
    first = moved(SHARE, Reply("problem", name, 422), NOW, 0.5)
    assert (first.state, first.then) == ("ready", "refresh")
    second = moved(replace(SHARE, problem=first.problem), Reply("problem", name, 422), NOW, 0.5)
    assert second == Move("refused", name)


@pytest.mark.parametrize("name", ["statement-expired", "not-yet-valid"])
def test_an_expired_share_is_made_afresh_once_and_then_waits(name: str) -> None:
    first = moved(SHARE, Reply("problem", name, 400), NOW, 0.5)
    assert (first.state, first.then) == ("ready", "fresh")
    second = moved(replace(SHARE, problem=first.problem), Reply("problem", name, 400), NOW, 0.5)
    assert (second.state, second.then) == ("ready", "rest")


@pytest.mark.parametrize("name", ["scope-exceeded", "replay", "too-large", "made-up-tomorrow", ""])
def test_another_no_is_final(name: str) -> None:
    move = moved(SHARE, Reply("problem", name, 403), NOW, 0.5)
    assert move == Move("refused", name or "status-403")


def test_a_stop_is_asked_until_it_is_answered() -> None:
    """S12."""
    later = NOW + 20 * DAY
    assert moved(STOP, Reply("receipt"), NOW, 0.5) == Move("confirmed")
    assert moved(STOP, Reply("problem", "unknown-grant", 404), NOW, 0.5) == Move("confirmed")
    assert moved(STOP, Reply("pending", until=later), NOW, 0.5) == Move("unconfirmed", None, later)
    assert moved(STOP, Reply("problem", "", 502), NOW, 0.5).state == "unconfirmed"
    assert moved(STOP, Reply("silent"), NOW, 0.5).state == "unconfirmed"


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply("problem", "", 403), "status-403"),
        (Reply("wrong"), "wrong-receipt"),
        (Reply("declined"), "declined"),
        (Reply("declined", "legal-duty"), "legal-duty"),
    ],
)
def test_a_stop_that_is_refused_says_so(reply: Reply, problem: str) -> None:
    assert moved(STOP, reply, NOW, 0.5) == Move("refused", problem)


Act = Literal["deliver", "lose_request", "lose_answer", "cut", "fault", "kill_early", "kill_late"]
acts = st.lists(
    st.tuples(st.sampled_from(get_args(Act)), st.integers(0, 2 * HOUR), st.booleans()), max_size=12
)


@dataclass
class Service:
    """Answers a known share with its first receipt, an unknown one that is old with a problem."""

    copies: dict[int, int] = field(default_factory=dict)  # share -> grant content

    def take(self, share: int, expires: int, now: int) -> Reply:
        if share not in self.copies and now > expires:
            return Reply("problem", "statement-expired", 400)
        self.copies[share] = 1
        return Reply("receipt")


@dataclass
class Queue:
    """A person's computer that may die at any point of a sending; what is kept is in `waiting`."""

    service: Service
    waiting: Waiting = SHARE
    envelope: tuple[int, int] | None = None  # share, when it expires
    made: int = 0

    def send(self, act: Act, now: int) -> None:
        before = found(self.waiting.state)
        if not due(replace(self.waiting, state=before), now, asked=True):
            return
        if self.envelope is None:
            self.made += 1
            self.envelope = (self.made, now + 10 * MINUTE)
        self.waiting = replace(self.waiting, state="sending", tries=self.waiting.tries + 1)
        reply = self._reply(act, now)
        if reply is not None:
            self._keep(before, reply, now, act)

    def _reply(self, act: Act, now: int) -> Reply | None:
        assert self.envelope is not None
        if act in ("deliver", "lose_answer", "kill_late"):
            reply = self.service.take(*self.envelope, now)
            return {"deliver": reply, "lose_answer": Reply("silent"), "kill_late": None}[act]
        lost = {"lose_request": Reply("silent"), "cut": Reply("not_left")}
        return None if act == "kill_early" else lost.get(act, Reply("problem", "", 500))

    def _keep(self, before: State, reply: Reply, now: int, act: Act) -> None:
        move = moved(replace(self.waiting, state=before), reply, now, 0.5)
        turned("sending", move.state)
        self.waiting = replace(
            self.waiting, state=move.state, problem=move.problem, next_try=move.next_try
        )
        if move.state == "ready":
            self.envelope = None
        if move.then == "fresh":
            self.send(act, now)


@given(acts)
def test_whatever_happens_on_the_way_it_arrives_once(
    story: list[tuple[Act, int, bool]],
) -> None:
    """S11: kills, losses and long waits in any order, then one good day: one copy, confirmed."""
    queue, now = Queue(Service()), NOW
    for act, wait, asked in story:
        now += wait
        if asked:
            queue.send(act, now)
        assert len(queue.service.copies) <= 1
    for _ in range(2):
        queue.send("deliver", now + HOUR)

    assert queue.waiting.state == "confirmed"
    assert len(queue.service.copies) == 1
