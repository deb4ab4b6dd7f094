"""Weight Measurement (0x2A9D): plain scales and body composition scales send it.

Weight Scale Service 1.0, section 3.2.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from vault.devices.decoder import Value
from vault.devices.gatt import Cursor, Stamp

POUNDS, TIMED, OWNED, SHAPED = 0x01, 0x02, 0x04, 0x08
UNSUCCESSFUL = 0xFFFF


class Weight(NamedTuple):
    """One Weight Measurement (0x2A9D), fields as sent."""

    pounds: bool
    weight: int  # steps of 0.005 kg or 0.01 lb
    time: Stamp | None
    user: int | None
    bmi: int | None  # steps of 0.1
    height: int | None  # steps of 0.001 m or 0.1 in
    surplus: int


def parse(payload: bytes) -> Weight:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags, weight = cursor.u8(), cursor.u16()
    time = cursor.stamp() if flags & TIMED else None
    user = cursor.u8() if flags & OWNED else None
    bmi, height = (cursor.u16(), cursor.u16()) if flags & SHAPED else (None, None)
    return Weight(bool(flags & POUNDS), weight, time, user, bmi, height, cursor.left)


def value(sent: Weight) -> Value:
    """Return the weight in the unit of the scale."""
    step, unit = (Decimal("0.01"), "[lb_av]") if sent.pounds else (Decimal("0.005"), "kg")
    return Value("body_weight", sent.weight * step, unit)


def shape(sent: Weight) -> dict[str, str]:
    """Keep the height that the scale assumed as words; the body mass index is not kept."""
    if not sent.height:
        return {}
    inches = sent.height * Decimal("0.1")
    metres = sent.height * Decimal("0.001")
    return {"height": f"{inches} [in_i]" if sent.pounds else f"{metres} m"}
