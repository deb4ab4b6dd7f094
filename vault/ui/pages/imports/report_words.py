"""Says what an import did, line by line, and what taking it back would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from vault.formatting import day, decimal, number, quantity, size, whole
from vault.i18n import _, ngettext
from vault.record.facts import Kept
from vault.record.measures import MEASURES
from vault.ui.pages.imports.state import Counter, ReportState, UndoState
from vault.usecases import import_items
from vault.usecases.import_items import KeptReport
from vault.usecases.overlapping import Overlap
from vault.wording import reports
from vault.wording.kinds import kind_name
from vault.wording.measures import measure_name
from vault.wording.units import unit_word
from vault.wording.values import amount

FIRST: Final = 5  # items of a line that stand there at first
_WORDS: Final[dict[str, Callable[[], str]]] = {
    "added": lambda: _("Items added"),
    "already_present": lambda: _("Already there"),
    "corrected": lambda: _("Corrected by the source"),
    "duplicate_inside_file": lambda: _("Repeated inside the file"),
    "duplicate_of_other_source": lambda: _("Same as another source"),
    "to_check": lambda: _("To check"),
    "refused": lambda: _("Refused"),
}


def overlap(one: Overlap, today: date) -> str:
    """Say how what several devices counted of one day was put together."""
    measure = MEASURES[one.measure]
    parts = ", ".join(f"{name} {amount(measure, value)}" for name, value in one.parts)
    return _("{measure} of {date}: {total} ({list}, in common {common})").format(
        measure=measure_name(measure), date=day(today, one.day), list=parts,
        total=amount(measure, one.total), common=amount(measure, one.common),
    )  # fmt: skip


def report(kept: KeptReport, today: date, found: Sequence[Overlap] = ()) -> ReportState:
    """Say what an import did."""
    told, counts = kept.told, kept.counts
    remarks = import_items.remarks(told)
    whole_file = bool(told.get("complete", True)) and not any(
        one.kind in ("file_cut", "member_cut") for one in remarks
    )
    counters = [
        Counter(name, _WORDS[name](), whole(count), opens=count > 0)
        for name, count in counts.items()
    ]
    unsupported = dict(told.get("unsupported", {}))
    counters.append(
        Counter("unsupported", _("Not supported"), whole(len(unsupported)), opens=bool(unsupported))
    )
    total = ngettext("{n} item read, all accounted for.", "{n} items read, all accounted for.",
                     kept.read).format(n=whole(kept.read))  # fmt: skip
    title = _("Import report") if whole_file else _("Import cut short")
    note = " · ".join(part for part in (kept.file or "", day(today, kept.at.date())) if part)
    spoken = tuple(
        reports.say(one) for one in remarks if not one.kind.startswith(("refused_", "unsupported"))
    )
    nothing_new = any(one.kind == "nothing_new" for one in remarks)
    return ReportState(
        "ready", "", title, note, whole_file, kept.state == "undone", nothing_new,
        tuple(counters), "", total, _facts(kept, today),
        (*spoken, *(overlap(one, today) for one in found)),
    )  # fmt: skip


def _facts(kept: KeptReport, today: date) -> tuple[tuple[str, str], ...]:
    kinds = dict(kept.told.get("by_kind", {})).values()
    firsts = sorted(str(one["first"])[:10] for one in kinds if "first" in one)
    lasts = sorted(str(one["last"])[:10] for one in kinds if "last" in one)
    told = []
    if firsts and lasts:
        told.append((_("First date"), day(today, _date(firsts[0]))))
        told.append((_("Last date"), day(today, _date(lasts[-1]))))
    left = dict(kept.told.get("left_out", {}))
    if left:
        names = ", ".join(kind_name(name) for name in sorted(left))
        told.append((_("Left out"), f"{whole(sum(left.values()))} ({names})"))
    if kept.size:
        told.append((_("Size of the file"), size(kept.size)))
    seconds = float(kept.told.get("seconds", 0.0))
    told.append((_("Time taken"), quantity(number(seconds, 1), "s")))
    return tuple(told)


def _date(text: str) -> date:
    return date.fromisoformat(text)


def opened(
    line: Counter, kept: KeptReport, found: tuple[Kept, ...], limit: int, today: date
) -> Counter:
    """Put the items under a line, five at first, with their reason and place."""
    items = _items(line.key, kept, found, today)
    shown, left = items[: max(limit, FIRST)], len(items) - max(limit, FIRST)
    more = ""
    if left > 0:
        more = _("Show {n} more").format(n=whole(left))
    return replace(line, items=tuple(shown), more=more)


def _items(
    key: str, kept: KeptReport, found: tuple[Kept, ...], today: date
) -> list[tuple[str, str, str]]:
    if key == "unsupported":
        told = dict(kept.told.get("unsupported", {}))
        return [(name, _times(count), "") for name, count in sorted(told.items())]
    if key == "refused":
        remarks = import_items.remarks(kept.told)
        return [
            (reports.say(one), "", _places(str(one.facts.get("places", one.where))))
            for one in remarks
            if one.kind.startswith("refused_")
        ]
    items = [_item(one, today) for one in found]
    if key == "added":
        streams = dict(kept.told.get("by_kind", {}))
        listed: dict[str, int] = {}
        for one in found:
            listed[one.fact.measure or one.fact.type] = 1
        items = [
            (kind_name(name), _times(told["added"]), "")
            for name, told in sorted(streams.items())
            if name not in listed
        ] + items
    if not items:
        items = [(_("These are samples of a device: they are counted, not listed."), "", "")]
    return items


def _item(one: Kept, today: date) -> tuple[str, str, str]:
    fact = one.fact
    name = kind_name(fact.measure) if fact.measure else fact.title
    figures = [decimal(value) for value in (fact.value, fact.value2) if value is not None]
    value = quantity("/".join(figures), unit_word(fact.unit or "")) if figures else ""
    reason = {
        "implausible": _("A value that cannot be."),
        "to_check": _("Another value than the one you typed."),
    }.get(fact.status, "")
    when = day(today, _when(one)) if fact.start_ms is not None else ""
    return " · ".join(part for part in (name, value) if part), reason, when


def _when(one: Kept) -> date:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=one.fact.start_ms or 0)
    return (at + timedelta(minutes=one.fact.offset_min or 0)).date()


def _times(count: int) -> str:
    return ngettext("{n} item", "{n} items", count).format(n=whole(count))


def _places(told: str) -> str:
    """Say places in files: “weight.csv, line 41”."""
    said = []
    for place in told.split(", "):
        name, colon, line = place.rpartition(":")
        said.append(
            _("{file}, line {n}").format(file=name, n=line) if colon and line.isdigit() else place
        )
    return " · ".join(said)


def undo_words(first: str, removed: int, returned: int, elsewhere: int, edited: int) -> UndoState:
    """Say what taking an import back does, and what stays."""
    said = [
        ngettext(
            "{n} item goes from {first}’s record.", "{n} items go from {first}’s record.", removed
        ).format(n=whole(removed), first=first)
    ]
    if returned:
        words = ngettext(
            "{n} value it had corrected comes back.", "{n} values it had corrected come back.",
            returned,
        )  # fmt: skip
        said.append(words.format(n=whole(returned)))
    if elsewhere:
        words = ngettext(
            "{n} item stays: it also comes from another import.",
            "{n} items stay: they also come from another import.",
            elsewhere,
        )
        said.append(words.format(n=whole(elsewhere)))
    kept = ""
    if edited:
        words = ngettext("Keep {n} item edited since", "Keep {n} items edited since", edited)
        kept = words.format(n=whole(edited))
    return UndoState(first, tuple(said), kept)


def as_text(state: ReportState) -> str:
    """Write a report as lines of text: counts and sentences, no value of the record."""
    lines = [state.title, state.note, ""]
    lines += [f"{one.words}: {one.count}" for one in state.counters]
    lines += ["", state.total, ""]
    lines += [f"{label}: {said}" for label, said in state.facts]
    lines += ["", *state.messages]
    return "\n".join(lines).strip() + "\n"
