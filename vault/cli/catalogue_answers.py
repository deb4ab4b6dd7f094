"""What the commands about catalogues answer: the entries as signed, and a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from vault.cli.command import Table
from vault.formatting import long_date
from vault.i18n import _, spoken
from vault.record.service import Category, Service, said
from vault.usecases.catalogues import Held
from vault.wording.sharing import service_status


def services_document(held: Sequence[Held], only: Service | None = None) -> dict[str, Any]:
    """Return versions and entries, an entry as its catalogue states it."""
    catalogues = [
        {
            "iss": one.kept.iss,
            "kind": one.kept.kind,
            "version": one.catalogue.version,
            "until": datetime.fromtimestamp(one.catalogue.exp, UTC).isoformat(),
            "problem": one.kept.problem,
        }
        for one in held
    ]
    services = [service for one in held for service in one.services]
    shown = services if only is None else [only]
    return {
        "version": held[0].catalogue.version if held else None,
        "catalogues": catalogues,
        "services": [{**one.entry, "missing": list(one.missing)} for one in shown],
    }


def services_words(held: Sequence[Held]) -> Iterator[str | Table]:
    """Tell people which catalogues are held and which services they state."""
    if not held:
        yield _("No catalogue is set. Carnet is linked to no official catalogue to this day.")
    for one in held:
        made = datetime.fromtimestamp(one.catalogue.iat, UTC).date()
        yield _(
            "Services of the catalogue {catalogue}, version {version} of {date}, signature checked."
        ).format(
            catalogue=one.kept.iss, version=one.catalogue.version, date=long_date(made)
        )  # fmt: skip
        yield Table(
            (_("Service"), _("Publisher"), _("State"), _("Number")),
            [
                (said(service.name, spoken()), service.publisher, _state(service), service.id)
                for service in one.services
            ],
        )


def service_words(service: Service) -> Iterator[str | Table]:
    """Tell people what one service asks for, purpose by purpose."""
    yield f"{service.publisher} — {said(service.name, spoken())}"
    yield _state(service)
    for finality in service.finalities:
        yield _("Purpose: {purpose} ({code})").format(
            purpose=said(finality.label, spoken()), code=finality.code
        )
        yield said(finality.text, spoken())
        yield Table(
            (_("Asked for"), _("Name"), _("Needed")),
            [_row(one) for one in finality.asked("read")],
        )
    yield _("This comes from the catalogue. Carnet checks its signature, not its accuracy.")


def _row(category: Category) -> tuple[str, str, str]:
    needed = _("Asked for by the service") if category.required else _("Optional")
    return category.code, said(category.title, spoken()), needed


def _state(service: Service) -> str:
    return _("Incomplete") if service.missing else service_status(service.status)
