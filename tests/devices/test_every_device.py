"""Every emulated device end to end: unmodified bleak, a real vault.

D04, D05, D06, D07, D09, D13, D15, D17, D19.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from tests.devices.bench import HASTY, RealClock, real, run, world_of
from tests.devices.test_household import add
from tests.virtual_ble.vble.devices import (
    BodyScale,
    BTHomeScale,
    ColmiRing,
    Glucometer,
    MiScale2,
    PineTime,
    PulseOximeter,
    Thermometer,
    XiaomiS400,
)
from vault import errors as e
from vault.devices import racp, slots
from vault.devices.air import Seen
from vault.devices.decoder import Decoder
from vault.devices.decoders.sig_body_composition import BODY, WEIGHT
from vault.devices.decoders.sig_glucose import CONTEXT, RESULT, _record
from vault.devices.radio import BleakRadio
from vault.devices.registry import decoders
from vault.record.person import Person
from vault.usecases import instruments, measuring, people
from vault.usecases.instruments import Linking
from vault.usecases.measurements import Measurement, measurements
from vault.usecases.measuring import Outcome, Wish
from vault.usecases.meeting import Meet
from vault.usecases.received import Choice
from vault.usecases.session import Session

pytestmark = [pytest.mark.vble, pytest.mark.slow]
TALKS = {
    "sig-glucose": racp.talk(
        racp.Records(RESULT, CONTEXT, of=_record), racp.Patience(1.0, 0.5, 0.2)
    ),
    "sig-body-composition": slots.talk((WEIGHT, BODY), slots.Patience(1.0, 0.4, 0.6)),
}
QUICK: Sequence[Decoder] = tuple(
    one._replace(quiet=0.4, stream=False, talk=TALKS.get(one.name, one.talk)) for one in decoders()
)
PAUL = Person("5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c09", "Paul", "spouse", "agreement", "Europe/Paris")


def read(session: Session, seconds: float = 4.0, **choice: Any) -> Outcome:
    asked = Wish(seconds=seconds, known=QUICK, choice=Choice(**choice))
    outcome: Outcome = run(measuring.read(session, BleakRadio(HASTY), asked))
    return outcome


def values(session: Session, person: Person, measure: str) -> list[Any]:
    return [
        float(one.value) if one.value is not None else one.comparator
        for one in found(session, person, measure)
    ]


def found(session: Session, person: Person, measure: str) -> list[Measurement]:
    return measurements(session, person, measure)


class Typed:
    """A person who types a code, or nobody."""

    def __init__(self, code: str | None) -> None:
        self._code = code

    async def code(self) -> str | None:
        return self._code

    async def same(self, _digits: str) -> bool:
        return True


def typing(session: Session, device: Any, linking: Linking, code: str | None) -> None:
    meet = Meet(Typed(code))
    run(instruments.add(session, BleakRadio(HASTY), device.address, linking, meet))


DAY = datetime(2026, 11, 18, 7)  # noqa: DTZ001 - the clock on a wall
RESULTS = [
    {"mg_dl": 105, "at": DAY, "meal": 1},
    {"mg_dl": 148, "at": DAY.replace(hour=9), "meal": 2, "carbs_g": 45},
    {"mg_dl": 120, "at": DAY.replace(hour=12), "sample": 10},
    {"at": DAY.replace(hour=13), "status": 0x20},
    {"mmol_l": "5.8", "at": DAY.replace(day=19)},
]


def meter(**options: Any) -> Glucometer:
    return Glucometer(RESULTS, strict=True, **options)


def test_a_meter_with_a_passkey_gives_all_then_nothing_and_loses_nothing(
    session: Session, camille: Person
) -> None:
    """D06, D09, D15: the code is asked, records come once, nothing is erased."""
    one, ours = meter(passkey=123456), real(session)
    with world_of(one):
        linking = Linking((camille.uid,))
        for code, error in ((None, e.DeviceNeedsPairing), ("000001", e.DeviceCodeWrong)):
            with pytest.raises(error):
                typing(ours, one, linking, code)
        typing(ours, one, linking, "123456")
        first, again = read(ours), read(ours)
    assert (first.error, again.error) == (None, None)
    assert values(session, camille, "glucose")[:3] == [105, 148, ">"]
    assert first.received.devices[0].skipped["control_solution"] == 1
    assert again.received.report.counts["added"] == 0
    assert (one.deleted, len(one.stored)) == (0, 5)
    before, after = (one_.context for one_ in found(session, camille, "glucose")[:2])
    assert (before["moment"], after["moment"]) == ("88365-2", "16915-1")
    assert not [op for op in one.racp_ops if op[:1] == b"\x02"]


@pytest.mark.parametrize("count", range(6))
def test_a_meter_that_drops_is_resumed_without_loss_or_double(
    session: Session, camille: Person, count: int
) -> None:
    """D17: for each number of records before the link is cut."""
    one, ours = meter(encrypted=False, drop_after=count), real(session)
    with world_of(one):
        add(ours, one, camille.uid)
        cut = read(ours)
        whole = read(ours)
    assert whole.error is None
    assert cut.error is None or isinstance(cut.error, e.DeviceLost)
    assert len(found(session, camille, "glucose")) == 4
    if 0 < count < 5:
        assert any(op[:3] == b"\x01\x03\x01" for op in one.racp_ops), "it went on from there"


@pytest.mark.parametrize(
    "options", [{"refuses": [3, 4]}, {"never_ends": True}], ids=["refuses", "never"]
)
def test_a_meter_with_a_will_of_its_own_is_read(
    session: Session, camille: Person, options: dict[str, Any]
) -> None:
    """D06: an operator that is not known, an end that never comes."""
    one, ours = meter(encrypted=False, **options), real(session)
    with world_of(one):
        add(ours, one, camille.uid)
        first = read(ours)
        one.keep_record(mg_dl=99, at=DAY.replace(day=20))
        again = read(ours)
    assert (first.error, again.error) == (None, None)
    assert len(found(session, camille, "glucose")) == 5


USERS = [
    {"slot": 1, "code": 3752, "height_cm": 183, "sex": 0},
    {"slot": 2, "code": 1234, "height_cm": 165, "sex": 1},
]
BODIES = [
    {"user": 1, "kg": 79.96, "ago": 7200, "fat": 19.4, "muscle": 40.7, "water_kg": 43.25},
    {"user": 2, "kg": 61.20, "ago": 7000, "fat": 27.1, "muscle": 33.0},
    {"user": 255, "kg": 14.05, "ago": 6800, "fat": 0.0},
]


@pytest.mark.parametrize("linked", [(1,), (1, 2)])
@pytest.mark.parametrize("needs_commit", [False, True])
def test_a_family_scale_opens_the_slots_that_were_linked_and_no_other(
    session: Session,
    camille: Person,
    linked: tuple[int, ...],
    needs_commit: bool,  # noqa: FBT001
) -> None:
    """D07: consent, commit, two slots in one session; what is another person's stays there."""
    people.add(session, PAUL)
    scale, ours = BodyScale(USERS, BODIES, needs_commit=needs_commit), real(session)
    whose = {1: PAUL.uid, 2: camille.uid}
    codes = {one["slot"]: one["code"] for one in USERS}
    linking = Linking((camille.uid, PAUL.uid), {n: whose[n] for n in linked}, codes)
    with world_of(scale):
        run(instruments.add(ours, BleakRadio(HASTY), scale.address, linking, Meet()))
        done = read(ours, 8.0)
    assert done.error is None
    told = {float(one.values[0].value or 0): one for one in done.received.waiting}
    assert told.keys() == {79.96, 14.05} | ({61.20} if 2 in linked else set())
    assert told[79.96].proposed == PAUL.uid
    assert {v.measure for v in told[79.96].values} >= {"body_fat_pct", "muscle_pct"}
    assert [v.measure for v in told[14.05].values] == ["body_weight"]
    assert told[14.05].proposed is None
    assert scale.left == 2 - len(linked)
    assert (scale.users[1]["height_cm"], scale.users[1]["sex"]) == (183, 0), "given back unchanged"


