"""User slots of scales: consent, a profile given back as it is, a new slot (D07)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.devices.talking import FakeLink, Noon
from vault.devices import slots
from vault.devices.gatt import sig
from vault.devices.slots import CHANGED, CONTROL, LIST, Patience, consent, register, talk
from vault.errors import DeviceFull, DeviceProtocol, DeviceUserUnknown

WEIGHT = sig(0x2A9D)
BORN, SEX, HEIGHT = sig(0x2A85), sig(0x2A8C), sig(0x2A8E)
HURRY = Patience(answer=0.05, quiet=0.02, nobody=0.03)
PROFILE = {BORN: bytes.fromhex("bf070808"), SEX: b"\0", HEIGHT: b"\xb7\0"}
EVERYTHING = frozenset({CONTROL, CHANGED, LIST, WEIGHT, BORN, SEX, HEIGHT})
PAUL = {"1": {"person": "paul", "code": 3752}}


class Scale:
    """Slots with their codes; a weight comes once the profile was given back."""

    def __init__(self, **codes: int) -> None:
        self.codes = {int(slot[1:]): code for slot, code in codes.items()}
        self.answers, self.list_ends = True, True

    def answer(self, uuid: str, value: bytes) -> list[tuple[str, bytes]]:
        if uuid == LIST:
            taken = [(LIST, bytes((0, slot))) for slot in self.codes]
            return [*taken, *([(LIST, b"\x01")] if self.list_ends else [])]
        if uuid == CHANGED:
            return [(WEIGHT, b"\x00\xb0\x36")]
        if uuid != CONTROL or not self.answers:
            return []
        if value[0] == 1:
            return [(CONTROL, b"\x20\x01\x04" if len(self.codes) > 1 else b"\x20\x01\x01\x02")]
        known = self.codes.get(value[1]) == int.from_bytes(value[2:], "little")
        return [(CONTROL, b"\x20\x63\x01"), (CONTROL, bytes((0x20, 2, 1 if known else 5)))]


def opened(
    scale: Scale, told: dict[str, Any], there: frozenset[str] = EVERYTHING, **link: Any
) -> list[tuple[str, bytes]]:
    async def holds() -> list[tuple[str, bytes]]:
        made = FakeLink(scale.answer, there, **{"readable": dict(PROFILE), **link})
        await talk((WEIGHT,), HURRY)(made, {"slots": told}, {}, Noon())
        return made.written

    return asyncio.run(holds())


def test_a_linked_slot_is_asked_for_and_its_profile_given_back_unchanged() -> None:
    written = opened(Scale(_1=3752, _2=1234), PAUL)
    assert written == [
        (LIST, b"\0"), (CONTROL, consent(1, 3752)), *PROFILE.items(), (CHANGED, b"\1\0\0\0"),
    ]  # fmt: skip


def test_the_slots_of_others_stay_closed() -> None:
    """Neither a slot without its person nor one without its code is opened."""
    others = {"2": {"code": 1234}, "3": {"person": "claire"}}
    written = opened(Scale(_1=3752, _2=1234), PAUL | others)
    assert [value for uuid, value in written if uuid == CONTROL] == [consent(1, 3752)]


def test_two_slots_are_opened_one_after_the_other() -> None:
    both = PAUL | {"2": {"person": "claire", "code": 1234}}
    written = opened(Scale(_1=3752, _2=1234), both)
    assert [v for u, v in written if u == CONTROL] == [consent(1, 3752), consent(2, 1234)]


def test_a_wrong_code_is_told_after_the_others_had_their_turn() -> None:
    both = {"1": {"person": "paul", "code": 1}, "2": {"person": "claire", "code": 1234}}
    with pytest.raises(DeviceUserUnknown) as told:
        opened(Scale(_1=3752, _2=1234), both)
    assert not told.value.wiped


def test_a_scale_whose_batteries_were_out_has_no_user_any_more() -> None:
    with pytest.raises(DeviceUserUnknown) as told:
        opened(Scale(), PAUL)
    assert told.value.wiped


def test_a_scale_that_answers_nothing_may_deliver_all_the_same() -> None:
    scale = Scale(_1=3752)
    scale.answers = scale.list_ends = False
    assert (CHANGED, b"\1\0\0\0") in opened(scale, PAUL)


def test_without_a_code_it_is_listened_to_for_a_while() -> None:
    with pytest.raises(DeviceUserUnknown):
        opened(Scale(_1=3752), {})
    plain = frozenset({WEIGHT})
    assert opened(Scale(), {}, plain) == []

    async def delivers() -> None:
        link = FakeLink(Scale().answer, frozenset({CONTROL, WEIGHT}))
        asyncio.get_running_loop().call_later(0.005, link.send, WEIGHT, b"\x00\xb0\x36")
        await talk((WEIGHT,), HURRY)(link, {}, {}, Noon())

    asyncio.run(delivers())


def test_what_was_erased_or_cannot_be_read_is_not_invented() -> None:
    erased = {BORN: b"\xff\xff\xff\xff", SEX: b"\xff", HEIGHT: b"\xff\xff"}
    written = opened(Scale(_1=3752), PAUL, readable=erased)
    assert not {uuid for uuid, _value in written} & PROFILE.keys()
    written = opened(Scale(_1=3752), PAUL, readable={SEX: b"\1"})
    assert [uuid for uuid, _value in written if uuid in PROFILE] == [SEX]
    assert opened(Scale(_1=3752), PAUL, there=frozenset({CONTROL})) == [(CONTROL, consent(1, 3752))]


def test_a_list_or_a_change_that_is_refused_is_no_failure() -> None:
    refused = {b"\0": [0x80], b"\1\0\0\0": [0x80], PROFILE[BORN]: [0x80]}
    assert opened(Scale(_1=3752), PAUL, refuses=refused)


@pytest.mark.parametrize(("scale", "error"), [(Scale(_1=1, _2=2), DeviceFull), (Scale(_1=1), None)])
def test_a_new_slot(scale: Scale, error: type[Exception] | None) -> None:
    async def holds() -> int:
        return await register(FakeLink(scale.answer, EVERYTHING), 4711, HURRY)

    if error is None:
        assert asyncio.run(holds()) == 2
        scale.answers = False
        error = DeviceProtocol
    with pytest.raises(error):
        asyncio.run(holds())


def test_no_line_of_the_program_can_erase_a_user() -> None:
    """Neither the operation nor its number stands among what is written."""
    names = [name for name in vars(slots) if "DELETE" in name.upper()]
    assert names == []
