"""The second way in, through bleak's `backend=` argument."""

import asyncio
import datetime as dt

from bleak import BleakClient, BleakScanner

from tests.virtual_ble.support import uuid, wait_for
from tests.virtual_ble.vble import backend
from tests.virtual_ble.vble.air import Air
from tests.virtual_ble.vble.devices import Scale


def test_scale_through_the_backend_argument():
    async def main():
        air = Air()
        backend.CENTRAL = air.device("c", "F0:F1:F2:F3:F4:FF")
        await backend.CENTRAL.power_on()
        s = await Scale(
            [Scale.frame(72.5, dt.datetime(2026, 11, 20, 7, 30), 1)], encrypted=True
        ).start(air)
        device = await BleakScanner.find_device_by_name(
            "Balance", timeout=3, backend=backend.Scanner
        )
        got = []
        async with BleakClient(device, backend=backend.Client, pair=True) as c:
            await c.start_notify(uuid("2a9d"), lambda _, b: got.append(bytes(b)))
            await wait_for(lambda: got)
            features = await c.read_gatt_char(uuid("2a9e"))
        assert (
            got[0].hex() == "06a438ea070b14071e0001" and len(features) == 4 and ("paired",) in s.log
        )

    asyncio.run(main())
