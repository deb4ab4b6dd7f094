"""The documents of a real record, without a window."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from typing import Any

import pytest

from tests.ui.lanes import Later, at_once
from vault.errors import DiskFull
from vault.exports.recovery_sheet import pdf
from vault.record.person import Person
from vault.ui.pages.documents.presenter import DocumentsPresenter
from vault.ui.pages.documents.state import DocumentsState, View
from vault.usecases import writing_facts
from vault.usecases.session import Session


def paper(title: str, media: str, body: bytes | None) -> dict[str, Any]:
    attachment: dict[str, Any] = {"contentType": media, "title": title}
    if body is not None:
        attachment["data"] = b64encode(body).decode()
    return {
        "resourceType": "DocumentReference", "status": "current", "date": "2026-03-12T10:00:00Z",
        "type": {"coding": [{"system": "http://loinc.org", "code": "11502-2"}]},
        "content": [{"attachment": attachment}],
    }  # fmt: skip


class Screen:
    """Keeps what was drawn."""

    def __init__(self, session: Session, person: Person) -> None:
        self.session, self.person = session, person
        self.states: list[DocumentsState] = []
        self.presenter = DocumentsPresenter(session, person, at_once, self.states.append)

    @property
    def now(self) -> DocumentsState:
        return self.states[-1]

    @property
    def view(self) -> View:
        assert self.now.view is not None
        return self.now.view

    def keep(self, title: str, media: str, body: bytes | None) -> str:
        resource = paper(title, media, body)
        return writing_facts.write(self.session, self.person, "document", resource).uid


@pytest.fixture
def screen(session: Session, camille: Person) -> Screen:
    return Screen(session, camille)


def test_an_empty_record_says_so(screen: Screen) -> None:
    screen.presenter.begin()
    assert (screen.now.step, screen.now.count) == ("empty", "0 documents")


def test_a_text_is_shown_with_what_is_known_of_it(screen: Screen) -> None:
    uid = screen.keep("Results of March", "text/plain", "glycémie 0,94".encode())
    screen.presenter.begin()
    (row,) = screen.now.rows
    assert row.title == "Results of March"
    assert row.detail.startswith("Test results · 12 Mar")
    screen.presenter.open(uid)
    assert (screen.view.step, screen.view.text) == ("ready", "glycémie 0,94")
    assert ("Kind", "Test results") in screen.view.facts
    assert ("Format", "text/plain") in screen.view.facts
    screen.presenter.close()
    assert screen.now.view is None


def test_a_pdf_is_shown_page_by_page(screen: Screen) -> None:
    body = pdf(["word"] * 13, date(2026, 3, 12), str)
    uid = screen.keep("Report", "application/pdf", body)
    screen.presenter.begin()
    screen.presenter.open(uid)
    assert [page.name for page in screen.view.pages] == ["Page 1 of 1"]
    (page,) = screen.view.pages
    assert len(page.body) == page.stride * page.height


def test_a_broken_pdf_is_said_and_a_strange_file_too(screen: Screen) -> None:
    broken = screen.keep("Broken", "application/pdf", b"%PDF-1.7 cut")
    strange = screen.keep("Strange", "application/x-unknown", b"\0\1")
    picture = screen.keep("Picture", "image/png", b"\x89PNG")
    screen.presenter.begin()
    screen.presenter.open(broken)
    assert screen.view.step == "failed"
    screen.presenter.open(strange)
    assert screen.view.sentence == "Carnet cannot show this kind of file."
    screen.presenter.open(picture)
    assert screen.view.picture == b"\x89PNG"
    screen.presenter.open("nobody")
    assert screen.view.title == "Picture"


def test_a_description_alone_says_that_its_document_did_not_come(screen: Screen) -> None:
    held = screen.keep("Told", "text/plain", b"x")
    screen.session.database.run("DELETE FROM document")
    screen.presenter.begin()
    screen.presenter.open(held)
    assert screen.view.step == "none"
    assert "description" in screen.view.sentence
    assert [label for label, _said in screen.view.facts] == ["Date", "Source"]


def test_a_filter_keeps_what_has_the_words(screen: Screen) -> None:
    screen.keep("Résultats", "text/plain", b"a")
    screen.keep("Certificate", "text/plain", b"b")
    screen.presenter.begin()
    screen.presenter.sift("resultats")
    assert [row.title for row in screen.now.rows] == ["Résultats"]
    assert screen.now.count == "1 of 2 documents"


def test_what_cannot_be_read_is_said(screen: Screen) -> None:
    screen.presenter._failed(DiskFull())
    assert screen.now.step == "failed"


def test_a_late_answer_goes_nowhere(session: Session, camille: Person) -> None:
    ask, drawn = Later(), list[DocumentsState]()
    presenter = DocumentsPresenter(session, camille, ask, drawn.append)
    presenter.begin()
    presenter.leave()
    ask.answer()
    assert drawn == []
