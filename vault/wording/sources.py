"""What a source is called: the person's own name of it, its maker and model, or its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.record.provenance import Source

_KINDS: Final[dict[str, Callable[[], str]]] = {
    "person": lambda: _("Typed by hand"),
    "watch": lambda: _("Watch"),
    "band": lambda: _("Band"),
    "ring": lambda: _("Ring"),
    "phone": lambda: _("Phone"),
    "scale": lambda: _("Scale"),
    "bp_monitor": lambda: _("Blood pressure monitor"),
    "thermometer": lambda: _("Thermometer"),
    "oximeter": lambda: _("Oximeter"),
    "glucose_meter": lambda: _("Glucose meter"),
    "cgm": lambda: _("Glucose sensor"),
    "spirometer": lambda: _("Spirometer"),
    "ecg": lambda: _("ECG recorder"),
    "app": lambda: _("App"),
    "clinic": lambda: _("Clinic"),
    "lab": lambda: _("Laboratory"),
    "unknown": lambda: _("Unknown source"),
}


def source_name(source: Source) -> str:
    """Name a source; one of which nothing is known but its kind is called by that."""
    made = dict.fromkeys(part for part in (source.vendor, source.model or source.app) if part)
    return source.label or " ".join(made) or _KINDS[source.device_class]()


def shown_name(shown: str) -> str:
    """Name a source by what the store shows of it: a kind of device has words of its own."""
    word = _KINDS.get(shown)
    return shown if word is None else word()
