"""What the pairing agent asks and refuses (D15), without a bus: BlueZ's methods one by one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from dbus_fast import DBusError

from vault.devices.agent import Asked, _interface

OURS, OTHER = "/org/bluez/hci0/dev_01", "/org/bluez/hci0/dev_02"


class Somebody:
    """Types a code, and says whether the digits are the same."""

    def __init__(self, code: str | None = "123456", *, same: bool = True) -> None:
        self._code, self._same = code, same

    async def code(self) -> str | None:
        return self._code

    async def same(self, digits: str) -> bool:
        return self._same and digits == "000042"


class Forever(Somebody):
    """Never answers."""

    async def code(self) -> str | None:
        await asyncio.Event().wait()
        return None


def asked(somebody: Somebody) -> Asked:
    made = Asked(somebody)
    made.device = OURS
    return made


async def called(one: Asked, member: str, *words: Any) -> Any:
    """Call a method as BlueZ would, past the wrapping of the library."""
    agent = _interface(one)
    method = getattr(type(agent), member).__dict__["__DBUS_METHOD"].fn
    told = method(agent, *words)
    return await told if asyncio.iscoroutine(told) else told


async def test_a_code_is_asked_for_the_device_that_is_being_paired() -> None:
    one = asked(Somebody())
    assert await called(one, "RequestPinCode", OURS) == "123456"
    assert await called(one, "RequestPasskey", OURS) == 123456
    assert (one.for_code, one.unanswered) == (True, False)


@pytest.mark.parametrize("member", ["RequestPinCode", "RequestPasskey"])
async def test_another_device_and_no_answer_are_turned_away(member: str) -> None:
    with pytest.raises(DBusError):
        await called(asked(Somebody()), member, OTHER)
    one = asked(Somebody(None))
    with pytest.raises(DBusError):
        await called(one, member, OURS)
    assert one.unanswered


async def test_a_code_that_is_no_number_is_no_passkey() -> None:
    with pytest.raises(DBusError):
        await called(asked(Somebody("abcdef")), "RequestPasskey", OURS)


async def test_digits_are_compared_by_the_person() -> None:
    await called(asked(Somebody()), "RequestConfirmation", OURS, 42)
    with pytest.raises(DBusError):
        await called(asked(Somebody(same=False)), "RequestConfirmation", OURS, 42)


@pytest.mark.parametrize(
    ("member", "more"), [("RequestAuthorization", ()), ("AuthorizeService", ("180d",))]
)
async def test_only_the_device_that_is_being_paired_is_allowed(
    member: str, more: tuple[str, ...]
) -> None:
    await called(asked(Somebody()), member, OURS, *more)
    for one, device in ((asked(Somebody()), OTHER), (Asked(Somebody()), "")):
        with pytest.raises(DBusError):
            await called(one, member, device, *more)


@pytest.mark.parametrize("member", ["Release", "Cancel"])
async def test_a_question_that_is_open_ends_when_bluez_gives_up(member: str) -> None:
    one = asked(Forever())
    await called(one, member)  # nothing is open: nothing happens
    waiting = asyncio.ensure_future(one.code(OURS))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await called(one, member)
    with pytest.raises(PermissionError):
        await waiting


async def test_what_the_device_is_to_show_needs_nothing_from_us() -> None:
    one = asked(Somebody())
    assert await called(one, "DisplayPinCode", OURS, "1234") is None
    assert await called(one, "DisplayPasskey", OURS, 1234, 0) is None
