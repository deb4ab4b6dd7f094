"""Where one can go and what one can press, wherever one is."""

from __future__ import annotations

from typing import Final

from vault.i18n import _
from vault.ui.widgets.place import Place

PLACES: Final = (
    Place("overview", "overview", lambda: _("Overview")),
    Place("measures", "measurements", lambda: _("Measurements")),
    Place("documents", "documents", lambda: _("Documents")),
    Place("profile", "medical profile", lambda: _("Medical profile")),
    Place("devices", "devices", lambda: _("Devices")),
    Place("sharing", "shares", lambda: _("Shares")),
    Place("history", "history", lambda: _("History")),
)
UTILITIES: Final = (
    Place("search", "search", lambda: _("Search")),
    Place("settings", "settings", lambda: _("Settings")),
    Place("lock", "lock", lambda: _("Lock")),
)

# Digits need Shift on a French keyboard, so each place has the sign on its key as well.
_AZERTY: Final = ("&", "É", '"', "'", "(", "-", "È")

KEYS: Final[dict[str, tuple[str, ...]]] = {
    place.key: (f"Ctrl+{number}", f"Ctrl+{sign}")
    for number, (place, sign) in enumerate(zip(PLACES, _AZERTY, strict=True), 1)
} | {
    "lock": ("Ctrl+L",),
    "add": ("Ctrl+N",),
    "imports": ("Ctrl+I",),
    "exports": ("Ctrl+Shift+E",),
    "search": ("Ctrl+Shift+F",),
    "filter": ("Ctrl+F",),
    "undo": ("Ctrl+Z",),
    "print": ("Ctrl+P",),
    "settings": ("Ctrl+,",),
    "person": ("Ctrl+Shift+P",),
    "help": ("F1",),
    "keys": ("Ctrl+?",),
    "back": ("Alt+Left",),
}
