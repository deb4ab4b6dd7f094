"""What a summary for a professional says, as plain data: nothing is drawn, nothing is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vault.exports import gaps
from vault.exports.details import details
from vault.exports.format import Content, Forms, Gap
from vault.exports.lasts import Value, values
from vault.exports.said import said_by, since, source_name, status_word
from vault.i18n import _
from vault.record.facts import Kept

FIRST: Final = ("allergy", "medication", "condition", "immunization")
AFTER: Final = (
    "procedure", "stay", "family_history", "disability", "device", "pregnancy", "lifestyle",
    "blood_group", "directive",
)  # fmt: skip
NOT_HERE: Final = ("measure",)  # said in other places of the summary
_PAST: Final = ("inactive", "completed")
_NEVER: Final = ("superseded", "entered_in_error")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what, the words beside it, when, and who said it."""

    what: str
    beside: tuple[str, ...]
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; `state` is said where there are none."""

    title: str
    lines: tuple[Line, ...] = ()
    state: str = ""
    declared: bool = False  # the state was said by somebody; else nothing was filled in


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the pages say, in order."""

    person: tuple[tuple[str, str], ...]  # what, and its value
    period: str
    made: str
    sections: tuple[Section, ...]
    values: tuple[Value, ...]
    sources: tuple[str, ...]
    gaps: tuple[Gap, ...]
    missing: tuple[str, ...]  # the gaps that are printed, in words
    items: int


def summary(content: Content, forms: Forms) -> Summary:
    """Say a record in the order in which a professional reads: allergies and treatments first.

    Every fact is shown, counted in a gap, or deleted; a test adds them up.
    """
    shown = tuple(kept for kept in content.facts if is_shown(kept))
    sections = tuple(_section(kind, shown, content, forms) for kind in FIRST)
    more = tuple(_section(kind, shown, content, forms) for kind in AFTER)
    sections += tuple(one for one in more if one.lines or one.declared)
    measured = values(content, forms)
    found = gaps.found(content, FIRST, (*FIRST, *AFTER))
    return Summary(
        _person(content, forms),
        _("From {first} to {last}").format(
            first=forms.day(content.first), last=forms.day(content.last)
        ),
        _("Made on {day} at {time}").format(
            day=forms.day(content.made.date()), time=forms.clock(content.made)
        ),
        sections,
        measured,
        _sources(shown, measured),
        found,
        gaps.printed(found, forms),
        sum(len(one.lines) for one in sections) + len(measured),
    )


def is_shown(kept: Kept) -> bool:
    """Tell whether a fact may stand on paper for somebody else."""
    fact = kept.fact
    aside = (*_NEVER, "to_check", "implausible")
    return not (kept.deleted or kept.withheld or kept.duplicate_of or fact.status in aside)


def _person(content: Content, forms: Forms) -> tuple[tuple[str, str], ...]:
    person = content.person
    family = [name for name in (person.family_used, person.family_birth) if name]
    name = " ".join(part for part in (person.given, *family[:1]) if part) or person.called
    told = [(_("Name"), name)]
    if len(family) > 1 and family[0] != family[1]:
        told.append((_("Birth name"), family[1]))
    born = forms.partial(person.born) if person.born else _("Not filled in")
    told.append((_("Born on"), born))
    told.append((_("Sex"), _sex(person.sex)))
    told.append((_("Record kept by"), _keeper(person.relation)))
    return tuple(told)


def _sex(sex: str) -> str:
    words = {"female": _("female"), "male": _("male"), "other": _("other")}
    return words.get(sex, _("Not filled in"))


def _keeper(relation: str) -> str:
    words = {
        "self": _("the person"),
        "child": _("a parent or guardian"),
        "parent": _("a child of the person"),
        "spouse": _("the spouse or partner"),
    }
    return words.get(relation, _("another person"))


def _section(kind: str, shown: Iterable[Kept], content: Content, forms: Forms) -> Section:
    found = [kept for kept in shown if kept.fact.type == kind]
    found.sort(key=lambda kept: kept.fact.status in _PAST)  # stable: the newest first in each part
    lines = tuple(_line(kept, content, forms) for kept in found)
    if lines:
        return Section(forms.kind(kind), lines)
    declared = content.declared.get(kind)
    if declared == "none":
        return Section(forms.kind(kind), state=_none_known(kind), declared=True)
    if declared == "unknown":
        return Section(forms.kind(kind), state=_("Not known"), declared=True)
    return Section(forms.kind(kind), state=_("Not filled in"))


def _none_known(kind: str) -> str:
    words = {
        "allergy": _("No known allergy"),
        "medication": _("No known treatment"),
        "condition": _("No known health problem"),
        "immunization": _("No known vaccination"),
    }
    return words.get(kind, _("None known"))


def _line(kept: Kept, content: Content, forms: Forms) -> Line:
    beside = (status_word(kept.fact), *details(kept))
    return Line(
        kept.fact.title,
        tuple(one for one in beside if one),
        since(kept.fact, content.person.zone, forms),
        said_by(kept.fact.said_by, kept.fact.source),
    )


def _sources(shown: Iterable[Kept], measured: Iterable[Value]) -> tuple[str, ...]:
    named = [source_name(kept.fact.source, kept.fact.said_by) for kept in shown]
    named += [value.by for value in measured]
    return tuple(sorted({one for one in named if one}, key=str.casefold))
