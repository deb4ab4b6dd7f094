"""What would leave: chosen by a person, shown byte for byte, kept from the moment it is shown."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

from vault.crypto.base64url import sha256, unb64
from vault.errors import NotFound, NothingChosen, ServiceRefused, WrongUse
from vault.fhir import outgoing
from vault.i18n import spoken
from vault.record.consent import Content, Detail
from vault.record.disclosure import Chosen, Selection, Wish, select
from vault.record.facts import Fact
from vault.record.person import Person
from vault.record.scopes import matches
from vault.record.service import Category, Finality, Service, said
from vault.record.shared_form import shared_form
from vault.store import files
from vault.store.consents import Consent
from vault.store.sendings import Sending, SentItem
from vault.sync.grant_letter import Draft, notice
from vault.sync.notice import Shown
from vault.usecases import acting, catalogues, renewing, signatories, standing, terms
from vault.usecases.catalogues import Held
from vault.usecases.gathering import Gathered, gathered, opened
from vault.usecases.session import Session
from vault.usecases.signatories import Signatory
from vault.usecases.terms import Choice

__all__ = ("Choice", "Preview", "preview", "save")
_SECOND: Final = 1000
_SALT: Final = 16
MOST_BYTES: Final = 12 * 2**20  # of a bundle


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what would leave, and every word that is shown before the signature.

    `body` are the bytes, `kinds` counts the items of each category; `letter` is all that the grant
    will say but its time; `notice` is in `lang`; `under` gives the code of the kind that each fact
    (uid) counts under; of the measures in `by_day` a figure a day leaves,
    not each sample.
    """

    choice: Choice
    person: Person
    service: Service
    held: Held = field(repr=False)
    signatory: Signatory = field(repr=False)
    letter: Draft = field(repr=False)
    body: bytes = field(repr=False)
    items: tuple[SentItem, ...] = field(repr=False)
    kinds: Mapping[str, int]
    left_out: tuple[str, ...]
    notice: str = field(repr=False)
    lang: str
    by_day: tuple[str, ...] = ()
    under: Mapping[str, str] = field(default_factory=dict, repr=False)
    replaces: int | None = None  # row of the grant whose place it takes

    @property
    def content(self) -> Content:
        """Return what is said of these bytes; only a one-off grant names them."""
        return Content(sha256(self.body), len(self.body), len(self.items))


def preview(
    session: Session, person: Person, choice: Choice, words: Callable[[str], str] = str
) -> Preview:
    """Show what would leave, and keep these very bytes with the keys they bear.

    `words` names a kind of data that the record holds and that stays (a measure key or a type of
    fact), for the third fact of the notice, and a tie and a ground as `acting.shown` asks. An
    earlier draft for the same purpose is forgotten.

    Raises:
        NotFound: no such service or purpose.
        WrongUse: a kind, a family, a field or a day that does not fit, or somebody for whom nobody
            signs any more; `detail` names the option.
        NothingChosen: nothing in the record fits.
        ServiceRefused: the service takes no new share now.
        CatalogueStale, CatalogueForked: nothing new is signed under this catalogue.
    """
    held, service = catalogues.find(session, choice.service)
    finality = service.finality(choice.finality)
    if finality is None:
        raise NotFound(what="finality")
    catalogues.open_for_new(session, held)
    if not service.usable:
        raise ServiceRefused(service=said(service.name, spoken()), problem="service-not-available")
    with session.database.transaction():
        signatory = signatories.towards(session, person, service.id)
        shown = _composed(
            session, person, choice, _Asked(held, service, finality), signatory, words
        )
        _keep(session, shown)
    return shown


def save(shown: Preview, place: Path) -> None:
    """Write the exact bytes to a file for the person alone; NotWritable, DiskFull."""
    with files.placed(place):
        files.make(place, shown.body)


@dataclass(frozen=True, slots=True)
class _Asked:
    held: Held
    service: Service
    finality: Finality


