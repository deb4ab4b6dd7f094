"""The summary for a professional, as a PDF: one page, and more where the record needs them."""

from __future__ import annotations

from typing import Any, Final

from vault.exports.format import Content, ExportFormat, Forms, Made
from vault.exports.lasts import Value
from vault.exports.summary import Line, Section, Summary, summary
from vault.exports.typesetting import typeset
from vault.i18n import _


def make(content: Content, forms: Forms) -> Made:
    """Set the summary; nothing is cut to fit, the paper grows instead."""
    said = summary(content, forms)
    plates = {f"chart{number}.svg": one.svg for number, one in enumerate(content.plates)}
    charts = [
        {"file": name, "title": forms.measure(one.measure), "said": one.said}
        for name, one in zip(plates, content.plates, strict=True)
    ]
    body = typeset(
        "summary", _page(said, content) | {"charts": charts}, content.made.date(), plates
    )
    return Made(body, said.items, said.gaps)


def _page(said: Summary, content: Content) -> dict[str, Any]:
    doubts = tuple(dict.fromkeys(one.doubt for one in said.values if one.doubt))
    return {
        "title": _("Health summary"),
        "example": _("Example: this person does not exist.") if content.example else "",
        "person": [list(pair) for pair in said.person],
        "running": said.person[0][1],
        "period": said.period,
        "period_says": _("Period of the measurements"),
        "made": said.made,
        "sections": [_section(one) for one in said.sections],
        "values": [_value(one, doubts) for one in said.values],
        "doubts": list(doubts),
        "sources": list(said.sources),
        "missing": list(said.missing),
        "words": _words(),
    }  # fmt: skip


def _value(value: Value, doubts: tuple[str, ...]) -> dict[str, str]:
    """Give a row; a doubt about its time is said once, below all of them."""
    mark = str(doubts.index(value.doubt) + 1) if value.doubt else ""
    return {
        "what": value.name,
        "value": value.value,
        "when": value.when,
        "mark": mark,
        "by": value.by,
        "beside": value.beside,
    }


def _words() -> dict[str, str]:
    return {
        "values": _("Last measurements"),
        "measure": _("Measurement"),
        "value": _("Value"),
        "when": _("Date"),
        "by": _("Source"),
        "no_values": _("No measurement in this record."),
        "charts": _("Charts"),
        "sources": _("Where this comes from"),
        "gaps": _("What is missing here"),
        "not_all": _("A record never holds everything that a person knows of their health."),
        "received": _("Values are shown as received, without interpretation."),
        "no_advice": _(
            "Carnet shows your data. It does not interpret it and does not replace medical advice."
        ),
        "readable": _("This file is not encrypted: anyone who has it can read it."),
        "page": _("Page"),
        "of": _("of"),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "state": section.state,
        "declared": section.declared,
        "lines": [_line(one) for one in section.lines],
    }


def _line(line: Line) -> dict[str, str]:
    return {
        "what": line.what,
        "beside": " · ".join(line.beside),
        "when": line.when,
        "by": line.by,
    }


EXPORT: Final = ExportFormat("summary", lambda: _("Summary for a professional (PDF)"), ".pdf", make)
