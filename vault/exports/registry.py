"""The shelf of exports: every module of `formats` that stands there, by name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import vault.exports.formats as shelf
from vault.exports.format import ExportFormat


def formats() -> tuple[ExportFormat, ...]:
    """Return what can be exported, in the order of names."""
    modules = [
        import_module(f"{shelf.__name__}.{one.name}") for one in iter_modules(shelf.__path__)
    ]
    found: list[ExportFormat] = [module.EXPORT for module in modules]
    return tuple(sorted(found, key=lambda one: one.name))
