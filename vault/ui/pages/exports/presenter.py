"""Makes the summary, shows it, and writes it where the person wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from vault.errors import VaultError
from vault.formatting import size, whole
from vault.i18n import _, ngettext
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.exports.state import ExportsState, Picture
from vault.usecases import exporting, files_out, leaflets
from vault.usecases.exporting import Sheet
from vault.usecases.session import Session
from vault.wording.charts import speech
from vault.wording.errors import sentence
from vault.wording.paper import forms

KIND: Final = "summary"
DAYS: Final[dict[str, int]] = {"quarter": 91, "half": 182, "year": 365, "all": 36_525}
_EARLIEST: Final = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose record, on which day, and the pixel ratio of the screen."""

    person: Person
    today: date
    ratio: float = 1.0


class ExportsPresenter:
    """Knows use cases, knows no widget."""

    def __init__(
        self, session: Session, whose: Whose, ask: Ask, show: Callable[[ExportsState], None]
    ) -> None:
        self._session, self._whose, self._show = session, whose, show
        self._ask, self._write = Latest(ask), Latest(ask)
        first = whose.person.given or whose.person.called
        self._state = ExportsState(first=first)

    def begin(self) -> None:
        """Make the summary of the period that is chosen."""
        self._turn(step="loading", saved="")
        session, asked, words = self._session, self._asked(), self._words()
        ratio = self._whose.ratio
        self._ask(
            lambda: exporting.preview(session, asked, words, ratio), self._arrived, self._failed
        )

    def choose(self, period: str) -> None:
        """Make it for another period."""
        self._turn(period=period)
        self.begin()

    def name(self) -> str:
        """Propose the name of the file: no name of a person, the day it is made."""
        kind = _("summary")
        return f"carnet-{kind}-{self._whose.today.isoformat()}.pdf"

    def save(self, place: Path, passphrase: str) -> None:
        """Write the file; the passphrase itself is asked each time data leaves in the clear."""
        session, asked, words = self._session, self._asked(), self._words()

        def work() -> None:
            exporting.export(
                session, asked, words, lambda body: files_out.written(place, body), passphrase
            )

        self._write(work, lambda _none: self._turn(saved=str(place)), self._sorry)

    def draw(self, then: Callable[[Sequence[Sheet]], None]) -> None:
        """Hand over the pages that are shown, fine enough for a printer."""
        session, asked, words = self._session, self._asked(), self._words()
        self._write(
            lambda: exporting.preview(session, asked, words, leaflets.PRINTER).sheets, then,
            self._sorry,
        )  # fmt: skip

    def printed(self) -> None:
        """Note that they went to a printer, and say what a printer may keep."""
        session, person = self._session, self._whose.person.uid
        self._write(
            lambda: leaflets.printed(session, person, KIND),
            lambda _none: self._turn(printed=True), self._sorry,
        )  # fmt: skip

    def leave(self) -> None:
        """The page goes: nothing is drawn any more."""
        self._ask.leave()
        self._write.leave()

    def _asked(self) -> exporting.Wanted:
        whose, days = self._whose, DAYS[self._state.period]
        first = max(_EARLIEST, whose.today - timedelta(days=days - 1))
        return exporting.wanted(self._session, KIND, whose.person, first, whose.today)

    def _words(self) -> exporting.Words:
        today = self._whose.today
        return exporting.Words(forms(), lambda measure: speech(measure, today))

    def _arrived(self, found: exporting.Preview) -> None:
        made, count = found.made, len(found.sheets)
        inside = ngettext("{n} item, {pages}, {size}", "{n} items, {pages}, {size}", made.items)
        pages = ngettext("{n} page", "{n} pages", count).format(n=count)
        self._turn(
            step="ready",
            inside=inside.format(n=whole(made.items), pages=pages, size=size(len(made.body))),
            missing=exporting.missing(made, forms()),
            pages=tuple(
                Picture(_("Page {n} of {m}").format(n=number, m=count), one.width, one.height,
                        one.stride, one.body)
                for number, one in enumerate(found.sheets, 1)
            ),
        )  # fmt: skip

    def _failed(self, error: VaultError) -> None:
        self._turn(step="failed", sentence=sentence(error))

    def _sorry(self, error: VaultError) -> None:
        self._turn(sentence=sentence(error))

    def _turn(self, **what: object) -> None:
        kept = {"sentence": "", "printed": False, **what}
        self._state = replace(self._state, **kept)  # type: ignore[arg-type]
        self._show(self._state)
