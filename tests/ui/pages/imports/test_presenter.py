"""An import from the choice of files to what is kept, without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CAMILLE
from tests.ui.lanes import Later, at_once, damaged
from vault.errors import DiskFull, FileEncrypted, FileUnsafe, UnknownFormat, VaultDamaged
from vault.importers.format import Question
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.pages.imports import presenter as module
from vault.ui.pages.imports import telling
from vault.ui.pages.imports.presenter import ImportsPresenter, Ways
from vault.ui.pages.imports.state import Check, ImportsState
from vault.usecases import importing, people
from vault.usecases.import_contents import Content, Shown
from vault.usecases.import_report import Whose
from vault.usecases.importing import Brought, Prepared, Wish
from vault.usecases.session import Session

NOE = Person("00010203-0405-4607-8809-0a0b0c0d0e10", "Noé Martin", "child", "legal",
             "Europe/Paris", "2015-05-02", given="Noé")  # fmt: skip
WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.4,\n2026-06-02 07:00:00,7210,\n'
APPLE = """<HealthData>
<Me HKCharacteristicTypeIdentifierDateOfBirth="{born}"/>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Balance" unit="kg"
 startDate="2026-05-10 07:01:00 +0200" endDate="2026-05-10 07:01:00 +0200" value="72.4"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Montre" unit="count"
 startDate="2026-05-10 08:00:00 +0200" endDate="2026-05-10 08:10:00 +0200" value="320"/>