@pytest.mark.parametrize("case", ["wrong code", "wiped", "never answers"])
def test_a_scale_that_does_not_open(session: Session, camille: Person, case: str) -> None:
    """D07, D13: each refusal has its own name; a model that says nothing delivers all the same."""
    users = [] if case == "wiped" else USERS
    scale = BodyScale(users, BODIES[:1], answers_consent=case != "never answers")
    ours = real(session)
    codes = {1: 1 if case == "wrong code" else 3752}
    linking = Linking((camille.uid,), {1: camille.uid}, codes)
    with world_of(scale):
        run(instruments.add(ours, BleakRadio(HASTY), scale.address, linking, Meet()))
        done = read(ours)
    if case == "never answers":
        assert values(session, camille, "body_weight") == [79.96]
    else:
        assert isinstance(done.error, e.DeviceUserUnknown)
        assert done.error.wiped == (case == "wiped")
        assert done.error.device == "BF720"


def test_a_thermometer_and_an_oximeter(session: Session, camille: Person) -> None:
    warm = Thermometer([{"celsius": 38.2, "ago": 600}])
    spots = [{"spo2": 97, "pulse": 61, "ago": 900}, {"spo2": 88, "pulse": 140, "status": 0x4000}]
    spots += [{"spo2": 99, "pulse": 60, "status": 0x0400}]
    air, ours = PulseOximeter(spots), real(session)
    with world_of(warm, air):
        add(ours, warm, camille.uid)
        add(ours, air, camille.uid)
        done, again = read(ours), read(ours)
    assert values(session, camille, "body_temperature") == [38.2]
    assert found(session, camille, "body_temperature")[0].context["site"] == "ear"
    assert values(session, camille, "spo2") == [97], "what the device doubts waits for a person"
    assert [one.reason for one in done.received.waiting] == ["questionable"]
    assert again.received.report.counts["added"] == again.received.to_attribute == 0


