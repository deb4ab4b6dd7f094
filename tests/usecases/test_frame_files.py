"""The frames of a device as a file: played again they give the same; nobody is named in it."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.usecases.devices_at_hand import QUICK, add, belt, read, scale, weight
from vault.devices.replay import ReplayRadio, recording
from vault.errors import NotFound
from vault.record.person import Person
from vault.usecases import instruments
from vault.usecases.frame_files import recorded
from vault.usecases.instruments import Linking
from vault.usecases.measurements import measurements
from vault.usecases.meeting import Meet
from vault.usecases.session import Session


def test_what_was_recorded_plays_again_and_gives_the_same(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    at = datetime(2026, 11, 22, 7)  # noqa: DTZ001 - the clock of a device
    sent = scale(weight("70.0", at), weight("71.5", at + timedelta(hours=1)))
    made = add(session, sent, camille.uid)
    read(session, sent)
    content, count = recorded(session, made.uid)
    (tmp_path / "scale.json").write_bytes(content)
    played = recording(tmp_path / "scale.json")
    assert [(uuid, value) for uuid, value, _after in played.frames] == [
        (uuid, value) for uuid, value, _after in sent.frames
    ]
    assert count == 2
    linking, meet = Linking((camille.uid,)), Meet(known=QUICK)
    radio = ReplayRadio(played)
    asyncio.run(instruments.add(session, radio, played.device.address, linking, meet))
    read(session, played)
    everything = measurements(session, camille, "body_weight", everything=True)
    told = [str(one.value) for one in everything]
    assert sorted(told) == ["70.000", "70.000", "71.500", "71.500"]


def test_neither_address_nor_serial_nor_person_is_in_it(session: Session, camille: Person) -> None:
    sent = scale(weight("70.0"))
    made = add(session, sent, camille.uid)
    read(session, sent)
    content, _count = recorded(session, made.uid)
    for secret in (made.address, made.uid, camille.uid, camille.called, made.source.serial):
        assert secret.encode() not in content
    assert json.loads(content)["address"] == "00:00:00:00:00:00"


def test_a_device_that_sent_nothing_has_no_file(session: Session, camille: Person) -> None:
    made = add(session, belt(), camille.uid)
    with pytest.raises(NotFound):
        recorded(session, made.uid)
    with pytest.raises(NotFound):
        recorded(session, "another")
