"""Turns what the catalogues state into what the pages about services show; plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from vault.errors import VaultError
from vault.formatting import day, long_date, whole
from vault.i18n import _, ngettext, spoken
from vault.record.query import tokens
from vault.record.service import Category, Finality, Service, said
from vault.ui.keys import quoted
from vault.ui.kinds import icon_of
from vault.ui.pages.services.state import (
    Asked,
    CatalogueSeen,
    Criterion,
    Problem,
    Purpose,
    ServiceRow,
    ServiceState,
    Tone,
    Which,
)
from vault.usecases.catalogues import Held
from vault.usecases.offering import Offer
from vault.wording import services as words
from vault.wording.errors import sentence
from vault.wording.sharing import service_status

_TONES: Mapping[str, Tone] = {
    "online": "good", "offline": "look", "suspended": "look", "withdrawn": "error",
}  # fmt: skip
_NOT_NOW = ("suspended", "withdrawn")


def catalogue(
    held: Held, used: Collection[str], refusal: VaultError | None, today: date
) -> CatalogueSeen:
    """Say which catalogue it is, how old, and what it lists; `refusal` forbids a new share."""
    made = datetime.fromtimestamp(held.catalogue.iat, UTC).date()
    told = _("Services of the catalogue {catalogue}, version {n} of {date}, signature verified.")
    head = told.format(
        catalogue=held.kept.iss, n=held.catalogue.version, date=day(today, made, "full")
    )
    return CatalogueSeen(
        head,
        tuple(_row(one, used, practice=practice(held)) for one in held.services),
        practice=practice(held), offline=_offline(held, made),
        problem=None if refusal is None else refused(refusal),
    )  # fmt: skip


def sifted(seen: CatalogueSeen, words: str, which: Which) -> CatalogueSeen:
    """Keep the services in whose name, publisher or line these words stand, and of this kind."""
    wanted = tokens(words)
    kept = tuple(one for one in seen.rows if _of(one, which) and _has(one, wanted))
    return replace(seen, rows=kept)


def _of(one: ServiceRow, which: Which) -> bool:
    return {"all": True, "usable": one.usable, "used": one.used}[which]


def _has(one: ServiceRow, wanted: Sequence[str]) -> bool:
    told = " ".join(tokens(f"{one.name} {one.detail}"))
    return all(word in told for word in wanted)


def practice(held: Held) -> bool:
    """Tell whether the services of a catalogue are made up, on this computer."""
    return held.kept.kind == "practice"


def refused(error: VaultError) -> Problem:
    """Say why nothing new can be shared under a catalogue, and how to change that."""
    return Problem(sentence(error), action=_("Update"), key="update")


def service(
    held: Held, one: Service, counted: Mapping[str, Sequence[Offer]], today: date,
    refusal: VaultError | None,
) -> ServiceState:  # fmt: skip
    """Say everything about one service; `counted` are the offers of each purpose, by its code."""
    problem = _problem(one) or (None if refusal is None else refused(refusal))
    return ServiceState(
        step="ready", key=quoted(one.id), name=said(one.name, spoken()),
        summary=_summary(one), chip=_state(one), tone=_tone(one), practice=practice(held),
        listed=words.listed(one, today), facts=tuple(words.stated(one)),
        criteria=tuple(
            Criterion(row.name, row.words, row.tone) for row in words.criteria(one, today)
        ),
        purposes=tuple(_purpose(f, counted.get(f.code, ())) for f in one.finalities),
        shareable=problem is None and one.usable, report=_report(held, one, today),
        problem=problem,
    )  # fmt: skip


def _report(held: Held, one: Service, today: date) -> str:
    """Say of which service a report is, out of the catalogue alone: nothing of a record."""
    made = datetime.fromtimestamp(held.catalogue.iat, UTC).date()
    catalogue = _("{catalogue}, version {n} of {date}").format(
        catalogue=held.kept.iss, n=held.catalogue.version, date=day(made, made, "full")
    )
    pairs = (
        (_("Service"), said(one.name, spoken())), (_("Publisher"), one.publisher),
        (_("Number in the catalogue"), one.id), (_("Catalogue"), catalogue),
        (_("State"), _state(one)), (_("Day"), day(today, today, "full")),
        (_("What happened"), ""),
    )  # fmt: skip
    return "\n".join(_("{what}: {value}").format(what=what, value=value) for what, value in pairs)


def _problem(one: Service) -> Problem | None:
    if one.missing:
        return Problem(
            _("The catalogue does not state all that is needed."),
            _("Nothing can be shared with this service."),
            tone="error",
        )
    if one.status not in _NOT_NOW:
        return None
    since = words.since(one)
    if not since:
        head = _state(one)
    elif one.status == "withdrawn":
        head = _("Withdrawn since {date}").format(date=since)
    else:
        head = _("Suspended since {date}").format(date=since)
    return Problem(head, _("No new share. Existing shares can be stopped."))


def _row(one: Service, used: Collection[str], *, practice: bool) -> ServiceRow:
    detail = " · ".join(part for part in (one.publisher, _summary(one)) if part)
    return ServiceRow(
        quoted(one.id), said(one.name, spoken()), detail, _state(one), _tone(one),
        practice=practice, used=one.id in used, usable=one.usable,
    )  # fmt: skip


def _summary(one: Service) -> str:
    told = one.entry.get("summary")
    stated = told if isinstance(told, dict) else {}
    return said({name: text for name, text in stated.items() if isinstance(text, str)}, spoken())


def _state(one: Service) -> str:
    return _("Incomplete") if one.missing else service_status(one.status)


def _tone(one: Service) -> Tone:
    return "error" if one.missing else _TONES.get(one.status, "plain")


def _offline(held: Held, made: date) -> str:
    if held.kept.problem is None:
        return ""
    return _("List of {date} (offline)").format(date=long_date(made))


def _purpose(finality: Finality, counted: Sequence[Offer]) -> Purpose:
    have = {one.category.code: one for one in counted}
    asked = finality.asked("read")
    required = [one for one in asked if one.required]
    summary = ngettext(
        "Asks for {n} kind of data, needs {m}", "Asks for {n} kinds of data, needs {m}", len(asked)
    ).format(n=len(asked), m=len(required))
    return Purpose(
        said(finality.label, spoken()), said(finality.text, spoken()), summary,
        tuple(_asked(required, have)),
        tuple(_asked([one for one in asked if not one.required], have)),
        tuple(words.terms(finality)),
    )  # fmt: skip


def _asked(categories: Sequence[Category], have: Mapping[str, Offer]) -> Iterator[Asked]:
    for one in categories:
        offer = have.get(one.code)
        count = 0 if offer is None else offer.count + sum(offer.sensitive.values())
        held = ngettext("You have: {n} item", "You have: {n} items", count)
        yield Asked(said(one.title, spoken()), held.format(n=whole(count)), icon_of(one.code))