def test_a_watch_and_a_ring(session: Session, camille: Person) -> None:
    """D19: steps of today, and the log of a ring by its UTC."""
    watch = PineTime(steps=4312, bpm=66)
    today = RealClock().now().date()
    ring = ColmiRing(steps=[{"date": today, "slot": 3, "steps": 21, "metres": 16}])
    ours = real(session)
    with world_of(watch, ring):
        add(ours, watch, camille.uid)
        add(ours, ring, camille.uid)
        first, again = read(ours, 8.0), read(ours, 8.0)
    assert sorted(values(session, camille, "steps")) == [21, 4312]
    assert values(session, camille, "heart_rate") == [], "a rate that was read is of unknown age"
    assert first.error is None
    assert again.received.report.counts["added"] == 0
    assert ring.utc is not None
    assert ring.clock_writes == 2


KEYED = {"s400": "58305740b64e4b425e518aa1f4e51339", "diy": "231d39c1d7cc1ab1aee224cd096db932"}


def test_three_scales_that_only_advertise_are_heard_in_one_scan(
    session: Session, camille: Person
) -> None:
    """D04, D05: one reading a weighing; what is sent again later adds nothing."""
    mi = MiScale2(hidden=False)
    s400 = XiaomiS400(bindkey=KEYED["s400"], hidden=False)
    diy = BTHomeScale(bindkey=KEYED["diy"], hidden=False)
    ours = real(session)

    async def weighing(world: Any) -> Outcome:
        wish = Wish(seconds=4.0, known=QUICK)
        reading = asyncio.create_task(measuring.read(ours, BleakRadio(HASTY), wish))
        await asyncio.sleep(0.6)
        works = mi.weigh(72.3, 485), s400.weigh(69.9, 92, 543.2, 497.6), diy.weigh(80.3)
        await asyncio.gather(*(asyncio.to_thread(world.run, work) for work in works))
        await asyncio.to_thread(world.run, diy.replay())
        return await reading

    with world_of(mi, s400, diy) as world:
        for one, key in ((mi, None), (s400, KEYED["s400"]), (diy, KEYED["diy"])):
            linking = Linking((camille.uid,), key=key)
            run(instruments.add(ours, BleakRadio(HASTY), one.address, linking, Meet()))
        done = run(weighing(world))
    assert done.error is None
    kept = [float(one.values[0].value or 0) for _who, one in done.received.kept]
    waiting = [float(one.values[0].value or 0) for one in done.received.waiting]
    assert sorted(kept + waiting) == [69.9, 72.3, 80.3]
    assert (mi.connections, s400.connections, diy.connections) == (0, 0, 0)


def test_a_brand_is_known_before_it_is_connected(session: Session) -> None:
    """D03: from what it advertises, among all the others."""
    devices = (MiScale2(hidden=False), PineTime(), ColmiRing(), Thermometer())
    with world_of(*devices):
        near = run(instruments.nearby(real(session), BleakRadio(HASTY), 0.6))
    told = {one.seen.address: one.drivers[:1] for one in near}
    names = ("xiaomi-scale", "pinetime", "colmi-ring", "sig-thermometer")
    assert [told[one.address] for one in devices] == [(name,) for name in names]
    assert list(itertools.chain(*told.values()))
    assert all(isinstance(one.seen, Seen) for one in near)
