"""Belts and watches that follow the Heart Rate Service of the Bluetooth SIG (0x180D)."""

from __future__ import annotations

from vault.devices.beats import MEASUREMENT, Beats
from vault.devices.decoder import Channel, Claims, Decoder, Settings
from vault.devices.gatt import sig
from vault.i18n import _


def _assembler(_settings: Settings) -> Beats:
    return Beats()


DECODER = Decoder(
    name="sig-heart-rate",
    rank=0,
    claims=Claims(services=frozenset({sig(0x180D)})),
    gives=frozenset({"heart_rate"}),
    channels=(Channel(MEASUREMENT, "notify", mandatory=True, stream=True),),
    assembler=_assembler,
    title=lambda: _("Heart rate belt or watch"),
    gesture=lambda: _("Put the belt or the watch on"),
    device_class="band",
    stream=True,
)
