"""S17: what a link holds goes through the import, with its report and its undo."""

from __future__ import annotations

from typing import Any

from tests.sync.test_health_link import KEY, link
from vault.crypto import link_file
from vault.record.person import Person
from vault.sync.http import Answer, Exchange, Request
from vault.usecases import importing, reading_links
from vault.usecases.importing import Wish
from vault.usecases.session import Session

PULSE = (
    b'{"resourceType":"Observation","id":"s","status":"final","code":{"coding":[{"system":'
    b'"http://loinc.org","code":"8867-4"}]},"effectiveDateTime":"2026-01-02T08:00:00+01:00",'
    b'"valueQuantity":{"value":61,"unit":"/min","system":"http://unitsofmeasure.org",'
    b'"code":"/min"}}'
)


def served(_request: Request) -> Exchange:
    file = link_file.seal(PULSE, KEY, "application/fhir+json")
    return Exchange(Answer(200, {}, file.encode()), left=True)


def test_a_link_is_read_like_a_file_and_undone_like_one(session: Session, camille: Person) -> None:
    found = reading_links.parse(link(flag="U"))
    files = reading_links.fetch(served, found, "Camille")
    with reading_links.prepared(session, camille, found, files, Wish(())) as ready:
        report = importing.keep(session, ready)
    assert report.counts["added"] == 1
    (batch,) = report.batches
    (row,) = [one for one in importing.brought(session) if one.uid == batch]
    assert (row.file, row.kind) == ("Résumé", "import")
    assert importing.undo(session, batch).removed == 1


def test_a_link_whose_end_has_passed_says_so(session: Session) -> None:
    def ends(at: Any) -> bool:
        return reading_links.expired(session, reading_links.parse(link(exp=at)))

    assert (ends(1_000_000_000), ends(4_000_000_000), ends(None)) == (True, False, False)
