"""Frames that were committed and not decoded, because something stopped us, are decoded now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from vault.devices.decoder import Decoder, Frame
from vault.devices.interpreting import Heard, Interpreter
from vault.devices.registry import decoders
from vault.store.frames import RawFrame
from vault.usecases.import_report import Report
from vault.usecases.received import Choice, Received
from vault.usecases.receiving import Receiver
from vault.usecases.session import Session

_BEFORE: Final = 120_000  # ms: the clock is looked at before the first frame comes


def recover(session: Session, known: Sequence[Decoder] | None = None) -> Received:
    """Decode again what was committed and not decoded: a crash loses nothing.

    What the opening of the vault decoded comes first, as long as nobody was told.
    """
    vault = session.vault
    untold = session.resumed.pop() if session.resumed else None
    received = untold or Received(Report(session.clock.zone))
    shelf = decoders() if known is None else known
    streams = [one.uuid for decoder in shelf for one in decoder.channels if one.stream]
    with session.database.transaction():
        vault.frames.purge(session.ms(), streams)
    rows = sorted(vault.frames.waiting(), key=lambda row: (row.session, row.received))
    for connection, group in groupby(rows, key=lambda row: row.session):
        _recover(session, connection, list(group), received, shelf)
    return received


def _recover(
    session: Session, connection: str, rows: Sequence[RawFrame], received: Received,
    shelf: Sequence[Decoder],
) -> None:  # fmt: skip
    vault = session.vault
    instrument = vault.instruments.get(rows[0].instrument)
    told: dict[str, Any] = instrument.settings.get("session") or {}
    same = told.get("uid") == connection
    choice = Choice(told["person"], inbox=told["inbox"]) if same else Choice(None, inbox=True)
    receiver = Receiver(session, instrument, choice, received, connection)
    first = rows[0].received - _BEFORE
    receiver.recover(since=datetime.fromtimestamp(first / 1000, UTC))
    names = set(instrument.settings.get("decoders", ()))
    chosen = [one for one in shelf if one.name in names]
    interpreter = Interpreter(
        chosen, instrument.settings, session.clock.zone,
        clockless=instrument.settings.get("clockless"),
    )  # fmt: skip
    heard: list[Heard] = []
    for row in rows:
        heard += interpreter.feed(_frame(row))
    heard += interpreter.flush(session.clock.now())
    receiver.settle(heard, last=True)
    used = {frame.uid for one in heard for frame in one.frames}
    with session.database.transaction():
        vault.frames.skipped((row.uid for row in rows if row.uid not in used), "not_ours")


def _frame(row: RawFrame) -> Frame:
    received = datetime.fromtimestamp(row.received / 1000, UTC)
    return Frame(row.uid, row.uuid, bytes(row.body), received, row.kind)  # type: ignore[arg-type]
