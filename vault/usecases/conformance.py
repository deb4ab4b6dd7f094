"""Tries every rule of the sharing protocol against a publisher's service; needs no carnet.

The person and the data are made up. A rule that does not hold is named, with what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vault.clock import Clock
from vault.crypto.jws import MOST_OF_A_CATALOGUE
from vault.errors import CatalogueStale, FileUnreadable, NotFound, VaultError
from vault.exports import conformance_report
from vault.record.service import Service
from vault.sync import catalogue as letters
from vault.sync.catalogue import MOST_ROOT_FILE, Catalogue, Trust
from vault.sync.sending import Ask
from vault.sync.trial import Trial
from vault.usecases import files_out
from vault.usecases.catalogue_roots import fetched
from vault.usecases.conformance_court import BrokenError, Court
from vault.usecases.conformance_rules import RULES
from vault.usecases.verifying import Check

__all__ = ("Tried", "report", "tried")


@dataclass(frozen=True, slots=True)
class Tried:
    """The result: every rule in its order; `at` in seconds since 1970 UTC."""

    service: str
    name: str
    catalogue: str
    version: int
    at: int
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Tell whether every rule holds."""
        return all(check.ok for check in self.checks)


def tried(ask: Ask, clock: Clock, place: str, service: str, root_file: Path) -> Tried:
    """Try a service of the catalogue at an address, under the root keys of a file.

    Raises:
        FileUnreadable, FileTooLarge: the file holds no keys.
        ServiceUnreachable: the catalogue does not answer.
        NotFound: the catalogue does not state the service.
    """

    def at() -> int:
        return int(clock.now().timestamp())

    trust = letters.read_root_file(_read(root_file), letters.kind_of(place))
    checks: list[Check] = []
    found = _catalogue(ask, place, trust, at, checks)
    entry = None if found is None else found.service(service)
    if found is not None and entry is None:
        raise NotFound(what="service")
    if found is not None and entry is not None:
        checks += _entry(entry)
        if all(check.ok for check in checks):
            finality = next(one for one in entry.finalities if one.asked("read"))
            court = Court(ask, Trial(entry, finality, found.pinned, at), trust.kind == "practice")
            checks += _rules(court)
    name = "" if entry is None else entry.name.get("fr", "")
    version = 0 if found is None else found.version
    return Tried(service, name, trust.iss, version, at(), tuple(checks))


def report(result: Tried, place: Path) -> None:
    """Write the report of a trial as a page that a publisher can show; NotWritable, DiskFull."""
    rows = [(one.name, one.ok, one.detail) for one in result.checks]
    facts = (result.name, result.service, result.catalogue, str(result.version))
    files_out.written(place, conformance_report.page(facts, result.at, rows))


def _catalogue(
    ask: Ask, place: str, trust: Trust, at: Callable[[], int], checks: list[Check]
) -> Catalogue | None:
    """Verify the catalogue, twice: what is published once stays."""
    found: Catalogue | None = None
    for name in ("catalogue", "catalogue-again"):
        try:
            token = fetched(ask, place, MOST_OF_A_CATALOGUE).decode("ascii", "replace").strip()
            seen = found.seen if found is not None else None
            found = letters.verify(token, trust, seen, at())
        except VaultError as refusal:
            if name == "catalogue" and not hasattr(refusal, "what"):
                _raised(refusal)
            checks.append(Check(name, ok=False, detail=_why(refusal)))
            return None
        checks.append(Check(name, ok=True))
    return found


def _entry(entry: Service) -> Iterator[Check]:
    missing = ", ".join(entry.missing)
    reads = any(one.asked("read") for one in entry.finalities)
    yield Check("entry-complete", ok=not missing and reads, detail=missing)
    yield Check("entry-online", ok=entry.status == "online", detail=entry.status)


def _rules(court: Court) -> Iterator[Check]:
    """Try each rule; one that needs what did not come about is said so."""
    for rule in RULES:
        if not rule.concerns(court):
            continue
        try:
            rule.work(court)
        except BrokenError as broken:
            yield Check(rule.name, ok=False, detail=broken.detail)
        else:
            yield Check(rule.name, ok=True)


def _why(refusal: VaultError) -> str:
    return str(getattr(refusal, "problem", "") or type(refusal).__name__)


def _raised(refusal: VaultError) -> None:
    if not isinstance(refusal, CatalogueStale):
        raise refusal


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_ROOT_FILE + 1)
    except OSError:
        raise FileUnreadable from None
