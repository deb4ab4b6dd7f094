"""Says what was read of files, and what was imported before, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote
from zoneinfo import available_timezones

from vault import errors as e
from vault.formatting import clock, day, decimal, partial_date, quantity, size, span, whole
from vault.i18n import _, ngettext
from vault.record.person import Person
from vault.ui.pages.imports.state import Asked, Check, Kind, Past, Stranger
from vault.usecases import importing
from vault.usecases.import_contents import Content, Shown
from vault.usecases.import_report import Report
from vault.usecases.importing import Brought, Prepared, Question, Wish
from vault.wording import questions, reports
from vault.wording.kinds import kind_name
from vault.wording.units import unit_word

_PERSON: Final = "person_in_file"
_AREAS: Final = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
)  # fmt: skip
_NAMED: Final = 6  # sources in one line


@dataclass(frozen=True, slots=True)
class Read:
    """Files that were read, and what stands in them."""

    ready: Prepared
    contents: tuple[Content, ...]
    sources: tuple[str, ...]


def key_of(files: Sequence[Path]) -> str:
    """Return the key of the page that reads these files."""
    return "/".join(("imports", "files", *(quote(str(one), safe="") for one in files)))


def files_of(parts: Sequence[str]) -> tuple[Path, ...]:
    """Return the files that a key names."""
    return tuple(Path(unquote(one)) for one in parts)


def past(one: Brought, today: date) -> Past:
    """Say an import of the list."""
    titles = {known.name: known.title for known in importing.known()}
    state = {"undone": _("Taken back"), "open": _("Not finished")}.get(one.state, _("Kept"))
    form = titles.get(one.format, kind_of_act(one.kind))
    file = one.file or kind_of_act(one.kind)
    order = (one.at.timestamp(), file.casefold(), form, float(one.added), state)
    return Past(one.uid, day(today, one.at.date()), file, form, whole(one.added), state, order)


def kind_of_act(kind: str) -> str:
    """Say how facts came in where no file did."""
    return {"device": _("Device"), "hand": _("By hand"), "recover": _("Service")}.get(
        kind, _("Files")
    )


def way_on(error: e.VaultError) -> str:
    """Say what can be done about a file that cannot be imported."""
    if isinstance(error, e.UnknownFormat) and not error.version:
        return _("Look below which kinds of files can be imported.")
    if isinstance(error, e.FileEncrypted):
        return _("Remove its password in the program that made it, then choose it again.")
    if isinstance(error, e.FileUnsafe | e.FileTooLarge | e.FileUnreadable):
        return _("Nothing was written. Ask for the export again, then choose it again.")
    return _("Nothing was written.")


def check(
    read: Read, wish: Wish, others: Sequence[Person], outlook: Report | None, today: date
) -> Check:
    """Say what stands in files that were read; `today` is the day of the person."""
    ready = read.ready
    assumed = any(
        remark.kind == "zone_assumed" for one in ready.staged.values() for remark in one.remarks
    )
    known = importing.known()
    form = wish.format or next(iter(ready.staged), "")
    report = outlook or importing.asked(ready)
    return Check(
        _facts(read, today), stranger(ready, wish, others),
        tuple(
            asked(one) for one in ready.questions if one.name != _PERSON or len(one.choices) > 1
        ),
        ready.zone.key if assumed else "", zones() if assumed else (),
        tuple((one.name, one.title) for one in known), form,
        tuple(kind(one, today) for one in read.contents),
        tuple(said["what"] for said in reports.messages(report)),
        _outlook(outlook), wish.replace, wish.reimport_deleted,
    )  # fmt: skip


def asked(question: Question) -> Asked:
    """Say what a file leaves open."""
    titles = {one.name: one.title for one in importing.known()} if question.name == "format" else {}
    choices = tuple((one, titles.get(one) or questions.choice(one)) for one in question.choices)
    return Asked(question.name, questions.question(question), choices, question.default or "")


def stranger(ready: Prepared, wish: Wish, others: Sequence[Person]) -> Stranger | None:
    """Say that the file seems to be about somebody else; None where it does not, or was decided."""
    whose = ready.whose
    if whose is None or whose.matches is not False or wish.accept_identity:
        return None
    said = _about(whose.name, whose.born)
    names = tuple((one.uid, one.called) for one in others)
    return Stranger(said, names, ready.person.given or ready.person.called)


def _about(name: str, born: str) -> str:
    if not born:
        return _("This file seems to be about {name}.").format(name=name)
    whole_day = len(born) == len("1979-04-02")
    if not name:
        said = (
            _("This file seems to be about somebody born on {date}.")
            if whole_day
            else _("This file seems to be about somebody born in {date}.")
        )
        return said.format(date=partial_date(born))
    said = (
        _("This file seems to be about {name}, born on {date}.")
        if whole_day
        else _("This file seems to be about {name}, born in {date}.")
    )
    return said.format(name=name, date=partial_date(born))


def kind(content: Content, today: date) -> Kind:
    """Say a kind of the file."""
    name, first, last = kind_name(content.kind), content.first, content.last
    order = (
        name.casefold(), float(content.count), first.timestamp() if first else 0.0,
        last.timestamp() if last else 0.0,
    )  # fmt: skip
    return Kind(
        content.kind, name, whole(content.count), day(today, first.date()) if first else "",
        day(today, last.date()) if last else "", order,
        samples=tuple(_sample(one, today) for one in content.shown),
    )  # fmt: skip


@cache
def zones() -> tuple[str, ...]:
    """Return the time zones of places, by name."""
    return tuple(sorted(one for one in available_timezones() if one.split("/")[0] in _AREAS))


def _sample(one: Shown, today: date) -> tuple[str, str, str]:
    when = "" if one.at is None else _moment(one.at, today)
    if one.value is None:
        return when, one.title, one.source
    figures = [_figure(value) for value in (one.value, one.value2) if value is not None]
    return when, quantity("/".join(figures), unit_word(one.unit)), one.source


def _figure(value: float) -> str:
    return decimal(Decimal(repr(round(value, 6))).normalize() + 0)


def _moment(at: datetime, today: date) -> str:
    return _("{day}, {time}").format(day=day(today, at.date()), time=clock(at))


def _facts(read: Read, today: date) -> tuple[tuple[str, str], ...]:
    ready = read.ready
    titles = {one.name: one.title for one in importing.known()}
    told = [(_("Format"), ", ".join(titles.get(name, name) for name in ready.staged))]
    if ready.whose is not None:
        born = partial_date(ready.whose.born) if ready.whose.born else ""
        names = ", ".join(part for part in (ready.whose.name, born) if part)
        told.append((_("Person named in the file"), names))
    firsts = [one.first for one in read.contents if one.first is not None]
    lasts = [one.last for one in read.contents if one.last is not None]
    if firsts and lasts:
        told.append((_("Period"), span(today, min(firsts).date(), max(lasts).date())))
    if read.sources:
        named = ", ".join(read.sources[:_NAMED]) + (" …" if len(read.sources) > _NAMED else "")
        told.append((_("Sources"), named))
    if ready.file_size:
        told.append((_("Size"), size(ready.file_size)))
    return tuple((label, said) for label, said in told if said)


def _outlook(report: Report | None) -> str:
    if report is None:
        return ""
    if report.nothing_new:
        return _("Everything is already there: nothing would be added.")
    added, there = report.counts["added"], report.counts["already_present"]
    new = ngettext("{n} item would be added.", "{n} items would be added.", added)
    said = new.format(n=whole(added))
    if there:
        old = ngettext("{n} is already there.", "{n} are already there.", there)
        said = f"{said} {old.format(n=whole(there))}"
    return said
