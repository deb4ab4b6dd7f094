"""Takes back what a service holds: `$everything`, else a search per type, else a bulk export.

https://hl7.org/fhir/R4/patient-operation-everything.html, https://hl7.org/fhir/uv/bulkdata/STU2/
The other side is not trusted: no page of another origin, no page twice, no end without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from vault.errors import ServiceRefused, ServiceUnreachable
from vault.record.canonical import read
from vault.sync import oauth
from vault.sync.http import Answer, Request
from vault.sync.ndjson import Lines
from vault.sync.oauth import Access, Smart
from vault.sync.pages import MOST_BYTES, PAGE_BYTES, Shelf, Taken, Why
from vault.sync.sending import Ask

FHIR: Final = "application/fhir+json"
NDJSON: Final = "application/fhir+ndjson"
MANY: Final = 20_000  # resources from which an export is asked for
MOST_PAGES: Final = 10_000
_IDLE: Final = 10  # pages in a row that bring nothing new
_COUNT: Final = 200
_OK, _ACCEPTED, _LOGIN = 200, 202, 401
_NOT_HERE: Final = frozenset({400, 403, 404, 405, 501})
_WHY: Final[dict[int, Why]] = {403: "forbidden", 404: "unknown", 401: "login-over"}
_MOST_TYPES: Final = 100
_MOST_FILES: Final = 1000
_FIRST_WAIT, _LONGEST_WAIT, _WHOLE_WAIT = 0.2, 30.0, 1800.0  # seconds
# types of the patient compartment that a record has (R4 compartmentdefinition-patient)
TYPES: Final = (
    "Patient", "AllergyIntolerance", "Appointment", "CarePlan", "CareTeam", "Communication",
    "Composition", "Condition", "Consent", "Coverage", "Device", "DeviceRequest",
    "DeviceUseStatement", "DiagnosticReport", "DocumentReference", "Encounter", "EpisodeOfCare",
    "FamilyMemberHistory", "Flag", "Goal", "ImagingStudy", "Immunization",
    "ImmunizationRecommendation", "List", "Media", "MedicationAdministration",
    "MedicationDispense", "MedicationRequest", "MedicationStatement", "NutritionOrder",
    "Observation", "Procedure", "Provenance", "QuestionnaireResponse", "RelatedPerson",
    "RiskAssessment", "ServiceRequest", "Specimen", "VisionPrescription",
)  # fmt: skip


@dataclass(slots=True)
class Pull:
    """One run against one server; `pause` waits, and raises when the person stopped the work."""

    ask: Ask
    smart: Smart
    access: Access
    shelf: Shelf
    pause: Callable[[float], None]
    told: Callable[[int], None] = lambda _count: None  # resources so far
    _pages: int = 0
    _renewed: bool = False
    _visited: set[str] = field(default_factory=set)

    def all(self) -> Taken:
        """Take everything back; what did not come is a gap.

        Raises:
            ServiceUnreachable, ServiceRefused: nothing of it can be read ("not-fhir" when what it
                answers is no FHIR).
        """
        taken = Taken(self.shelf, self.smart.base)
        try:
            self._everything(taken)
        except ValueError:
            taken.gap("", "too-much")
        taken.settle()
        return taken

    def _everything(self, taken: Taken) -> None:
        address = f"{self.smart.base}/Patient/{self.access.patient}/$everything?_count={_COUNT}"
        answer = self._page(address)
        if answer is not None and answer.status in _NOT_HERE:
            taken.how = "search"
            self._types(taken)
            return
        page = self._first(answer)
        total = page.get("total")
        if type(total) is int and total > MANY and self._exported(taken):
            return
        self._follow(taken, address, page, "")

    def _types(self, taken: Taken) -> None:
        for kind in self._known():
            name = "_id" if kind == "Patient" else "patient"
            address = f"{self.smart.base}/{kind}?{name}={self.access.patient}&_count={_COUNT}"
            page = self._bundle(self._page(address))
            if isinstance(page, str):
                taken.gap(kind, page)
            else:
                self._follow(taken, address, page, kind)
        if not taken.counts:
            raise ServiceRefused(self._host, "not-fhir")

    def _follow(self, taken: Taken, address: str, page: dict[str, Any], kind: str) -> None:
        """Take a page and those after it, as long as they bring something."""
        self._visited.add(address)
        idle = 0
        while True:
            idle = 0 if self._took(taken, page) else idle + 1
            following = _next(page)
            if following is None:
                return
            address = _joined(address, following)
            if not self._same_origin(address):
                taken.gap(kind, "elsewhere")
                return
            if address in self._visited or idle >= _IDLE or self._pages >= MOST_PAGES:
                taken.gap(kind, "endless")
                return
            self._visited.add(address)
            found = self._bundle(self._page(address))
            if isinstance(found, str):
                taken.gap(kind, found)
                return
            page = found

    def _took(self, taken: Taken, page: dict[str, Any]) -> bool:
        entries = page.get("entry")
        new = [
            taken.add(entry.get("resource"))
            for entry in (entries if isinstance(entries, list) else ())
            if isinstance(entry, dict)
        ]
        self.told(taken.counts.total())
        return any(new)

    def _known(self) -> tuple[str, ...]:
        """Return the types that the server says it has, of those that a record has."""
        answer = self._page(f"{self.smart.base}/metadata")
        found = self._read(answer) if answer is not None and answer.status == _OK else {}
        stated = {
            one.get("type")
            for rest in _dicts(found.get("rest"))
            for one in _dicts(rest.get("resource"))
        }
        return tuple(kind for kind in TYPES if kind in stated) or TYPES

    # -- bulk data

    def _exported(self, taken: Taken) -> bool:
        """Take a bulk export; False when the server has none, and pages are to be read."""
        address = f"{self.smart.base}/Patient/$export"
        begun = self._page(address, prefer="respond-async")
        told = "" if begun is None else begun.headers.get("content-location", "")
        status = _joined(address, told) if told else ""
        if begun is None or begun.status != _ACCEPTED or not self._same_origin(status):
            return False
        taken.how = "export"
        try:
            manifest = self._manifest(status)
            for one in list(_dicts(manifest.get("output")))[:_MOST_FILES]:
                self._file(taken, one, secured=manifest.get("requiresAccessToken") is not False)
            if manifest.get("error") or not manifest:
                taken.gap("", "incomplete")
        finally:
            self.ask(self._request(status, "DELETE"))
        return True

    def _manifest(self, status: str) -> dict[str, Any]:
        wait, waited = _FIRST_WAIT, 0.0
        while waited < _WHOLE_WAIT:
            answer = self._page(status)
            if answer is None or answer.status != _ACCEPTED:
                return self._read(answer) if answer and answer.status == _OK else {}
            told = answer.after
            step = min(wait if told is None else float(told), _LONGEST_WAIT)
            self.pause(step)
            wait, waited = min(wait * 2, _LONGEST_WAIT), waited + step
        return {}

    def _file(self, taken: Taken, stated: dict[str, Any], *, secured: bool) -> None:
        """Read one file line by line, as it comes."""
        kind, address = str(stated.get("type", "")), stated.get("url")
        ours = isinstance(address, str) and self._same_origin(address)
        if not isinstance(address, str) or (secured and not ours):
            taken.gap(kind, "elsewhere")
            return
        lines = Lines(taken)
        request = self._request(address, "GET", NDJSON, token=ours)
        limited = MOST_BYTES - taken.size
        answer = self.ask(
            Request(
                "GET", address, accept=NDJSON, authorization=request.authorization,
                practice=self.smart.practice, limit=limited, into=lines.feed,
            )
        ).answer  # fmt: skip
        lines.end()
        self.told(taken.counts.total())
        if answer is None or answer.status != _OK or answer.cut or lines.broken:
            taken.gap(kind, "incomplete")

    # -- one request

    def _page(self, address: str, **more: str) -> Answer | None:
        """Ask once; a login that has ended is renewed once, where it can be."""
        self.pause(0)
        self._pages += 1
        answer = self.ask(self._request(address, "GET", more=more)).answer
        if (
            answer is not None
            and answer.status == _LOGIN
            and self.access.refresh
            and not self._renewed
        ):
            self._renewed = True
            self.access = oauth.renewed(self.ask, self.smart, self.access)
            answer = self.ask(self._request(address, "GET", more=more)).answer
        return answer

    def _request(
        self, address: str, method: Any, accept: str = FHIR, *, token: bool = True,
        more: dict[str, str] | None = None,
    ) -> Request:  # fmt: skip
        return Request(
            method, address, accept=accept, practice=self.smart.practice, limit=PAGE_BYTES,
            authorization=f"Bearer {self.access.token}" if token else "", more=more or {},
        )  # fmt: skip

    def _first(self, answer: Answer | None) -> dict[str, Any]:
        if answer is None or answer.status in range(300, 400):
            raise ServiceUnreachable(self._host)
        if answer.status != _OK:
            raise ServiceRefused(self._host, "try-later", answer.after)
        page = self._bundle(answer)
        if isinstance(page, str):
            raise ServiceRefused(self._host, "not-fhir")
        return page

    def _bundle(self, answer: Answer | None) -> dict[str, Any] | Why:
        """Return the Bundle of an answer, else why there is none."""
        if answer is None:
            return "unreachable"
        if answer.status != _OK:
            return _WHY.get(answer.status, "unreachable")
        page = self._read(answer)
        if page.get("resourceType") != "Bundle":
            return "too-much" if answer.cut else "not-fhir"
        return page

    def _read(self, answer: Answer) -> dict[str, Any]:
        try:
            found = {} if answer.cut else read(answer.body.decode())
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def _host(self) -> str:
        return Request("GET", self.smart.base).host

    def _same_origin(self, address: str) -> bool:
        return _origin(address) is not None and _origin(address) == _origin(self.smart.base)


def _next(page: dict[str, Any]) -> str | None:
    for link in _dicts(page.get("link")):
        if link.get("relation") == "next" and isinstance(link.get("url"), str):
            return str(link["url"])
    return None


def _joined(address: str, link: str) -> str:
    """Return where a link of a page leads; "" for one that is none."""
    try:
        return urljoin(address, link)
    except ValueError:
        return ""


def _origin(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    return parts.scheme, parts.hostname or "", port


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))
