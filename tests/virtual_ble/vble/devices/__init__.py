"""The emulated devices, by the word a scenario uses."""

from __future__ import annotations

from ..air import Peripheral
from .broadcast import BTHomeScale, MiScale1, MiScale2, XiaomiS400
from .meters import BloodPressureCuff, Glucometer, PulseOximeter, Thermometer
from .scales import BodyScale, Scale
from .wearables import BangleJs, ColmiRing, HeartBelt, PineTime

KINDS: dict[str, type[Peripheral]] = {
    kind.type: kind
    for kind in (
        Scale,
        BodyScale,
        BloodPressureCuff,
        Thermometer,
        PulseOximeter,
        Glucometer,
        HeartBelt,
        PineTime,
        ColmiRing,
        BangleJs,
        MiScale1,
        MiScale2,
        XiaomiS400,
        BTHomeScale,
    )
}
__all__ = [
    "KINDS",
    "BTHomeScale",
    "BangleJs",
    "BloodPressureCuff",
    "BodyScale",
    "ColmiRing",
    "Glucometer",
    "HeartBelt",
    "MiScale1",
    "MiScale2",
    "PineTime",
    "PulseOximeter",
    "Scale",
    "Thermometer",
    "XiaomiS400",
]
