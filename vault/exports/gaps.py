"""What an export does not hold: found in what it was given, counted, and said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vault.exports.format import Content, Forms, Gap
from vault.i18n import _, ngettext
from vault.record.facts import Kept

_MOST_SILENCES = 3  # of one measure; the rest is counted with its place


def found(content: Content, asked: Sequence[str], shown: Sequence[str]) -> tuple[Gap, ...]:
    """Return what is missing, what waits and what was left out.

    `asked`: sections that a summary always names; `shown`: types of facts that it writes out.
    """
    return (
        *_unfilled(content, asked),
        *([] if content.latest else [Gap("no_values")]),
        *(Gap("silence", one.measure, 1, one.first, one.last) for one in content.silences),
        *(Gap("unfollowed", key) for key in content.unfollowed),
        *_aside(content),
        *_elsewhere(content, shown),
    )


def _unfilled(content: Content, asked: Sequence[str]) -> Iterable[Gap]:
    standing = {kept.fact.type for kept in content.facts if not kept.withheld}
    for kind in asked:
        if kind not in standing and content.declared.get(kind) in (None, "not_asked"):
            yield Gap("not_filled", kind)
        elif kind not in standing and content.declared[kind] == "unknown":
            yield Gap("unknown", kind)


def _aside(content: Content) -> Iterable[Gap]:
    facts = content.facts
    counts = {
        "to_check": sum(_waits(kept) for kept in facts),
        "inbox": content.inbox,
        "duplicates": sum(_twice(kept) for kept in facts),
        "withheld": sum(kept.withheld for kept in facts),
    }
    for kind, count in counts.items():
        if count:
            yield Gap(kind, "", count)  # type: ignore[arg-type]


def _waits(kept: Kept) -> bool:
    return kept.fact.status in ("to_check", "implausible") and not kept.withheld


def _twice(kept: Kept) -> bool:
    return kept.duplicate_of is not None and not (kept.withheld or _waits(kept))


def _elsewhere(content: Content, shown: Sequence[str]) -> Iterable[Gap]:
    """Count what the record holds and a summary does not write out; values have their own part."""
    left = Counter(
        kept.fact.type
        for kept in content.facts
        if kept.fact.type not in (*shown, "measure")
        and not (kept.withheld or kept.duplicate_of or _waits(kept))
        and kept.fact.status not in ("superseded", "entered_in_error")
    )
    yield from (Gap("not_included", kind, count) for kind, count in sorted(left.items()))


def printed(found: Sequence[Gap], forms: Forms) -> tuple[str, ...]:
    """Say the gaps on paper, one sentence each.

    What the person keeps out of shares is counted for the person only: that it exists would
    already tell something to the reader.
    """
    told = [_listed(found, kind, forms) for kind in ("not_filled", "unknown")]
    told += [_("No measurement in this record.") for one in found if one.kind == "no_values"]
    told += _silences(found, forms)
    told += [_one(gap, forms) for gap in found if gap.kind in _WAITING]
    told.append(_elsewhere_said(found, forms))
    return tuple(one for one in told if one)


_WAITING = ("to_check", "inbox", "duplicates")


def _listed(found: Sequence[Gap], kind: str, forms: Forms) -> str:
    names = ", ".join(forms.kind(one.name).lower() for one in found if one.kind == kind)
    if not names:
        return ""
    said = _("Not filled in: {sections}.") if kind == "not_filled" else _("Not known: {sections}.")
    return said.format(sections=names)


def _silences(found: Sequence[Gap], forms: Forms) -> list[str]:
    by_measure: dict[str, list[Gap]] = {}
    for gap in found:
        if gap.kind == "silence":
            by_measure.setdefault(gap.name, []).append(gap)
    told = []
    for key, silences in by_measure.items():
        longest = sorted(silences, key=_length, reverse=True)[:_MOST_SILENCES]
        spans = "; ".join(_span(one, forms) for one in sorted(longest, key=_start))
        said = _("{measure}: no value {spans}.").format(measure=forms.measure(key), spans=spans)
        rest = len(silences) - len(longest)
        if rest:
            more = ngettext("{count} shorter gap more.", "{count} shorter gaps more.", rest)
            said = f"{said} {more.format(count=rest)}"
        told.append(said)
    old = [forms.measure(one.name) for one in found if one.kind == "unfollowed"]
    if old:
        told.append(_("No value in this period: {measures}.").format(measures=", ".join(old)))
    return told


def _length(gap: Gap) -> int:
    assert gap.first is not None
    assert gap.last is not None
    return (gap.last - gap.first).days


def _start(gap: Gap) -> int:
    assert gap.first is not None
    return gap.first.toordinal()


def _span(gap: Gap, forms: Forms) -> str:
    assert gap.first is not None
    assert gap.last is not None
    if gap.first == gap.last:
        return _("on {day}").format(day=forms.day(gap.first))
    return _("from {first} to {last}").format(first=forms.day(gap.first), last=forms.day(gap.last))


def _one(gap: Gap, _forms: Forms) -> str:
    words = {
        "to_check": ngettext(
            "{count} item to check is not shown. It is in the record.",
            "{count} items to check are not shown. They are in the record.",
            gap.count,
        ),
        "inbox": ngettext(
            "{count} reading that nobody claimed yet is not shown.",
            "{count} readings that nobody claimed yet are not shown.",
            gap.count,
        ),
        "duplicates": ngettext(
            "{count} item came twice and is shown once.",
            "{count} items came twice and are shown once.",
            gap.count,
        ),
    }
    return words[gap.kind].format(count=gap.count)


def _elsewhere_said(found: Sequence[Gap], forms: Forms) -> str:
    left = [one for one in found if one.kind == "not_included"]
    if not left:
        return ""
    kinds = Counter[str]()
    for gap in left:
        kinds[forms.kind(gap.name).lower()] += gap.count
    named = ", ".join(f"{kind} ({count})" for kind, count in kinds.items())
    return _("In the record, not written out here: {kinds}.").format(kinds=named)
