"""What the checks of a vault are called, and what they found."""

from __future__ import annotations

from vault.formatting import size, whole
from vault.i18n import _, ngettext
from vault.usecases.checking import Finding


def name(finding: Finding) -> str:
    """Say what was looked at."""
    return {
        "pages": _("Pages of the file"),
        "links": _("Links between items"),
        "documents": _("Documents"),
        "samples": _("Measurements"),
        "journal": _("History"),
        "grants": _("Shares"),
        "header": _("Ways in"),
        "schema": _("Version of the carnet"),
        "space": _("Room on the disk"),
    }[finding.name]


def result(finding: Finding) -> str:
    """Say what was found."""
    if finding.name == "space":
        return _("{size} free").format(size=size(finding.count))
    if finding.ok:
        return _("in order")
    if finding.name == "journal":
        return _("not whole from line {line} on").format(line=whole(finding.count))
    return ngettext("{count} problem", "{count} problems", finding.count).format(
        count=whole(finding.count)
    )
