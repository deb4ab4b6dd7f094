"""Who said a thing, and when it was: the small words beside what paper shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from vault.exports.format import Forms
from vault.i18n import _
from vault.record.facts import Fact
from vault.record.moments import TimeQuality
from vault.record.provenance import SaidBy, Source


def said_by(who: SaidBy, source: Source) -> str:
    """Say who said a thing; a device, a service or a document by its own name where it has one."""
    if who == "person":
        return _("said by the person")
    if who == "caregiver":
        return _("said by a caregiver")
    return source_name(source, who)


def source_name(source: Source, who: SaidBy = "device") -> str:
    """Name a source: the person's own name of it, else maker and model or app, else its kind."""
    if source.label:
        return source.label
    parts = dict.fromkeys(part for part in (source.vendor, source.model or source.app) if part)
    if parts:
        return " ".join(parts)
    if source.device_class == "person" or who in ("person", "caregiver"):
        return _("said by a caregiver") if who == "caregiver" else _("said by the person")
    return _class(source.device_class) or _teller(who)


def _class(device_class: str) -> str:
    words = {
        "watch": _("Watch"), "band": _("Band"), "ring": _("Ring"), "phone": _("Phone"),
        "scale": _("Scale"), "bp_monitor": _("Blood pressure monitor"),
        "thermometer": _("Thermometer"), "oximeter": _("Oximeter"),
        "glucose_meter": _("Glucose meter"), "cgm": _("Glucose sensor"),
        "spirometer": _("Spirometer"), "ecg": _("ECG recorder"), "app": _("App"),
        "clinic": _("Clinic"), "lab": _("Laboratory"),
    }  # fmt: skip
    return words.get(device_class, "")


def _teller(who: SaidBy) -> str:
    words = {
        "service": _("Online service"),
        "professional": _("Health professional"),
        "document": _("Document of the record"),
    }
    return words.get(who, _("Unknown source"))


def status_word(fact: Fact) -> str:
    """Say a status that a reader must not miss; what goes on needs no word."""
    if fact.type == "immunization":
        return _("not done") if fact.status == "inactive" else ""
    words = {"inactive": _("no longer current"), "completed": _("ended"), "planned": _("planned")}
    if fact.type in ("procedure", "stay") and fact.status == "completed":
        return ""
    return words.get(fact.status, "")


def since(fact: Fact, zone: str, forms: Forms) -> str:
    """Say when: one day, or from when to when; a partial date as it was written."""
    start = _day(fact.start_ms, fact, zone, forms, fact.when_text)
    end = _day(fact.end_ms, fact, zone, forms, None)
    if not start:
        return _("no date")
    if end and end != start:
        return _("from {first} to {last}").format(first=start, last=end)
    return start


def _day(ms: int | None, fact: Fact, zone: str, forms: Forms, text: str | None) -> str:
    if text and text[:4].isdigit():
        return forms.partial(text)
    return "" if ms is None else forms.day(wall(ms, fact.offset_min, ZoneInfo(zone)).date())


def wall(ms: int, offset_min: int | None, zone: tzinfo) -> datetime:
    """Return an instant by the clock it was told with, else by that of the person's zone."""
    own = zone if offset_min is None else timezone(timedelta(minutes=offset_min))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(own)


def time_word(quality: TimeQuality) -> str:
    """Say how sure a time is; "" where it is as good as said (ISO 8601 with its offset)."""
    words = {
        TimeQuality.ZONE_ASSUMED: _("supposed time"),
        TimeQuality.AMBIGUOUS_DST: _("ambiguous time (clock change)"),
        TimeQuality.DEVICE_CLOCK_UNSET: _("clock of the device not set"),
        TimeQuality.DEVICE_CLOCK_CORRECTED: _("clock of the device corrected"),
        TimeQuality.RECEPTION_TIME: _("time of reception"),
    }
    return words.get(quality, "")
