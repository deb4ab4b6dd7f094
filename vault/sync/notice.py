"""The nine facts shown before a signature: the complete text, in either language.

The words stand in `notice_words`, beside each other and not in the catalogue of translations: what
was signed in one language must be made again in it, whatever language the window speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from vault.record.consent import Content, Detail, Pinned
from vault.record.service import Finality, Service, said
from vault.sync.notice_words import WORDS, Words


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whom one signs for, and by what right, in words."""

    person: str
    tie: str
    ground: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the sign page shows and the grant does not name.

    `counts`: items of each category that leave; `left_out`: the kinds held in the record that do
    not, in words of the language of the notice.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    for_whom: ForWhom | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the nine facts are made of; `until` in seconds since 1970 UTC."""

    detail: Detail
    service: Service
    catalogue: Pinned
    until: int
    content: Content | None
    shown: Shown


def text(notice: Notice, language: str) -> str:
    """Write the notice: NFC, a fact a paragraph under its number, lines ended by LF."""
    detail, service, shown = notice.detail, notice.service, notice.shown
    words = WORDS[language]
    finality = service.finality(detail.finality)
    end = day(
        datetime.fromtimestamp(notice.until, UTC).astimezone(ZoneInfo(detail.time_zone)).date(),
        words,
    )
    name = said(service.name, language)
    facts = (
        _who(service, notice.catalogue, name, words),
        tuple(_what(notice, finality, words)),
        tuple(_not(shown, words)),
        tuple(_why(detail, finality, words)),
        (words.until.format(date=end), words.kept(detail.retention_days)),
        (words.once if detail.mode == "once" else words.standing,),
        (_where(service, words),),
        (words.stopping, words.after_stopping),
        tuple(_refusing(finality, words)),
    )
    lines = [words.title, ""]
    if shown.for_whom is not None:
        whom = shown.for_whom
        lines += [words.for_whom.format(person=whom.person, tie=whom.tie, ground=whom.ground), ""]
    for number, (head, fact) in enumerate(zip(words.heads, facts, strict=True), start=1):
        lines += [f"{number}. {head}", *fact, ""]
    agreement = words.agreement.format(service=name, date=end, purpose=detail.label)
    lines += [words.agreement_head, agreement]
    plain = "\n".join(line.replace("\r", "").replace("\n", " ") for line in lines)
    return normalize("NFC", plain + "\n")


def day(when: date, words: Words) -> str:
    """Write a day in full: « 23 novembre 2026 », « 1ᵉʳ décembre 2026 »."""
    number = words.first if when.day == 1 else str(when.day)
    return f"{number} {words.months[when.month - 1]} {when.year}"


def _who(service: Service, catalogue: Pinned, name: str, words: Words) -> tuple[str, ...]:
    reference = words.reference.format(
        service=service.id, catalogue=catalogue.iss, version=catalogue.version
    )
    return (f"{service.publisher} — {name}", reference, words.verified)


def _what(notice: Notice, finality: Finality | None, words: Words) -> Iterator[str]:
    detail, content = notice.detail, notice.content
    titles = {one.code: one.title for one in finality.asked(detail.direction)} if finality else {}
    for code in detail.categories:
        title = said(titles.get(code, {}), words.language) or code
        yield words.kind.format(kind=title, count=words.items(notice.shown.counts.get(code, 0)))
    if detail.period is not None:
        start, end = day(detail.period.start, words), day(detail.period.end, words)
        yield words.period.format(start=start, end=end, zone=detail.time_zone)
    for family in detail.sensitive:
        yield words.sensitive.format(family=words.families[family])
    for name in detail.include:
        yield words.include.format(field=words.fields[name])
    if content is not None:
        yield words.exact.format(count=words.items(content.count), sha256=content.sha256)


def _not(shown: Shown, words: Words) -> Iterator[str]:
    yield from (f"- {kind}" for kind in shown.left_out)
    yield words.rest


def _why(detail: Detail, finality: Finality | None, words: Words) -> Iterator[str]:
    yield detail.label
    if finality is not None:
        yield said(finality.text, words.language)


def _where(service: Service, words: Words) -> str:
    stated: Any = service.entry.get("hosting")
    hosting = stated if isinstance(stated, dict) else {}
    operator, country = hosting.get("operator"), hosting.get("country")
    if not (isinstance(operator, str) and operator and isinstance(country, str) and country):
        return words.not_stated
    outside = words.outside if hosting.get("outside_eea") is True else ""
    return words.hosting.format(operator=operator, country=country) + outside


def _refusing(finality: Finality | None, words: Words) -> Iterator[str]:
    told = said(finality.refusal, words.language) if finality is not None else ""
    if finality is not None and finality.no_effect_on_care:
        yield words.no_effect
    if told:
        yield words.refusal.format(told=told)
    elif finality is None or not finality.no_effect_on_care:
        yield words.refusal_unsaid
