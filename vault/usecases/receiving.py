"""Keeps what one session of a device brings: raw frames first, then readings, then a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from vault.devices import identity
from vault.devices.clock import LATENCY, Check, checked, instant, instant_utc, logged, near
from vault.devices.decoder import Frame, Reading, Skipped, Value
from vault.devices.interpreting import Heard
from vault.fhir.measured import fact
from vault.record.inbox import Waiting, WaitingValue
from vault.record.instrument import Instrument
from vault.record.moments import Moment
from vault.record.provenance import Batch
from vault.store.frames import ClockRow, Fate, RawFrame
from vault.usecases.readings import READER, Told, measured, verdict, weights
from vault.usecases.received import Choice, DeviceReport, Received
from vault.usecases.session import Session
from vault.usecases.streams import Kind, Sample, Streams, binned, entries

_SAME: Final = timedelta(seconds=5)  # equal values without any time
_LATER: Final = timedelta(seconds=90)  # a live value without time, and its copy in the memory
_REMEMBERED: Final = timedelta(minutes=10)


class Receiver:
    """The vault's side of one session; every call belongs to the thread of the vault."""

    def __init__(
        self, session: Session, instrument: Instrument, choice: Choice, received: Received,
        connection: str,
    ) -> None:  # fmt: skip
        self._session, self._choice, self._received = session, choice, received
        self.instrument, self._connection = instrument, connection
        self.device = DeviceReport(instrument.uid)
        received.devices.append(self.device)
        self._settings: dict[str, Any] = dict(instrument.settings)
        self._batches: dict[str, tuple[int, str]] = {}  # person -> row, uid
        vault = session.vault
        self._checks = [_check(row) for row in vault.clock_checks.of(instrument.uid)]
        self._checked: Check | None = None
        self._streams = Streams(session, instrument, received.report.samples)

    # frames and clocks
    def begin(self) -> None:
        """Note for whom this session is, so that a crash in it changes nothing."""
        told = {"uid": self._connection, "person": self._choice.person, "inbox": self._choice.inbox}
        with self._session.database.transaction():
            self.learn(session=told)

    def learn(self, **settings: Any) -> None:
        """Remember something of the instrument; call it inside a transaction."""
        self._settings.update(settings)
        self._session.vault.instruments.learn(self.instrument.uid, self._settings)

    def log(self, frames: Sequence[Frame]) -> None:
        """Commit raw frames, in one transaction."""
        rows = [_raw(frame, self._connection, self.instrument.uid) for frame in frames]
        with self._session.database.transaction():
            self._session.vault.frames.write(self._connection, self.instrument.uid, rows)
        self.device.frames += len(rows)

    def clock(self, shown: datetime, at: datetime) -> Check:
        """Note what the clock of the device shows, before anything is written to it."""
        before = self._checks[-1] if self._checks else None
        return self._note(checked(shown, at, self._session.clock.zone, before))

    def clock_acted(self, action: str) -> None:
        """Say what was done about the clock."""
        if self._checked is not None:
            at = _ms(self._checked.at)
            with self._session.database.transaction():
                self._session.vault.clock_checks.acted(self.instrument.uid, at, action)
            self.device.action = action

    def recover(self, since: datetime) -> None:
        """Take up the check of a session that was cut: one made since then."""
        if self._checks and self._checks[-1].at >= since:
            self._checked = self._checks[-1]

    def _note(self, check: Check, *, own: bool = True) -> Check:
        row = ClockRow(_ms(check.at), check.offset, check.timeline, check.action)
        if own:
            with self._session.database.transaction():
                self._session.vault.clock_checks.add(self.instrument.uid, row)
        else:
            self._session.vault.clock_checks.add(self.instrument.uid, row)
        self._checks.append(check)
        self._checked, self.device.offset = check, check.offset
        return check

    # readings
    def settle(self, heard: Sequence[Heard], *, last: bool) -> None:
        """Keep readings, or let them wait; one transaction with its journal line."""
        ways: dict[str, list[Heard]] = {"row": [], "stream": [], "log": []}
        for one in heard:
            ways[one.item.kept if isinstance(one.item, Reading) else "row"].append(one)
        rows = ways["row"]
        with self._session.database.transaction():
            self._imply_clock(rows)
            counts: Counter[str] = Counter()
            for one in rows:
                self._one(one, counts)
            for person, count in counts.items():
                self._told(person, count)
            self._stream(ways["stream"], last=last)
            self._log(ways["log"])
            if last:
                self._finish()

    def _imply_clock(self, rows: Sequence[Heard]) -> None:
        """A reading that shows the time of its reception has checked the clock."""
        zone = self._session.clock.zone
        for one in rows if self._checked is None else ():
            shown = one.item.device_time if isinstance(one.item, Reading) else None
            wall = shown is not None and isinstance(one.item, Reading) and not one.item.utc
            if shown is not None and wall and near(shown, one.received, zone, LATENCY):
                before = self._checks[-1] if self._checks else None
                self._note(checked(shown, one.received, zone, before), own=False)
                return

    def _one(self, heard: Heard, counts: Counter[str]) -> None:
        vault, item = self._session.vault, heard.item
        uids = [frame.uid for frame in heard.frames]
        if isinstance(item, Skipped):
            vault.frames.skipped(uids, item.reason)
            self.device.skipped[item.reason] += 1
            return
        vault.frames.decoded(uids)
        self.device.readings += 1
        told = self._timed(heard, item)
        if vault.reading_keys.fate(told.key) is not None or self._seen(told):
            self._received.report.counts["already_present"] += len(told.values)
            return
        people = {one.uid: one for one in vault.people.all()}
        allowed = [people[uid] for uid in self.instrument.people if uid in people]
        now = self._session.clock.now()
        candidates = [weights(vault, one, now) for one in allowed]
        proposed, reason, keep = verdict(told, self.instrument, candidates, now)
        if self._choice.person is not None:
            keep = told.moment is not None
            proposed, reason = self._choice.person, "chosen" if keep else "no_time"
        if keep and not self._choice.inbox and proposed is not None:
            self._keep(told, proposed, [frame.payload for frame in heard.frames])
            counts[proposed] += 1
        else:
            self._wait(told.waiting(str(uuid4()), self.instrument.uid, proposed, reason))

    def _timed(self, heard: Heard, item: Reading) -> Told:
        checks = self._checks if self._checked is not None else ()
        zone = self._session.clock.zone
        if item.utc and item.device_time is not None:
            found = instant_utc(item.device_time, heard.received, zone, live=item.live)
        else:
            found = instant(item.device_time, heard.received, zone, live=item.live, checks=checks)
        flags = item.flags | ({"clock_wrong"} if found.wrong else frozenset())
        return Told(
            identity.key(self.instrument.uid, heard.frames[0].uuid, item, heard.received),
            tuple(_value(one) for one in item.values), heard.received, found.moment,
            item.device_time, found.source, found.offset, item.live, item.slot, item.sequence,
            flags, item.context, tuple(one.uid for one in heard.frames), heard.decoder.name,
        )  # fmt: skip

    def _seen(self, told: Told) -> bool:
        """Recognise a value without time among those of the last minutes, and remember it."""
        now = told.received
        recent = [
            (at, words)
            for at, words in self._settings.get("recent", ())
            if now - datetime.fromtimestamp(at / 1000, UTC) <= _REMEMBERED
        ]
        words = repr([(one.measure, str(one.value), one.unit) for one in told.values])
        when = told.moment.at if told.device_time and told.moment else now
        within = _LATER if told.device_time else _SAME
        same = any(
            words == others and abs(when - datetime.fromtimestamp(at / 1000, UTC)) <= within
            for at, others in recent
        )
        if not told.device_time and not same:
            self.learn(recent=[*recent, (_ms(now), words)])
        return same

    def _keep(self, told: Told, person: str, frames: Sequence[bytes]) -> None:
        vault, at = self._session.vault, self._session.ms()
        facts = [fact(one) for one in measured(told, self.instrument.source, frames)]
        row = vault.people.row_id(person)
        kept = vault.facts.keep(self._batch(person), row, facts, at, self._actor)
        for one, outcome in zip(facts, kept.outcomes, strict=True):
            self._received.report.fact(one, outcome)
        first, *others = (uid for uid in kept.uids if uid is not None)
        for other in others:
            vault.facts.link(other, first, "measured_with")
        vault.reading_keys.put(told.key, self.instrument.uid, "kept", at)
        self._received.kept.append((person, told))

    def _wait(self, waiting: Waiting) -> None:
        self._session.vault.inbox.add(waiting)
        self._session.vault.reading_keys.put(
            waiting.key, self.instrument.uid, "waiting", self._session.ms()
        )
        self._received.waiting.append(waiting)
        self._received.to_attribute += len(waiting.values)

    def _stream(self, heard: Sequence[Heard], *, last: bool) -> None:
        done = self._streams.complete(heard, last=last)
        self.device.readings += len(done)
        if done:
            self._samples(binned(done), done[0])

    def _log(self, heard: Sequence[Heard]) -> None:
        """Keep what the log of a device holds; an entry that was seen is not looked at again."""
        vault, fresh = self._session.vault, list[tuple[Heard, Moment]]()
        fate: Fate = "waiting" if self._whose() is None else "kept"
        vault.frames.decoded(frame.uid for one in heard for frame in one.frames)
        self.device.readings += len(heard)
        for one in heard:
            told = one.item
            if not isinstance(told, Reading) or told.device_time is None:
                continue
            key = identity.key(self.instrument.uid, one.frames[0].uuid, told, one.received)
            sure = "zone_assumed" not in told.flags
            at = logged(told.device_time, self._session.clock.zone, utc=told.utc, sure=sure)
            if vault.reading_keys.fate(key) is not None or at is None:
                self._received.report.counts["already_present"] += len(told.values)
                continue
            vault.reading_keys.put(key, self.instrument.uid, fate, self._session.ms())
            fresh.append((one, at))
        if fresh:
            self._samples(entries(fresh), fresh[0][0])

    def _samples(self, found: Mapping[Kind, Sequence[Sample]], first: Heard) -> None:
        person = self._whose()
        if person is not None:
            self._streams.keep(found, person, lambda: self._batch(person))
            return
        for waiting in self._streams.wait(found, first, self._connection, self._proposed):
            if waiting.key not in {one.key for one in self._received.waiting}:
                self._received.waiting.append(waiting)
            self._received.to_attribute += 1

    @property
    def _proposed(self) -> str | None:
        return self._choice.person or self.instrument.person

    def _whose(self) -> str | None:
        """Return whose samples are kept without asking; nobody's when all of it must wait."""
        return None if self._choice.inbox else self._proposed

    def _batch(self, person: str) -> int:
        if person not in self._batches:
            vault, uid = self._session.vault, str(uuid4())
            batch = Batch(uid, "device", self.instrument.driver, READER)
            row = vault.batches.open(batch, vault.people.row_id(person), self._session.ms())
            self._batches[person] = (row, uid)
            self._received.report.batches[uid] = self.instrument.driver
            self._received.people[uid] = person
            vault.batches.finish(row, {}, self._session.ms())
            self._session.note("device_read", person, {"batch": uid})
        return self._batches[person][0]

    def _told(self, person: str, count: int) -> None:
        _row, uid = self._batches[person]
        self._session.note("received", person, {"batch": uid, "readings": count})

    def _finish(self) -> None:
        """Write the report of each batch: what it brought."""
        document = self._received.report.document()
        for row, _uid in self._batches.values():
            self._session.vault.batches.finish(row, document, self._session.ms())

    @property
    def _actor(self) -> str:
        return f"device:{self.instrument.uid}"


def _value(value: Value) -> WaitingValue:
    return WaitingValue(
        value.measure, value.value, value.unit, value.components, value.absent, value.comparator,
        value.by_device, value.title,
    )  # fmt: skip


def _raw(frame: Frame, session: str, instrument: str) -> RawFrame:
    return RawFrame(
        frame.uid, session, instrument, _ms(frame.received), frame.uuid, frame.kind, frame.payload
    )


def _check(row: ClockRow) -> Check:
    at = datetime.fromtimestamp(row.at / 1000, UTC)
    return Check(at, row.offset, row.timeline, row.action)  # type: ignore[arg-type]


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
