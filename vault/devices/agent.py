"""Answers BlueZ when a device asks something while it is paired; Linux only.

bleak registers no agent: without one a device that needs pairing fails with « Not paired ». Ours
stands on a connection of its own to the system bus, and only while one device is being paired.
"""
# no `from __future__ import annotations`: dbus-fast reads the annotations as D-Bus signatures

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, Final

from vault.devices.air import Answers
from vault.errors import BluetoothOff

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

PATH: Final = "/org/carnet/agent"
_MANAGER: Final = "org.bluez.AgentManager1"
_PATIENCE: Final = 55.0  # seconds a person has for typing a code


class Asked:
    """What one pairing asks, and of which device; other devices are turned away."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.device = ""  # object path; "" = none is being paired
        self.for_code = False  # the device asked for a code
        self.unanswered = False  # and nobody typed one
        self._open: asyncio.Future[Any] | None = None

    async def code(self, device: str) -> str:
        """Ask for the code that the device shows.

        Raises:
            PermissionError: another device, or nobody typed it in time.
        """
        self.allow(device)
        self.for_code = True
        told = await self._asked(self._answers.code())
        if told is None:
            self.unanswered = True
            raise PermissionError
        return str(told)

    async def same(self, device: str, digits: str) -> None:
        """Ask whether the device shows these digits; raises PermissionError when not."""
        self.allow(device)
        if not await self._asked(self._answers.same(digits)):
            raise PermissionError

    def allow(self, device: str) -> None:
        """Turn away every device but the one that the person is pairing."""
        if not self.device or device != self.device:
            raise PermissionError

    def cancel(self) -> None:
        """Stop asking: BlueZ gave up."""
        if self._open is not None:
            self._open.cancel()

    async def _asked(self, question: Any) -> Any:
        self._open = asyncio.ensure_future(question)
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._open
        except (TimeoutError, asyncio.CancelledError):
            raise PermissionError from None
        finally:
            self._open = None


@asynccontextmanager
async def registered(answers: Answers) -> AsyncIterator[Asked]:
    """Be the default agent of BlueZ for as long as the block lasts.

    Raises:
        BluetoothOff: there is no bus, or no Bluetooth service on it.
    """
    from dbus_fast import BusType
    from dbus_fast.aio import MessageBus

    asked = Asked(answers)
    bus = MessageBus(bus_type=BusType.SYSTEM)
    try:
        await _connected(bus)
        bus.export(PATH, _interface(asked))
        await _call(bus, "RegisterAgent", "os", PATH, "KeyboardDisplay")
        await _call(bus, "RequestDefaultAgent", "o", PATH)
        yield asked
        await _call(bus, "UnregisterAgent", "o", PATH)
    finally:
        bus.disconnect()


async def _connected(bus: "MessageBus") -> None:
    try:
        await bus.connect()
    except OSError:
        raise BluetoothOff from None


async def _call(bus: "MessageBus", member: str, signature: str, *body: str) -> None:
    from dbus_fast import Message, MessageType

    call = Message(
        destination="org.bluez",
        path="/org/bluez",
        interface=_MANAGER,
        member=member,
        signature=signature,
        body=list(body),
    )
    answer = await bus.call(call)
    if member != "UnregisterAgent" and answer.message_type is not MessageType.METHOD_RETURN:
        raise BluetoothOff


@contextmanager
def _answered() -> Iterator[None]:
    """Turn a device away in the words of BlueZ where `Asked` does, or where a code is none."""
    from dbus_fast import DBusError

    try:
        yield
    except (PermissionError, ValueError):
        raise DBusError("org.bluez.Error.Rejected", "not by Carnet") from None


def _interface(asked: Asked) -> Any:
    """Make the object `org.bluez.Agent1`; names and signatures are those of BlueZ."""
    from dbus_fast.annotations import DBusObjectPath, DBusStr, DBusUInt16, DBusUInt32
    from dbus_fast.service import dbus_method

    class Agent(_asking(asked)):  # type: ignore[misc]
        @dbus_method()
        def Release(self) -> None:  # noqa: N802
            asked.cancel()

        @dbus_method()
        def Cancel(self) -> None:  # noqa: N802
            asked.cancel()

        @dbus_method()
        def DisplayPinCode(self, device: DBusObjectPath, code: DBusStr) -> None:  # noqa: N802
            pass

        @dbus_method()
        def DisplayPasskey(  # noqa: N802
            self, device: DBusObjectPath, code: DBusUInt32, entered: DBusUInt16
        ) -> None:
            pass

    return Agent("org.bluez.Agent1")


def _asking(asked: Asked) -> Any:
    """Make the methods that may turn a device away."""
    from dbus_fast.annotations import DBusObjectPath, DBusStr, DBusUInt32
    from dbus_fast.service import ServiceInterface, dbus_method

    class Asking(ServiceInterface):
        @dbus_method()
        async def RequestPinCode(self, device: DBusObjectPath) -> DBusStr:  # noqa: N802
            with _answered():
                return await asked.code(device)

        @dbus_method()
        async def RequestPasskey(self, device: DBusObjectPath) -> DBusUInt32:  # noqa: N802
            with _answered():
                return int(await asked.code(device))

        @dbus_method()
        async def RequestConfirmation(self, device: DBusObjectPath, code: DBusUInt32) -> None:  # noqa: N802
            with _answered():
                await asked.same(device, f"{code:06d}")

        @dbus_method()
        def RequestAuthorization(self, device: DBusObjectPath) -> None:  # noqa: N802
            with _answered():
                asked.allow(device)

        @dbus_method()
        def AuthorizeService(self, device: DBusObjectPath, uuid: DBusStr) -> None:  # noqa: ARG002, N802
            with _answered():
                asked.allow(device)

    return Asking
