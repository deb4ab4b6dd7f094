"""Turns the documents of a record into a list and one open document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vault.errors import VaultError
from vault.formatting import size, whole
from vault.i18n import _, ngettext
from vault.record.identity import folded
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.documents.state import DocumentsState, Picture, Row, View
from vault.usecases import documents
from vault.usecases.documents import Held, Look
from vault.usecases.session import Session
from vault.wording.categories import category
from vault.wording.errors import sentence
from vault.wording.measures import titled
from vault.wording.paper import forms


class DocumentsPresenter:
    """Knows use cases, knows no widget. `ratio` is the pixel ratio of the screen."""

    def __init__(
        self, session: Session, person: Person, ask: Ask,
        show: Callable[[DocumentsState], None], ratio: float = 1.0,
    ) -> None:  # fmt: skip
        self._session, self._person, self._show, self._ratio = session, person, show, ratio
        self._ask, self._open = Latest(ask), Latest(ask)
        self._held: tuple[Held, ...] = ()
        self._state = DocumentsState()

    def begin(self) -> None:
        """Read the list."""
        session, person = self._session, self._person
        self._ask(lambda: documents.held(session, person, forms()), self._arrived, self._failed)

    def sift(self, words: str) -> None:
        """Keep the documents with these words in their title or detail."""
        self._turn(words=words)
        self._arranged()

    def open(self, uid: str) -> None:
        """Show a document."""
        found = [one for one in self._held if one.kept.uid == uid]
        if not found:
            return
        view = View(uid, titled(found[0].kept.fact.title), _facts(found[0]))
        if found[0].media is None:
            said = _("Only its description came; the document itself was not in the file.")
            self._turn(view=replace(view, step="none", sentence=said))
            return
        self._turn(view=view)
        session, ratio = self._session, self._ratio
        self._open(
            lambda: documents.look(session, uid, ratio),
            lambda look: self._opened(view, look),
            lambda error: self._turn(view=_unseen(view, error)),
        )

    def close(self) -> None:
        """Go back to the list alone."""
        self._open.leave()
        self._turn(view=None)

    def leave(self) -> None:
        """The page goes: nothing is drawn any more."""
        self._ask.leave()
        self._open.leave()

    def _arrived(self, found: tuple[Held, ...]) -> None:
        self._held = found
        self._arranged()

    def _arranged(self) -> None:
        asked = folded(self._state.words)
        rows = tuple(row for row in map(_row, self._held) if asked in folded(_searched(row)))
        count = ngettext("{n} document", "{n} documents", len(self._held))
        said = count.format(n=whole(len(self._held)))
        if len(rows) < len(self._held):
            said = ngettext("{n} of {total} document", "{n} of {total} documents", len(self._held))
            said = said.format(n=whole(len(rows)), total=whole(len(self._held)))
        self._turn(step="ready" if self._held else "empty", rows=rows, count=said)

    def _opened(self, view: View, look: Look) -> None:
        pages = tuple(
            Picture(_("Page {n} of {m}").format(n=n, m=len(look.pages)), one.width, one.height,
                    one.stride, one.body)
            for n, one in enumerate(look.pages, 1)
        )  # fmt: skip
        shown = replace(view, step="ready", pages=pages, text=look.text, picture=look.picture)
        if not (pages or look.text or look.picture):
            shown = replace(shown, step="none", sentence=_("Carnet cannot show this kind of file."))
        self._turn(view=shown)

    def _failed(self, error: VaultError) -> None:
        self._turn(step="failed", sentence=sentence(error))

    def _turn(self, **what: object) -> None:
        self._state = replace(self._state, **what)  # type: ignore[arg-type]
        self._show(self._state)


def _unseen(view: View, error: VaultError) -> View:
    return replace(view, step="failed", sentence=sentence(error))


def _searched(row: Row) -> str:
    return f"{row.title} {row.detail}"


def _row(held: Held) -> Row:
    kind = category(held.category) if held.category else ""
    detail = " · ".join(part for part in (kind, held.when, held.by) if part)
    return Row(held.kept.uid, titled(held.kept.fact.title), detail, held.kept.withheld)


def _facts(held: Held) -> tuple[tuple[str, str], ...]:
    told = [(_("Date"), held.when), (_("Source"), held.by)]
    if held.category:
        told.insert(0, (_("Kind"), category(held.category)))
    if held.size is not None and held.media:
        told.append((_("Size"), size(held.size)))
        told.append((_("Format"), held.media))
    return tuple(told)