</HealthData>
"""


class Screen:
    """Keeps what was drawn and asked."""

    def __init__(self, session: Session, ask: Ask = at_once, aside: Ask = at_once) -> None:
        self.states: list[ImportsState] = []
        self.went: list[str] = []
        self.turned: list[tuple[Person, str]] = []
        ways = Ways(ask, aside, self.went.append, lambda *to: self.turned.append(to))
        self.presenter = ImportsPresenter(session, CAMILLE, ways, self.states.append)

    @property
    def now(self) -> ImportsState:
        return self.states[-1]

    def step(self) -> str:
        return self.now.step

    @property
    def check(self) -> Check:
        assert self.now.check is not None
        return self.now.check


@pytest.fixture
def screen(session: Session) -> Screen:
    people.add(session, CAMILLE)
    people.add(session, NOE)
    return Screen(session)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weight.csv"
    path.write_text(WEIGHT)
    return path


@pytest.fixture
def export(tmp_path: Path) -> Callable[[str], Path]:
    def made(born: str = "1979-04-02") -> Path:
        path = tmp_path / "export.xml"
        path.write_text(APPLE.format(born=born))
        return path

    return made


def test_it_begins_with_the_choice_and_what_was_imported(
    screen: Screen, session: Session, weights: Path
) -> None:
    with importing.prepared(session, CAMILLE, Wish((weights,))) as ready:
        importing.keep(session, ready)
    screen.presenter.begin()
    assert screen.step() == "choose"
    assert screen.now.formats
    ((file, added, state),) = [(one.file, one.added, one.state) for one in screen.now.past]
    assert (file, added, state) == ("weight.csv", "1", "Kept")


def test_a_file_is_read_checked_and_kept(screen: Screen, session: Session, weights: Path) -> None:
    screen.presenter.begin(weights)
    assert [one.step for one in screen.states] == ["loading", "reading", "check"]
    check = screen.check
    assert dict(check.facts)["Format"]
    assert [(one.name, one.count, one.first, one.last) for one in check.kinds] == [
        ("Weight", "2", "1 Jun", "2 Jun")
    ]
    assert check.kinds[0].samples[0][1] == "72.4\u00a0kg"
    assert (check.zone, check.outlook) == ("Europe/Paris", "1 item would be added.")
    assert "Asia/Tokyo" in check.zones
    assert importing.brought(session) == ()
    screen.presenter.keep()
    (kept,) = importing.brought(session)
    assert screen.went == [f"imports/report/{kept.uid}"]


def test_the_same_file_again_is_foreseen(screen: Screen, session: Session, weights: Path) -> None:
    for _time in range(2):
        screen.presenter.choose([weights])
        screen.presenter.keep()
    screen.presenter.choose([weights])
    assert screen.check.outlook == "Everything is already there: nothing would be added."
    weights.write_text(f"{WEIGHT}2026-06-03 07:00:00,72.3,\n")
    screen.presenter.choose([weights])
    assert screen.check.outlook == "1 item would be added. 2 are already there."


def test_a_long_import_is_not_written_twice_to_foresee_it(
    screen: Screen, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FORESEEN", 1)
    screen.presenter.choose([weights])
    assert screen.check.outlook == ""


def test_a_kind_is_left_out_and_taken_back(
    screen: Screen, session: Session, export: Callable[[], Path]
) -> None:
    screen.presenter.leave_out("steps", kept=False)  # nothing is checked yet
    screen.presenter.options(replaces=True, deleted=True)
    screen.presenter.choose([export()])
    presenter = screen.presenter
    assert presenter.kind("steps") is not None
    assert presenter.kind("glucose") is None
    presenter.leave_out("steps", kept=False)
    presenter.leave_out("body_weight", kept=False)
    presenter.leave_out("body_weight", kept=True)
    presenter.options(replaces=True, deleted=True)
    presenter.keep()
    (kept,) = importing.brought(session)
    assert kept.added == 1
    assert presenter.kind("steps") is None


def test_a_file_of_somebody_else_is_stopped_until_the_name_is_typed(
    screen: Screen, session: Session, tmp_path: Path
) -> None:
    fhir = tmp_path / "bundle.json"
    fhir.write_text(BUNDLE)
    born(session, "1954-05-01")
    presenter = ImportsPresenter(
        session, people.named(session, "Camille"),
        Ways(at_once, at_once, screen.went.append, lambda *to: screen.turned.append(to)),
        screen.states.append,
    )  # fmt: skip
    presenter.choose([fhir])
    stranger = screen.check.stranger
    assert stranger is not None
    assert "Odile Durand" in stranger.sentence
    assert stranger.others == ((NOE.uid, "Noé Martin"),)
    presenter.keep()
    assert importing.brought(session) == ()
    assert not presenter.is_mine("Odile")
    presenter.to_other("nobody")
    presenter.to_other(NOE.uid)
    ((who, key),) = screen.turned
    assert (who.uid, telling.files_of(key.split("/")[2:])) == (NOE.uid, (fhir,))
    assert presenter.is_mine(" camille ")
    assert screen.check.stranger is None
    presenter.keep()
    assert len(importing.brought(session)) == 1


BUNDLE = """{"resourceType": "Bundle", "type": "collection", "entry": [
{"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1949-02-03",
 "name": [{"family": "Durand", "given": ["Odile"]}]}},
{"resource": {"resourceType": "Observation", "id": "o", "status": "final",
 "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
 "subject": {"reference": "Patient/p"}, "effectiveDateTime": "2026-05-10T07:01:00+02:00",
 "valueQuantity": {"value": 72.4, "unit": "kg", "system": "http://unitsofmeasure.org",
  "code": "kg"}}}]}"""


def born(session: Session, day: str) -> None:
    """Give Camille a name and a birth, so that a file can be held against them."""
    session.database.run(
        "UPDATE person SET born = ?, given = 'Camille', family_birth = 'Martin' WHERE uid = ?",
        day, CAMILLE.uid,
    )  # fmt: skip


def test_another_zone_and_another_format_read_the_file_again(screen: Screen, weights: Path) -> None:
    screen.presenter.choose([weights])
    screen.presenter.in_zone("Asia/Tokyo")
    assert screen.check.zone == "Asia/Tokyo"
    screen.presenter.as_format("apple-health")
    assert screen.step() == "failed"
    assert screen.now.sentence


def test_answers_are_read_with_the_file(screen: Screen, weights: Path) -> None:
    screen.presenter.choose([weights])
    screen.presenter.answer({"format": "withings-export"})
    assert screen.step() == "check"


def test_what_a_file_leaves_open_is_asked_in_words() -> None:
    order = telling.asked(Question("date_order", ("dmy", "mdy"), "a.csv:3"))
    assert order.choices == (("dmy", "day, then month"), ("mdy", "month, then day"))
    form = telling.asked(Question("format", ("apple-health",), "a.xml", default="apple-health"))
    assert form.choices[0][1] != "apple-health"
    assert form.chosen == "apple-health"


@pytest.mark.parametrize(
    ("content", "name"), [("hello", "notes.txt"), ("", "empty.csv")],
)  # fmt: skip
def test_an_unknown_file_leads_to_a_sentence_and_a_way_on(
    content: str, name: str, screen: Screen, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content)
    screen.presenter.choose([path])
    assert screen.step() == "failed"
    assert screen.now.title
    assert screen.now.sentence
    screen.presenter.again()
    assert screen.step() == "choose"


def test_each_way_a_file_can_fail_has_a_way_on() -> None:
    errors = (
        UnknownFormat(), UnknownFormat("FHIR DSTU2"), FileEncrypted(), FileUnsafe(), DiskFull(),
    )  # fmt: skip
    assert len({telling.way_on(one) for one in errors}) == 4


def test_reading_is_stopped_at_once_and_nothing_is_written(session: Session, weights: Path) -> None:
    people.add(session, CAMILLE)
    late = Later()
    screen = Screen(session, aside=late)
    screen.presenter.choose([weights])
    screen.presenter.tick()
    screen.presenter.cancel()
    assert (screen.step(), screen.now.title) == ("choose", "Interrupted: nothing was written.")
    late.answer()
    assert screen.step() == "choose"
    assert importing.brought(session) == ()


def test_a_long_import_says_that_the_carnet_may_lock(
    session: Session, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.add(session, CAMILLE)
    screen = Screen(session, aside=Later())
    screen.presenter.choose([weights])
    said = [screen.now.long]
    monkeypatch.setattr(module, "LONG", 10)
    for file in (weights, tmp_path / "gone.csv"):
        screen.presenter.choose([file])
        said.append(screen.now.long)
    assert said == [False, True, False]


def test_figures_come_from_what_runs(session: Session, weights: Path) -> None:
    people.add(session, CAMILLE)
    late = Later()
    screen = Screen(session, aside=late)
    screen.presenter.choose([weights])
    screen.presenter._run.told(500, 2000)
    screen.presenter.tick()
    assert screen.now.progress is not None
    assert screen.now.progress.item == "500\u00a0B of 2\u00a0kB"
    late.answer()
    screen.presenter.tick()
    assert screen.step() == "check"


def test_writing_is_stopped_and_nothing_is_left(session: Session, weights: Path) -> None:
    people.add(session, CAMILLE)
    lane = Later()
    screen = Screen(session, ask=lane)
    screen.presenter.choose([weights])
    while screen.step() != "check":
        lane.answer()
    screen.presenter.keep()
    screen.presenter.tick()
    screen.presenter.cancel()
    assert screen.step() == "writing"  # until it is really taken back
    lane.answer()
    lane.answer()
    assert (screen.step(), screen.now.title) == ("choose", "Interrupted: nothing was written.")
    assert importing.brought(session) == ()


def test_foreseeing_can_be_stopped_too(session: Session, weights: Path) -> None:
    people.add(session, CAMILLE)
    lane = Later()
    screen = Screen(session, ask=lane)
    screen.presenter.choose([weights])
    lane.answer()
    assert screen.presenter.first == "Camille"
    screen.presenter.cancel()
    lane.answer()
    lane.answer()
    assert (screen.step(), screen.now.title) == ("choose", "Interrupted: nothing was written.")


def test_reading_that_stops_by_itself_says_so(session: Session, weights: Path) -> None:
    people.add(session, CAMILLE)
    late = Later()
    screen = Screen(session, aside=late)
    screen.presenter.choose([weights])
    screen.presenter._run.stopped = True
    late.answer()
    assert screen.step() == "choose"


def test_leaving_while_it_writes_leaves_nothing_half_written(
    session: Session, weights: Path
) -> None:
    people.add(session, CAMILLE)
    lane = Later()
    screen = Screen(session, ask=lane)
    screen.presenter.choose([weights])
    while screen.step() != "check":
        lane.answer()
    screen.presenter.keep()
    screen.presenter.leave()
    drawn = len(screen.states)
    lane.answer()
    assert len(screen.states) == drawn
    assert importing.brought(session) == ()


def test_nothing_is_kept_before_it_was_checked(screen: Screen, session: Session) -> None:
    screen.presenter.begin()
    screen.presenter.keep()
    assert importing.brought(session) == ()


def test_an_error_says_what_happened(session: Session) -> None:
    people.add(session, CAMILLE)
    screen = Screen(session, ask=damaged)
    screen.presenter.begin()
    assert screen.step() == "failed"
    assert telling.way_on(VaultDamaged("record.db")) == "Nothing was written."


@pytest.mark.parametrize(
    ("name", "birth", "said"),
    [
        ("Odile", "1949-02-03", "This file seems to be about Odile, born on 3 Feb 1949."),
        ("Odile", "1949", "This file seems to be about Odile, born in 1949."),
        ("Odile", "", "This file seems to be about Odile."),
        ("", "1949-02-03", "This file seems to be about somebody born on 3 Feb 1949."),
        ("", "1949", "This file seems to be about somebody born in 1949."),
    ],
)
def test_somebody_else_is_named_as_far_as_the_file_does(
    name: str, birth: str, said: str, session: Session
) -> None:
    ready = Prepared(CAMILLE, Wish(()), session.clock.zone)  # type: ignore[arg-type]
    assert telling.stranger(ready, Wish(()), ()) is None
    ready.whose = Whose(name, birth, matches=False)
    stranger = telling.stranger(ready, Wish(()), ())
    assert stranger is not None
    assert stranger.sentence == said
    assert telling.stranger(ready, Wish((), accept_identity=True), ()) is None


def test_what_says_no_time_and_no_value_is_shown_by_its_title(
    session: Session, screen: Screen
) -> None:
    shown = telling.kind(
        Content("allergy", 1, shown=[Shown(None, "Pollen", source="Dossier")]),
        session.at().date(),
    )
    assert (shown.first, shown.last) == ("", "")
    assert shown.samples == (("", "Pollen", "Dossier"),)
    ready = Prepared(CAMILLE, Wish(()), session.clock.zone)  # type: ignore[arg-type]
    ready.whose = Whose("Camille", "", matches=True)
    read = telling.Read(ready, (), tuple("abcdefgh"))
    told = telling.check(read, Wish(()), (), None, session.at().date())
    assert dict(told.facts) == {
        "Person named in the file": "Camille", "Sources": "a, b, c, d, e, f …",
    }  # fmt: skip
    bare = telling.Read(Prepared(CAMILLE, Wish(()), session.clock.zone), (), ())  # type: ignore[arg-type]
    assert telling.check(bare, Wish(()), (), None, session.at().date()).facts == ()


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [("recover", "kept", ("Service", "Kept")), ("device", "kept", ("Device", "Kept")),
     ("hand", "undone", ("By hand", "Taken back")),
     ("import", "open", ("Files", "Not finished"))],
)  # fmt: skip
def test_what_came_in_otherwise_is_named_too(
    kind: str, state: str, said: tuple[str, str], session: Session
) -> None:
    one = Brought("u", kind, "x", "p", session.at(), None, 3, state)
    shown = telling.past(one, session.at().date())
    assert (shown.file, shown.state) == said
