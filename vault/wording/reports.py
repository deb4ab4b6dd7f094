"""What an import says: sentences of its report; where and how many, never a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.record.batch import Remark
from vault.usecases.import_report import Report

Facts = Mapping[str, str | int | Decimal]
Say = Callable[[Facts], str]


def _count(facts: Facts) -> int:
    return int(facts.get("count", 1))


_REFUSED: Final[dict[str, Say]] = {
    "unreadable": lambda x: ngettext(
        "{count} entry cannot be read.", "{count} entries cannot be read.", _count(x)
    ),
    "no_value": lambda x: ngettext(
        "{count} entry has no value.", "{count} entries have no value.", _count(x)
    ),
    "unsupported": lambda x: ngettext(
        "{count} entry has a code that is not known.",
        "{count} entries have a code that is not known.",
        _count(x),
    ),
    "zero": lambda x: ngettext(
        "{count} zero: no measurement.", "{count} zeros: no measurement.", _count(x)
    ),
    "filler": lambda x: ngettext(
        "{count} filler of the device: no measurement.",
        "{count} fillers of the device: no measurement.",
        _count(x),
    ),
    "too_long": lambda x: ngettext(
        "{count} line is too long to be read.", "{count} lines are too long to be read.", _count(x)
    ),
    "future": lambda x: ngettext(
        "{count} entry lies in the future.", "{count} entries lie in the future.", _count(x)
    ),
    "not_a_fact": lambda x: ngettext(
        "{count} entry was cancelled or refuted by its author.",
        "{count} entries were cancelled or refuted by their author.",
        _count(x),
    ),
    "wrong_unit": lambda x: ngettext(
        "{count} entry has a unit that does not fit.",
        "{count} entries have a unit that does not fit.",
        _count(x),
    ),
    "unsafe_name": lambda x: ngettext(
        "{count} file of the archive has an unsafe or repeated name: not opened.",
        "{count} files of the archive have an unsafe or repeated name: not opened.",
        _count(x),
    ),
    "too_large": lambda x: ngettext(
        "{count} part is too large: not read.", "{count} parts are too large: not read.", _count(x)
    ),
    "encrypted": lambda x: ngettext(
        "{count} file of the archive is protected by a password: not read.",
        "{count} files of the archive are protected by a password: not read.",
        _count(x),
    ),
    "damaged": lambda x: ngettext(
        "{count} file of the archive is damaged: nothing of it was read ({places}).",
        "{count} files of the archive are damaged: nothing of them was read ({places}).",
        _count(x),
    ),
}

_SAID: Final[dict[str, Say]] = {
    "encoding_assumed": lambda _x: _(
        "This file does not say how its letters are written. The Windows alphabet was used."
    ),
    "zone_assumed": lambda _x: _(
        "This file does not say its time zone. The time of {city} was used."
    ),
    "last_number_doubted": lambda _x: _(
        "The last line has no end: if the file was cut, its last number may be too. It was kept: "
        "compare it with the original."
    ),
    "nothing_new": lambda x: ngettext(
        "Nothing new: the measurement was already there.",
        "Nothing new: the {count} measurements were already there.",
        _count(x),
    ),
    "file_cut": lambda x: ngettext(
        "The file stops at line {line}: {count} entry read, the rest is missing.",
        "The file stops at line {line}: {count} entries read, the rest is missing.",
        _count(x),
    ),
    "member_cut": lambda x: ngettext(
        "A file of the archive is damaged: {count} entry read in all, the rest is missing.",
        "A file of the archive is damaged: {count} entries read in all, the rest is missing.",
        _count(x),
    ),
    "replaced": lambda x: ngettext(
        "{count} older value of this source is not in the file: it was set aside.",
        "{count} older values of this source are not in the file: they were set aside.",
        _count(x),
    ),
    "corrected": lambda x: ngettext(
        "{count} value has changed since an earlier import: the old one stays in the history.",
        "{count} values have changed since an earlier import: the old ones stay in the history.",
        _count(x),
    ),
    "unsupported": lambda x: ngettext(
        "{count} kind of data is not recognised: {list}. Nothing was made up.",
        "{count} kinds of data are not recognised: {list}. Nothing was made up.",
        _count(x),
    ),
    "document_not_included": lambda x: ngettext(
        "A document is named and not included: nothing was fetched.",
        "{count} documents are named and not included: nothing was fetched.",
        _count(x),
    ),
    "document_altered": lambda _x: _(
        "A document does not match its fingerprint: it may have been changed."
    ),
    "json_doubled": lambda _x: _("The file says some things twice: the last one counted."),
    "json_mended": lambda _x: _("Some broken letters of the file were replaced."),
    "kept_as_other": lambda _x: _("{kind}: kept as it is, because it has no place of its own yet."),
    "person_unsure": lambda _x: _(
        "This file is about {person}. That is not enough to compare with this record."
    ),
    "person_different": lambda _x: _("This file is about {person}. You confirmed it."),
    "nested_too_deep": lambda _x: _(
        "An archive inside an archive inside an archive was not opened."
    ),
    "member_unknown": lambda _x: _("Carnet does not know this kind of file: it was left out."),
    "summary_skipped": lambda x: ngettext(
        "{count} summary of a day was left out: its figures are in the records.",
        "{count} summaries of days were left out: their figures are in the records.",
        _count(x),
    ),
    "routes_skipped": lambda x: ngettext(
        "{count} route of a workout was left out.",
        "{count} routes of workouts were left out.",
        _count(x),
    ),
}


def say(remark: Remark) -> str:
    """Say a remark of a report; one of a kind not known here is named as it is."""
    reason = remark.kind.removeprefix("refused_")
    said = _REFUSED.get(reason) if reason != remark.kind else _SAID.get(remark.kind)
    if said is None:
        return remark.kind
    facts = {name: str(value) for name, value in remark.facts.items()}
    facts["count"] = whole(_count(remark.facts))
    facts["person"] = ", ".join(facts[name] for name in ("name", "born") if facts.get(name))
    facts["city"] = facts.get("zone", "").rpartition("/")[2].replace("_", " ")
    return said(remark.facts).format(**facts)


def messages(report: Report) -> list[dict[str, str]]:
    """Return the messages of a report: level, place, sentence."""
    return [{"level": one.level, "where": one.where, "what": say(one)} for one in report.remarks]