def _composed(
    session: Session, person: Person, choice: Choice, asked: _Asked, signatory: Signatory,
    words: Callable[[str], str],
) -> Preview:  # fmt: skip
    now = session.clock.now()
    acting.check(person, now)
    categories = terms.categories(choice, asked.finality)
    detail = terms.detail(choice, asked.finality, categories, person, now)
    held = gathered(session, person, detail)
    selection = select(held.kept, _wish(choice, detail, held))
    if not selection.chosen:
        raise NothingChosen
    chosen = tuple(opened(session, selection.chosen))
    made = outgoing.bundle(chosen, (detail,), signatory.id_key, signatory.key.thumbprint)
    if len(made.body) > MOST_BYTES or len(made.items) > standing.MOST_ITEMS:
        raise ServiceRefused(service=said(asked.service.name, spoken()), problem="too-large")
    under = _under(selection.chosen, categories)
    kinds = _counted(under, categories)
    left_out = _staying(selection, held.measures, words)
    body, lang = made.body, spoken()
    content = Content(sha256(body), len(body), len(made.items))
    replaced = renewing.replaced(session, person, choice)
    letter = Draft(
        jti=str(uuid4()), at=int(now.timestamp()),
        until=acting.bounded(person, terms.until(choice, asked.finality, person, now)),
        service=asked.service, catalogue=asked.held.catalogue.pinned, details=(detail,),
        content=content if choice.mode == "once" else None, recovery=signatory.recovery,
        replaces=None if replaced is None else replaced.named,
        shown=Shown(kinds, left_out, acting.shown(person, words)),
    )  # fmt: skip
    items = tuple(
        SentItem(one.ref, one.fact, one.version, secrets.token_bytes(_SALT), bytes(32))
        for one in made.items
    )
    return Preview(
        choice, person, asked.service, asked.held, signatory, letter, body, items, kinds, left_out,
        notice(letter, asked.service, lang), lang, held.by_day, under,
        None if replaced is None else replaced.row,
    )  # fmt: skip


def _wish(choice: Choice, detail: Detail, held: Gathered) -> Wish:
    """Return what may leave of what there is; what is left out must be there."""
    if not {one.uid for one in held.kept}.issuperset(choice.unticked):
        raise WrongUse("--without-item")
    papers = {one.uid for one in held.kept if one.fact.document is not None}
    if not papers.issuperset(choice.documents):
        raise WrongUse("--document")
    others = papers - set(choice.documents) if choice.documents else set()
    return Wish((detail,), frozenset(choice.documents), frozenset(choice.unticked) | others)


def _under(chosen: Sequence[Chosen], categories: Sequence[Category]) -> dict[str, str]:
    """Place each fact (uid) under the first category that names it."""
    under = {}
    for one in chosen:
        form = shared_form(one.kept.fact)
        named = (c.code for c in categories if any(matches(form, scope) for scope in c.scopes))
        under[one.kept.uid] = next(named)
    return under


def _counted(under: Mapping[str, str], categories: Sequence[Category]) -> dict[str, int]:
    return {one.code: list(under.values()).count(one.code) for one in categories}


def _staying(
    selection: Selection, measures: Sequence[str], words: Callable[[str], str]
) -> tuple[str, ...]:
    """Name the kinds that the record holds and of which nothing leaves."""
    leaving = {_kind(one.kept.fact) for one in selection.chosen}
    staying = {_kind(one.kept.fact) for one in selection.left_out if one.reason != "deleted"}
    return tuple(sorted({words(kind) for kind in {*staying, *measures} - leaving}))


def _kind(fact: Fact) -> str:
    return fact.measure or fact.type


def _keep(session: Session, shown: Preview) -> None:
    """Keep a draft in the place of an earlier one for the same purpose."""
    for draft in session.vault.consents.all(shown.person.uid, drafts=True):
        if (draft.service, draft.finality) == (shown.service.id, shown.choice.finality):
            session.vault.consents.drop(draft)
    letter, now = shown.letter, session.ms()
    consent = session.vault.consents.keep(
        Consent(
            letter.jti,
            shown.person.uid,
            shown.held.kept.row,
            shown.service.id,
            said(shown.service.name, shown.lang),
            "service",
            shown.choice.finality,
            shown.choice.mode,
            "draft",
            now,
            letter.until * _SECOND,
            shown.signatory.row,
            shown.signatory.id_key,
            shown.notice,
            replaces=shown.replaces,
        )
    )
    sending = session.vault.sendings.keep(
        Sending(
            str(uuid4()),
            consent.row,
            "share",
            "ready",
            now,
            unb64(sha256(shown.body)),
            len(shown.body),
            len(shown.items),
            body=shown.body,
        )
    )
    session.vault.sendings.keep_items(sending.row, shown.items)
    standing.remember(session, consent, shown.choice)
