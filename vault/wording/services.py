"""What a catalogue states of a service, in words; what it leaves out is said, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from vault.formatting import day, long_date
from vault.i18n import _, ngettext, spoken
from vault.record.service import Finality, Service, said

_ALWAYS: Final = ("security", "interoperability", "ethics")
Tone = Literal["good", "look", "error", "note", "plain"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that the catalogue attests, and how it should look."""

    name: str
    words: str
    tone: Tone


def not_stated() -> str:
    """Say that a catalogue says nothing of it."""
    return _("The catalogue does not say.")


def criteria(service: Service, today: date) -> tuple[Criterion, ...]:
    """Say what the catalogue attests; the three families people ask about always have a row."""
    stated = {_words(one.get("family")): one for one in _rows(service.entry.get("criteria"))}
    wanted: dict[str, Mapping[str, Any]] = {
        "security": {},
        "interoperability": {},
        "ethics": {},
    } | stated
    return tuple(_criterion(family, one, today) for family, one in wanted.items() if family)


def _criterion(family: str, stated: Mapping[str, Any], today: date) -> Criterion:
    name = {
        "security": _("Security"),
        "interoperability": _("Interoperability"),
        "ethics": _("Ethics"),
        "urbanisation": _("Fit with national services"),
    }.get(family, family)
    needed, met = stated.get("mandatory"), stated.get("mandatory_met")
    checked, reference = _day(stated.get("checked"), today), _words(stated.get("framework"))
    if type(needed) is not int or type(met) is not int:
        return Criterion(name, _("No information"), "plain")
    if met < needed:
        return Criterion(name, _("Not met"), "look")
    if not checked or not reference:
        return Criterion(name, _("Met"), "good")
    words = _("Met, checked on {date}, reference {id}").format(date=checked, id=reference)
    return Criterion(name, words, "good")


def listed(service: Service, today: date) -> str:
    """Say since when and until when it is listed; "" when the catalogue does not say."""
    told = _object(service.entry.get("referenced"))
    since, until = _day(told.get("from"), today), _day(told.get("until"), today)
    if not since or not until:
        return ""
    return _("Listed since {since}, until {until}").format(since=since, until=until)


def since(service: Service) -> str:
    """Say in full since when its state is what it is; "" when the catalogue does not say."""
    told = service.entry.get("status_since")
    try:
        return long_date(date.fromisoformat(told)) if isinstance(told, str) else ""
    except ValueError:
        return ""


def stated(service: Service) -> Iterator[tuple[str, str]]:
    """Give what people ask about a service: the question, and what the catalogue answers."""
    entry = service.entry
    yield _("Publisher"), service.publisher or not_stated()
    yield _("Who pays for it"), _text(entry.get("economic_model")) or _("No mode of payment stated")
    yield _("Advertising"), _told(entry.get("advertising"), _("Yes"), _("No"))
    yield _("Hosting"), _hosting(_object(entry.get("hosting")))
    device = _object(entry.get("medical_device")).get("is")
    yield _("Medical device"), _told(device, _("Yes"), _("No"))
    yield _("Passed on to others"), _text(entry.get("onward")) or not_stated()
    yield _("Terms"), _words(_object(entry.get("terms")).get("url")) or not_stated()
    yield _("Number in the catalogue"), service.id


def terms(finality: Finality) -> Iterator[tuple[str, str]]:
    """Give the terms of one purpose: how long, how often, what refusing changes."""
    yield _("Longest duration"), days(finality.max_days)
    kept = days(finality.retention_days) if finality.retention_days else _("Erased after use")
    yield _("Kept by the service"), kept
    refusal = said(finality.refusal, spoken())
    if finality.no_effect_on_care:
        yield _("If you decline"), _("Declining has no effect on your care.")
    elif not refusal:
        yield _("If you decline"), _("The service does not say what refusing changes.")
    if refusal:
        yield _("This service states"), refusal


def days(count: int) -> str:
    """Say a length in days."""
    return ngettext("{n} day", "{n} days", count).format(n=count)


def _hosting(told: Mapping[str, Any]) -> str:
    operator, country = _words(told.get("operator")), _words(told.get("country"))
    if not operator or not country:
        return not_stated()
    where = f"{operator}, {country}"
    if told.get("outside_eea") is True:
        return _("{where}. Outside the European Economic Area.").format(where=where)
    return where


def _told(value: object, yes: str, no: str) -> str:
    if value is True:
        return yes
    return no if value is False else not_stated()


def _text(value: object) -> str:
    words = _object(_object(value).get("text"))
    return said({k: v for k, v in words.items() if isinstance(v, str)}, spoken())


def _day(value: object, today: date) -> str:
    try:
        return day(today, date.fromisoformat(value)) if isinstance(value, str) else ""
    except ValueError:
        return ""


def _rows(value: object) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
