"""What was typed, read field by field: the values that are wanted, or what to type instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import AlreadyThere, ImplausibleValue, UnknownUnit, VaultError
from vault.i18n import _
from vault.record.measures import HEART_RATE, MEASURES
from vault.record.moments import lies_ahead
from vault.record.numbers import number
from vault.ui.pages.add.forms import PULSE
from vault.ui.pages.add.state import Form, Typed
from vault.ui.typed_moments import instant, read_day, read_time
from vault.usecases import recording
from vault.wording.errors import sentence

FORM: Final = "form"
_NONE: Final = ("", "-", "–")


@dataclass(frozen=True, slots=True)
class Checked:
    """The values that are wanted, the first the measure itself; none where something is wrong."""

    wanted: tuple[recording.Typed, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


def checked(typed: Typed, form: Form, now: datetime, zone: ZoneInfo) -> Checked:
    """Read a form; `zone` is that of the person."""
    at, errors = _instant(typed, now, zone)
    errors |= _numbers(typed, form)
    if errors or at is None:
        return Checked(errors=errors)
    text = "/".join(_said(typed, part.key) or "-" for part in form.parts if part.key != PULSE)
    around = {name: code for name, code in typed.around.items() if code}
    main = recording.Typed(
        MEASURES[typed.kind], text, at, typed.unit, note=typed.note.strip(), around=around
    )
    pulse = _said(typed, PULSE)
    return Checked((main, recording.Typed(HEART_RATE, pulse, at)) if pulse else (main,))


def refused(error: VaultError, form: Form) -> dict[str, str]:
    """Say what the record refused, under the field it is about."""
    if isinstance(error, UnknownUnit):
        return {"unit": sentence(error)}
    if isinstance(error, ImplausibleValue):
        return {_part(error, form): sentence(error)}
    if isinstance(error, AlreadyThere):
        return {FORM: _("This measurement already exists.")}
    return {FORM: sentence(error)}


def _part(error: ImplausibleValue, form: Form) -> str:
    """Return the field of a bound: that of the pulse, or of the part that has these bounds."""
    if error.measure != form.kind:
        return PULSE
    bounds = {(str(one.low), str(one.high)): one.name for one in MEASURES[form.kind].components}
    return bounds.get((error.low, error.high), form.parts[0].key)


def _said(typed: Typed, key: str) -> str:
    said = typed.values.get(key, "").strip()
    return "" if said in _NONE else said


def _numbers(typed: Typed, form: Form) -> dict[str, str]:
    errors = {}
    for part in form.parts:
        said = _said(typed, part.key)
        if not said and part.optional:
            continue
        try:
            number(said)
        except ValueError:
            errors[part.key] = _("Type a number, for example 70.5.")
    return errors


def _instant(typed: Typed, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, dict[str, str]]:
    day = read_day(typed.day, now.astimezone(zone).date())
    at = read_time(typed.at)
    errors = {}
    if day is None:
        errors["day"] = _("Type a day of the calendar, for example 23/11/2026.")
    if at is None:
        errors["time"] = _("Type a time, for example 07:12.")
    if day is None or at is None:
        return None, errors
    when = instant(day, at, zone)
    if lies_ahead(when, now):
        return None, {"day": _("This time lies in the future.")}
    return when, {}
