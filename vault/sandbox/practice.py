"""All of the practice at one place: catalogue, desks, the fault that is set, the clock."""

from __future__ import annotations

from typing import Any

from vault.clock import Clock
from vault.crypto import jws
from vault.crypto.base64url import b64, sha256
from vault.crypto.keys import PrivateKey, new
from vault.record.ledger import SHARE_RECEIPT
from vault.record.service import Service
from vault.sandbox.desk import Desk, Shelf
from vault.sandbox.entries import NAMES
from vault.sandbox.faults import Faults
from vault.sandbox.publishing import Publisher


class Practice:
    """A catalogue and its services at `origin`, as long as the program runs."""

    def __init__(self, origin: str, clock: Clock) -> None:
        self.origin, self._clock = origin, clock
        self.offset = 0  # seconds that this side's clock is ahead
        self.publisher = Publisher(origin, self.now)
        self.desks = {name: self._desk(name) for name in NAMES}
        self.faults = Faults(self._turned)
        self.strays: list[dict[str, Any]] = []
        self._stranger: PrivateKey = new()

    def now(self) -> int:
        """Return the time of the services, in seconds since 1970 UTC."""
        return int(self._clock.now().timestamp()) + self.offset

    def catalogue(self) -> str:
        """Return the catalogue, as the fault that is set makes it."""
        return self.publisher.served(self.faults.at("catalogue"))

    def reset(self) -> None:
        """Forget grants and data, end the fault; keys stay, the catalogue goes one version up."""
        for desk in self.desks.values():
            desk.forget()
        self.strays.clear()
        self.offset = 0
        self.faults.set("none")
        self.publisher.turn("none")

    def received(self) -> dict[str, Any]:
        """Return every bundle that is held, byte for byte, and the shares that were erased."""
        held = [
            {
                "service": desk.id,
                "grant": one.grant,
                "share": one.share,
                "at": one.at,
                "bundle": b64(one.bundle),
            }
            for desk in self.desks.values()
            for one in desk.held
        ]
        erased = [share for desk in self.desks.values() for share in desk.erased]
        return {"received": held, "erased": erased}

    def altered(self, receipt: str, desk: Desk) -> str:
        """Return a receipt that is not right: another key, content, audience, grant, in turn."""
        claims = jws.peek(receipt)[1]
        turn = (self.faults.met - 1) % 4
        if turn == 0:
            return jws.sign(SHARE_RECEIPT, claims, self._stranger)
        other = sha256("another")
        change = (
            {"content": {**claims["content"], "sha256": other}},
            {"aud": "urn:ietf:params:oauth:jwk-thumbprint:sha-256:" + other},
            {"grant": {**claims["grant"], "sha256": other}},
        )[turn - 1]
        return jws.sign(SHARE_RECEIPT, {**claims, **change}, desk.signing)

    def _desk(self, name: str) -> Desk:
        publisher = self.publisher

        def today() -> Service:
            return publisher.today(name)

        def pinned(version: int, digest: str) -> Service | None:
            return publisher.pinned(name, version, digest)

        signing, sealing = publisher.signing[name], publisher.sealing[name]
        return Desk(Shelf(today, pinned), signing, sealing, self.now)

    def _turned(self, fault: str) -> None:
        self.publisher.turn(fault)
        for name, desk in self.desks.items():
            desk.opening = self.publisher.sealing[name]
