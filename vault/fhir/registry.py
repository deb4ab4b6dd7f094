"""Finds every codec by itself: a new resource type is one new file in `resources`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import vault.fhir.resources as shelf
from vault.fhir.codec import Codec


@cache
def codecs() -> Mapping[str, Codec]:
    """Return all codecs, by FHIR resource type."""
    names = [f"{shelf.__name__}.{module.name}" for module in iter_modules(shelf.__path__)]
    found: list[Codec] = [import_module(name).CODEC for name in names]
    return {codec.kind: codec for codec in sorted(found, key=lambda one: one.kind)}
