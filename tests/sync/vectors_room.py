"""The vectors: one complete life of a share, at a fixed moment, with throw-away keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vault.crypto import keys
from vault.crypto.base64url import unb64
from vault.crypto.keys import PrivateKey, PublicKey
from vault.record.service import Service
from vault.sync import catalogue

VECTORS = Path(__file__).parent / "vectors"


def text(name: str) -> str:
    return (VECTORS / name).read_text("utf-8")


def parsed(name: str) -> Any:
    return json.loads(text(name))


NOW: int = parsed("clock.json")["now"]
_KEYS = parsed("keys-TEST-ONLY.json")


def key(name: str) -> PrivateKey:
    return keys.of_scalar(unb64(_KEYS[name]["d"]))


def trust() -> catalogue.Trust:
    return catalogue.read_root_file((VECTORS / "trust.json").read_bytes())


def service() -> Service:
    return catalogue.verify(text("catalogue-42.jwt"), trust(), None, NOW).services[0]


def service_keys() -> tuple[PublicKey, ...]:
    return keys.read_all(service().jwks, "sig")
