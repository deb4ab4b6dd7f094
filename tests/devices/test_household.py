"""Use cases over unmodified bleak, and a real vault (D09, D14, D16, D17, D20)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.devices.bench import HASTY, real, run, until, world_of
from tests.virtual_ble.vble.devices import BloodPressureCuff, Scale
from vault import errors as e
from vault.devices.radio import BleakRadio, Manners
from vault.devices.registry import decoders
from vault.record.instrument import Instrument
from vault.record.person import Person
from vault.usecases import inbox, instruments, measuring
from vault.usecases.instruments import Linking
from vault.usecases.measuring import Outcome, Wish
from vault.usecases.meeting import Meet
from vault.usecases.session import Session

pytestmark = pytest.mark.vble
QUICK = tuple(one._replace(quiet=0.4) for one in decoders())
STALE = Manners(connect=0.6, pauses=(0.05, 0.05), rest=0.05, again=1.0)


def add(session: Session, device: Any, *people: str, air: BleakRadio | None = None) -> Instrument:
    radio, linking = air or BleakRadio(HASTY), Linking(people)
    made: Instrument = run(instruments.add(session, radio, device.address, linking, Meet()))
    return made


def read(session: Session, air: BleakRadio | None = None, **wish: Any) -> Outcome:
    asked = Wish(seconds=wish.pop("seconds", 2.0), known=QUICK, **wish)
    outcome: Outcome = run(measuring.read(session, air or BleakRadio(HASTY), asked))
    return outcome


def kilos(session: Session, person: Person) -> list[float]:
    row = session.vault.people.row_id(person.uid)
    found = session.vault.facts.measured(row, "body_weight", 0, 1 << 62)
    return sorted(float(one.fact.value or 0) for one in found)


def test_a_scale_is_added_and_read_and_erases_what_it_gave(
    session: Session, camille: Person
) -> None:
    scale = Scale([{"kg": 72.5, "ago": 7200}, {"kg": 71.9, "ago": 3600}])
    ours = real(session)
    with world_of(scale):
        add(ours, scale, camille.uid)
        assert scale.left == 2, "adding takes no reading"
        done = read(ours)
        again = read(ours)
    assert done.error is None
    assert kilos(session, camille) == [71.9, 72.5]
    assert done.received.devices[0].battery == 87
    assert isinstance(again.error, e.DeviceSilent)


@pytest.mark.parametrize(
    "device",
    [
        Scale([{"kg": 72.5, "ago": 7200}, {"kg": 71.9, "ago": 3600}], keep=True),
        BloodPressureCuff([{"sys": 128, "dia": 81, "pulse": 66, "ago": 60}], keep=True),
        BloodPressureCuff([{"sys": 128, "dia": 81, "ago": 60}], keep=True, kpa=True),
    ],
    ids=["scale", "cuff", "cuff in kPa"],
)
def test_a_device_that_keeps_everything_adds_nothing_the_second_time(
    session: Session, camille: Person, device: Any
) -> None:
    """D09: also after forgetting and adding it again."""
    ours = real(session)
    with world_of(device):
        add(ours, device, camille.uid)
        first = read(ours)
        second = read(ours)
        run(instruments.forget(ours, BleakRadio(HASTY), device.address))
        add(ours, device, camille.uid)
        third = read(ours)
    added = first.received.report.counts["added"]
    assert added >= 1
    assert (second.error, third.error) == (None, None)
    for again in (second, third):
        assert again.received.report.counts["added"] == again.received.to_attribute == 0
        assert again.received.report.counts["already_present"] >= added


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_drop_in_the_middle_loses_nothing_and_adds_nothing_twice(
    session: Session, camille: Person, count: int
) -> None:
    """D17."""
    stored = [{"kg": 70.0 + i, "ago": 600 * (5 - i)} for i in range(3)]
    scale, ours = Scale(stored, keep=True, drop_after=count), real(session)
    with world_of(scale):
        add(ours, scale, camille.uid)
        cut = read(ours)
        whole = read(ours)
    assert isinstance(cut.error, e.DeviceLost)
    assert cut.error.count >= count
    assert whole.error is None
    assert kilos(session, camille) == [70.0, 71.0, 72.0]


def test_a_bond_that_the_device_forgot_is_made_again_by_adding_it(
    session: Session, camille: Person
) -> None:
    """D14."""
    scale, ours = Scale([{"kg": 70.0}], encrypted=True), real(session)
    with world_of(scale) as world:
        assert add(ours, scale, camille.uid).settings["bonded"]
        world.run(scale.forget_bonds())
        forgot = read(ours, BleakRadio(STALE))
        known = add(ours, scale, camille.uid, air=BleakRadio(STALE))
        done = read(ours)
    assert isinstance(forgot.error, e.DeviceForgot)
    assert known.settings["bonded"]
    assert done.error is None
    assert kilos(session, camille) == [70.0]


def test_a_neighbour_is_never_connected(session: Session, camille: Person) -> None:
    """D20."""
    mine = Scale([{"kg": 72.0, "ago": 60}])
    other = Scale([{"kg": 95.5}], name="Balance voisine", address="F0:F1:F2:F3:F4:21", rssi=-91)
    ours = real(session)
    with world_of(mine, other):
        add(ours, mine, camille.uid)
        run(instruments.nearby(ours, BleakRadio(HASTY), 0.3))
        read(ours)
    assert other.connections == 0
    assert kilos(session, camille) == [72.0]
    assert inbox.waiting(session) == ()


def test_bluetooth_that_is_off_keeps_nothing_and_works_again(
    session: Session, camille: Person
) -> None:
    """D16: scan."""
    scale, ours = Scale([{"kg": 72.0, "ago": 60}]), real(session)
    with world_of(scale) as world:
        add(ours, scale, camille.uid)
        world.call(world.bluez.set_powered, False)
        off = read(ours)
        world.call(world.bluez.set_powered, True)
        on = read(ours)
    assert isinstance(off.error, e.BluetoothOff)
    assert on.error is None
    assert kilos(session, camille) == [72.0]


def test_stopping_by_hand_keeps_what_came(session: Session, camille: Person) -> None:
    scale, ours = Scale([{"kg": 72.0, "ago": 60}]), real(session)

    async def stops() -> None:
        wish = Wish(seconds=30)
        work = asyncio.create_task(measuring.read(ours, BleakRadio(HASTY), wish))
        await until(lambda: bool(session.database.run("SELECT 1 FROM frame")))
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    with world_of(scale):
        add(ours, scale, camille.uid)
        run(stops())
        assert scale.connection is None
    assert kilos(session, camille) == [72.0]
