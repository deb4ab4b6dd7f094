"""The report of a trial of a service, as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from vault.i18n import _, spoken

_STYLE: Final = (
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #767680}"
    ".no{font-weight:bold}"
)


def page(
    service: tuple[str, str, str, str], at: int, rows: Sequence[tuple[str, bool, str]]
) -> bytes:
    """Write the page: (name, id, catalogue, version) of the service, and (rule, holds, answer)."""
    name, address, catalogue, version = map(escape, service)
    when = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    held = sum(holds for _name, holds, _detail in rows)
    title = escape(_("Conformance with the sharing protocol"))
    told = escape(_("{held} of {all} rules hold.").format(held=held, all=len(rows)))
    under = escape(_("Catalogue {catalogue}, version {version}, tried on {when}."))
    under = under.format(catalogue=catalogue, version=version, when=when)
    head = "".join(f"<th>{escape(one)}</th>" for one in (_("Rule"), _("Result"), _("Answer")))
    lines = "".join(map(_row, rows))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    text = (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{policy}">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"<p>{name}<br>{address}</p><p>{under}</p><p>{told}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></body></html>\n"
    )
    return text.encode()


def _row(row: tuple[str, bool, str]) -> str:
    name, holds, detail = row
    result = _("holds") if holds else _("does not hold")
    kind = "yes" if holds else "no"
    return (
        f'<tr><td>{escape(name)}</td><td class="{kind}">{escape(result)}</td>'
        f"<td>{escape(detail)}</td></tr>"
    )
