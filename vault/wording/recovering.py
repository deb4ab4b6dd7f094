"""What is said about taking back: the login, what did not come, how it compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.record.portability import Compared

_LISTED: Final = 12
_WHY: Final[dict[str, Callable[[], str]]] = {
    "forbidden": lambda: _("not allowed"),
    "unknown": lambda: _("not offered"),
    "unreachable": lambda: _("no answer"),
    "not-fhir": lambda: _("not readable"),
    "elsewhere": lambda: _("it points to another place, where your login was not sent"),
    "endless": lambda: _("pages without end, stopped"),
    "too-much": lambda: _("more than a record can hold, stopped"),
    "login-over": lambda: _("the login has ended"),
    "incomplete": lambda: _("cut in the middle"),
}


class _Gap(Protocol):
    @property
    def what(self) -> str: ...
    @property
    def why(self) -> str: ...


def browser() -> str:
    """Say where the person logs in."""
    return _("Log in in your browser. If it does not open, go to this address:")


def taking(service: str) -> str:
    """Label the progress."""
    return _("Taking back from {service}").format(service=service)


def given_back(*, said: bool) -> str:
    """Say that nothing can be fetched with the login any more."""
    if said:
        return _("Access given back.")
    return _("The service did not confirm the end of the access. Nothing of it is kept here.")


def gaps(found: Iterable[_Gap]) -> Iterator[str]:
    """Say what did not come, each with its reason."""
    for one in found:
        what = one.what or _("The rest")
        yield _("Not received: {what} ({why}).").format(what=what, why=_WHY[one.why]())


def compared(service: str, found: Compared) -> str:
    """Say the result in one sentence, without judging it."""
    sent = ngettext("{n} item sent", "{n} items sent", found.sent).format(n=whole(found.sent))
    parts = [
        _part(len(found.identical), _identical), _part(len(found.changed), _changed),
        _part(len(found.missing), _missing), _part(len(found.not_comparable), _apart),
    ]  # fmt: skip
    told = ", ".join(part for part in parts if part)
    line = _("{sent} to {service}: {parts}.").format(sent=sent, service=service, parts=told)
    if not found.sent:
        line = _("Nothing was sent to {service} that it could give back.").format(service=service)
    more = len(found.extra)
    if more:
        line += " " + ngettext(
            "{n} more item is its own.", "{n} more items are its own.", more
        ).format(n=whole(more))
    return line


def differences(found: Compared) -> Iterator[str]:
    """Name what differs, element by element, and what is missing."""
    for name, changes in found.changed[:_LISTED]:
        for one in changes:
            yield _("{item}: {element} was {sent}, came back {back}.").format(
                item=name, element=one.element, sent=one.sent or "–", back=one.back or "–"
            )
    for name in found.missing[:_LISTED]:
        yield _("{item} did not come back.").format(item=name)


def _part(count: int, said: Callable[[int], str]) -> str:
    return said(count).format(n=whole(count)) if count else ""


def _identical(count: int) -> str:
    return ngettext("{n} identical", "{n} identical", count)


def _changed(count: int) -> str:
    return ngettext("{n} changed", "{n} changed", count)


def _missing(count: int) -> str:
    return ngettext("{n} missing", "{n} missing", count)


def _apart(count: int) -> str:
    return ngettext("{n} not comparable", "{n} not comparable", count)
