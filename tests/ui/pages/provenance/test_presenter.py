"""Where values come from, out of a real record, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.conftest import FakeClock
from tests.ui.lanes import Later, at_once, damaged
from tests.usecases.test_glance import walk
from vault.errors import NotFound, VaultDamaged, VaultError
from vault.fhir.measured import fact
from vault.record.batch import Measured
from vault.record.changes import Changes
from vault.record.measures import known
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.record.quantity import Quantity
from vault.ui.pages.provenance.presenter import ProvenancePresenter, told
from vault.ui.pages.provenance.state import ProvenanceState
from vault.usecases import entering, origins, recording
from vault.usecases.recording import Typed
from vault.usecases.session import Session

TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")


class Asked:
    """A presenter at work, and all that it said."""

    def __init__(self, session: Session, person: Person) -> None:
        self.states: list[ProvenanceState] = []
        self.told: list[tuple[str, Callable[[], Changes]]] = []
        self.errors: list[VaultError] = []
        self.presenter = ProvenancePresenter(
            session, person, at_once, self.states.append,
            lambda words, undo: self.told.append((words, undo)), self.errors.append,
        )  # fmt: skip

    def facts(self) -> dict[str, str]:
        return dict(self.states[-1].facts)


def put(
    session: Session, person: Person, key: str, text: str, unit: str = "", note: str = ""
) -> str:
    typed = Typed(known(key), text, session.at() - timedelta(minutes=5), unit, note=note)
    return recording.add(session, person, typed).uid


def bring(session: Session, person: Person, one: Measured) -> str:
    row = session.vault.people.row_id(person.uid)
    batch = Batch(str(uuid4()), "import", "withings-export", "1", file_name="export.zip",
                  zone="Europe/Paris")  # fmt: skip
    with session.database.transaction():
        opened = session.vault.batches.open(batch, row, session.ms())
        (uid,) = session.vault.facts.keep(opened, row, [fact(one)], session.ms(), "test").uids
        session.vault.batches.finish(opened, {"added": 1}, session.ms())
    assert uid is not None
    return uid


def test_a_typed_value_says_who_typed_it_and_when(session: Session, camille: Person) -> None:
    asked = Asked(session, camille)
    asked.presenter.open(put(session, camille, "body_weight", "157,0", unit="lb", note="home"))
    assert asked.states[-1].title == "Weight · 157.0\u00a0lb"
    assert asked.facts() == {
        "Source": "Entered by you", "Date": "23 Nov, 11:55", "Received on": "23 Nov, 12:00",
        "As received": "157.0\u00a0lb", "Note": "home",
    }  # fmt: skip
    assert asked.states[-1].batch == ""
    technical = dict(asked.states[-1].technical)
    assert technical["Code"].endswith("29463-7")


def test_a_pressure_has_both_its_numbers(session: Session, camille: Person) -> None:
    asked = Asked(session, camille)
    asked.presenter.open(put(session, camille, "blood_pressure", "138/86"))
    assert asked.facts()["As received"].startswith("138/86")


def test_a_value_of_a_file_names_the_file_its_clock_and_the_device(
    session: Session, camille: Person
) -> None:
    scale = Source(vendor="Withings", model="Body+", device_class="scale")
    when = Moment(session.at(), TimeQuality.ZONE_ASSUMED)
    one = Measured(
        "body_weight", Quantity(Decimal("70.10"), "kg"), when, "r", scale,
        original_when="2026-11-23 12:00", by_device=True,
    )  # fmt: skip
    asked = Asked(session, camille)
    asked.presenter.open(bring(session, camille, one))
    facts = asked.facts()
    assert facts["Source"] == "Withings Body+"
    assert facts["Date"].endswith("supposed time")
    assert facts["Clock of the device"] == "2026-11-23 12:00"
    assert (facts["File"], facts["Computed"]) == ("export.zip", "by the device")
    assert asked.states[-1].batch
    assert dict(asked.states[-1].technical)["Time zone"] == "Europe/Paris"


def test_an_edit_shows_what_was_received_and_leads_back(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    scale = Source(vendor="Withings", model="Body+", device_class="scale")
    when = Moment(session.at(), TimeQuality.EXACT_OFFSET)
    one = Measured("body_weight", Quantity(Decimal("71.9"), "kg"), when, "r", scale)
    uid = bring(session, camille, one)
    clock.moment += timedelta(minutes=1)
    entering.edit(session, camille, uid, Typed(known("body_weight"), "72.4", when.at))
    asked = Asked(session, camille)
    asked.presenter.open(uid)
    assert asked.facts()["Before it was edited"] == "71.9\u00a0kg"
    newest, oldest = asked.states[-1].versions
    assert (newest.key, oldest.key) == ("", "1")
    assert (newest.words, oldest.words) == ("23 Nov, 12:01 · Changed", "23 Nov, 12:00 · Added")
    asked.presenter.restore(uid, "1")
    assert session.vault.facts.get(uid).fact.value == Decimal("71.9")
    ((words, undo),) = asked.told
    assert words == "Earlier version restored"
    undo()
    assert session.vault.facts.get(uid).fact.value == Decimal("72.4")


def test_a_sample_of_a_recording_has_an_origin_too(session: Session, camille: Person) -> None:
    walk(session, camille, (0, 100.0))
    asked = Asked(session, camille)
    ((chunk,),) = session.database.run("SELECT id FROM chunk")
    asked.presenter.open(f"{chunk}.0")
    assert asked.facts()["Source"] == "Maker W1"
    assert asked.states[-1].title == "Steps · 100.00\u00a0steps"
    asked.presenter.open(f"{chunk}.7")
    asked.presenter.open("999.0")
    assert [type(error) for error in asked.errors] == [NotFound, NotFound]


def test_what_is_set_aside_and_what_was_shared_is_said(session: Session, camille: Person) -> None:
    uid = put(session, camille, "body_weight", "70")
    found = origins.origin(session, camille, uid)
    twin = replace(
        found, status="duplicate", twin=Source(vendor="Omron"), shared=("CHU", "Dr Leroy"),
        said_by="caregiver", document="Compte rendu", at=None, value=70.5,
    )  # fmt: skip
    facts = dict(told(twin, TODAY, PARIS).facts)
    assert facts["State"] == "Set aside: another source says the same · Omron"
    assert facts["Shared with"] == "CHU, Dr Leroy"
    assert (facts["Source"], facts["Document"]) == ("Entered by a caregiver", "Compte rendu")
    assert facts["As received"] == "70.50\u00a0kg"
    bare = replace(
        found, value=None, code="", unit="", when_text="2019", status="implausible",
        quality=TimeQuality.EXACT_OFFSET, versions=(),
    )  # fmt: skip
    facts = dict(told(bare, TODAY, PARIS).facts)
    assert (facts["Date"], facts["State"]) == ("2019", "Set aside: this value cannot be")
    assert "As received" not in facts


def test_a_failure_and_a_late_answer(session: Session, camille: Person) -> None:
    errors: list[VaultError] = []
    states: list[ProvenanceState] = []
    ProvenancePresenter(
        session, camille, damaged, states.append, lambda _words, _undo: None, errors.append
    ).open("x")
    assert [type(error) for error in errors] == [VaultDamaged]
    later = Later()
    late = ProvenancePresenter(
        session, camille, later, states.append, lambda _words, _undo: None, errors.append
    )
    late.open(put(session, camille, "body_weight", "70"))
    late.leave()
    later.answer()
    assert states == []
