"""What waits for a person, in words: what, why, and the act that settles it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.usecases.waiting import Kind, Waits

Say = Callable[[Waits], str]


_TITLES: Final[Mapping[Kind, Say]] = {
    "readings": lambda x: ngettext(
        "{n} reading to attribute", "{n} readings to attribute", x.count
    ).format(n=whole(x.count)),
    "import_items": lambda x: ngettext(
        "{n} item of an import to check", "{n} items of an import to check", x.count
    ).format(n=whole(x.count)),
    "share_ends": lambda x: _("Share with {service}").format(service=x.name),
    "unconfirmed": lambda x: _("Sending to {service}").format(service=x.name),
    "stop_untold": lambda x: _("Stop of the share with {service}").format(service=x.name),
    "service_halted": lambda x: _("Share with {service}").format(service=x.name),
    "service_changed": lambda x: _("Share with {service}").format(service=x.name),
    "catalogue_old": lambda _x: _("Catalogue out of date"),
    "sheet_unchecked": lambda _x: _("Recovery sheet not verified"),
    "device_clock": lambda x: x.name,
    "device_silent": lambda x: x.name,
    "device_battery": lambda x: x.name,
    "of_age": lambda x: _("{first} is 18 or older").format(first=x.name),
}

_REASONS: Final[Mapping[Kind, Say]] = {
    "readings": lambda _x: _("Nobody said yet whose they are."),
    "import_items": lambda x: (
        _("From {file}: a value that cannot be, or another one than yours.").format(file=x.name)
        if x.name
        else _("A value that cannot be, or another one than yours.")
    ),
    "share_ends": lambda x: (
        ngettext("Ends in {n} day.", "Ends in {n} days.", x.days).format(n=whole(x.days))
        if x.days > 0
        else _("Ends today.")
    ),
    "unconfirmed": lambda x: _("Sent, but {service} has not confirmed.").format(service=x.name),
    "stop_untold": lambda x: (
        ngettext(
            "Stopped here. Not acknowledged for {n} day.",
            "Stopped here. Not acknowledged for {n} days.",
            x.days,
        ).format(n=whole(x.days))
        if x.days > 0
        else _("Stopped here. {service} has not acknowledged it yet.").format(service=x.name)
    ),
    "service_halted": lambda _x: _("This service was suspended or withdrawn. Nothing is sent."),
    "service_changed": lambda _x: _("This service states something else than what you signed."),
    "catalogue_old": lambda _x: _("No new share until it is updated."),
    "sheet_unchecked": lambda _x: _("Type its words once, to be sure that you can read it."),
    "device_clock": lambda _x: _("The clock of this device is wrong."),
    "device_silent": lambda x: ngettext(
        "No reading for {n} day.", "No reading for {n} days.", x.days
    ).format(n=whole(x.days)),
    "device_battery": lambda _x: _("The battery is almost empty."),
    "of_age": lambda _x: _("An adult decides alone about their record."),
}

_ACTS: Final[Mapping[Kind, tuple[str, Callable[[], str]]]] = {
    "readings": ("inbox", lambda: _("Attribute")),
    "import_items": ("imports/report/{about}/to_check", lambda: _("See")),
    "share_ends": ("sharing/{about}", lambda: _("See")),
    "unconfirmed": ("sharing/{about}", lambda: _("See")),
    "stop_untold": ("sharing/{about}", lambda: _("See")),
    "service_halted": ("sharing/{about}", lambda: _("See")),
    "service_changed": ("sharing/{about}", lambda: _("See")),
    "catalogue_old": ("services", lambda: _("Update")),
    "sheet_unchecked": ("settings/security", lambda: _("Verify")),
    "device_clock": ("devices/{about}", lambda: _("See")),
    "device_silent": ("devices/{about}", lambda: _("See")),
    "device_battery": ("devices/{about}", lambda: _("See")),
    "of_age": ("people", lambda: _("See")),
}

_ICONS: Final[Mapping[Kind, str]] = {
    "readings": "inbox", "import_items": "import", "share_ends": "shares",
    "unconfirmed": "waiting", "stop_untold": "waiting", "service_halted": "paused",
    "service_changed": "shares", "catalogue_old": "service", "sheet_unchecked": "recovery sheet",
    "device_clock": "devices", "device_silent": "devices", "device_battery": "battery low",
    "of_age": "person",
}  # fmt: skip


def title(one: Waits) -> str:
    """Say what waits."""
    return _TITLES[one.kind](one)


def reason(one: Waits) -> str:
    """Say why it waits."""
    return _REASONS[one.kind](one)


def act(one: Waits) -> tuple[str, str]:
    """Return the key of the page that settles it, and the words of the button."""
    key, words = _ACTS[one.kind]
    return key.format(about=one.about), words()


def icon(one: Waits) -> str:
    """Return its icon, by the names of the tokens."""
    return _ICONS[one.kind]
