"""Joins the settings to what they set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vault.errors import VaultError, WrongPassphrase
from vault.formatting import long_date
from vault.i18n import _, ngettext
from vault.ui.desk import Desk, Joined
from vault.ui.pages.settings.page import SettingsPage
from vault.ui.pages.settings.presenter import Choices, SettingsPresenter
from vault.ui.pages.settings.secrets import PassphraseDialog, SheetDialog, WordsDialog
from vault.ui.widgets.question import Question
from vault.usecases import editing, files_out, sheets, unlocking, ways_in
from vault.wording.errors import sentence


def join(desk: Desk, section: str = "looks") -> Joined:
    """Open the settings, at a section."""
    page = SettingsPage()
    presenter = SettingsPresenter(
        desk.session, Choices(lambda: desk.memory.now, desk.choose), desk.ask, page.show_state
    )
    ways = _Ways(desk, presenter)

    def put(key: str, answer: str) -> None:
        if (key, answer) == ("idle", "never"):
            _ask_never(desk, presenter)
        else:
            presenter.put(key, answer)

    return Joined(
        page, "settings",
        {
            "section": presenter.open, "put": put, "again": presenter.begin,
            "check": presenter.check, "passphrase": ways.passphrase, "sheet": ways.sheet,
            "try sheet": ways.try_sheet, "key file": ways.key_file, "remove": ways.remove,
            "empty": lambda: _empty(desk),
        },
        changed=lambda _changes: presenter.begin(), leave=presenter.leave,
        help=lambda: _("How Carnet looks, locks and is opened. Every choice counts at once."),
        begin=lambda: presenter.open(section),
    )  # fmt: skip


def _ask_never(desk: Desk, presenter: SettingsPresenter) -> None:
    question = Question(
        desk.window, _("Never lock this carnet by itself?"),
        (_("Anyone in front of this computer will be able to read your carnet."),),
        _("Keep the automatic locking"), _("Never lock by itself"),
    )  # fmt: skip
    question.rejected.connect(presenter.begin)
    question.put(lambda: presenter.put("idle", "never"))


def _empty(desk: Desk) -> None:
    def gone(count: int) -> None:
        said = ngettext("{count} item erased for good", "{count} items erased for good", count)
        desk.tell(said.format(count=count), None)

    question = Question(
        desk.window,
        _("Empty the bin of {first}?").format(first=desk.person.given or desk.person.called),
        (_("What lies there is erased for good. Backups made before still contain it."),),
        _("Keep the bin"), _("Empty the bin"),
    )  # fmt: skip
    question.put(
        lambda: desk.ask(lambda: editing.empty_trash(desk.session, desk.person), gone, _sorry(desk))
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """What changes how the carnet is opened; each asks the passphrase first."""

    desk: Desk
    presenter: SettingsPresenter

    def passphrase(self) -> None:
        desk = self.desk
        dialog: PassphraseDialog

        def change(old: str, new: str) -> None:
            def work() -> None:
                unlocking.ask_again(desk.session, old)
                ways_in.change_passphrase(desk.session, new, desk.policy())

            desk.ask(work, lambda _none: done(), refused)

        def refused(error: VaultError) -> None:
            dialog.wrong("old" if isinstance(error, WrongPassphrase) else "new", error)

        def done() -> None:
            dialog.accept()
            desk.tell(_("The new passphrase is set."), None)

        dialog = PassphraseDialog(desk.window, change)
        dialog.open()

    def sheet(self) -> None:
        desk = self.desk
        desk.secret(
            _("Make a new sheet"),
            lambda _typed: desk.ask(
                lambda: ways_in.new_sheet(desk.session, desk.policy()), self._shown, _sorry(desk)
            ),
        )

    def try_sheet(self) -> None:
        desk = self.desk
        dialog: WordsDialog

        def done() -> None:
            dialog.accept()
            desk.tell(_("These words open the carnet."), None)
            self.presenter.begin()

        def check(typed: str) -> None:
            desk.ask(
                lambda: ways_in.check_sheet(desk.session, typed), lambda _none: done(),
                dialog.wrong,
            )  # fmt: skip

        dialog = WordsDialog(desk.window, check)
        dialog.open()

    def key_file(self) -> None:
        desk = self.desk

        def write(place: Path) -> None:
            def work() -> None:
                ways_in.add_key_file(
                    desk.session, lambda content: files_out.written(place, content), desk.policy()
                )

            desk.ask(work, lambda _none: self._changed(_("Key file written")), _sorry(desk))

        desk.secret(
            _("Add a key file"),
            lambda _typed: desk.save_file(_("Add a key file"), "carnet.cle", write),
        )

    def remove(self, way: str) -> None:
        desk = self.desk
        desk.secret(
            _("Remove this key file"),
            lambda _typed: desk.ask(
                lambda: ways_in.remove(desk.session, way),
                lambda _none: self._changed(_("Key file removed")), _sorry(desk),
            ),
        )  # fmt: skip

    def _shown(self, words: tuple[str, ...]) -> None:
        desk = self.desk
        dialog = SheetDialog(desk.window, words)

        def write(place: Path) -> None:
            desk.ask(
                lambda: files_out.written(
                    place, sheets.paper(words, desk.session.clock, long_date)
                ),
                lambda _none: desk.tell(_("Sheet saved"), None), _sorry(desk),
            )  # fmt: skip

        def asked(key: str) -> None:
            if key == "save":
                desk.save_file(_("Save the sheet"), "carnet-fiche-de-secours.pdf", write)

        dialog.asked.connect(asked)
        dialog.accepted.connect(self.presenter.begin)
        dialog.open()

    def _changed(self, words: str) -> None:
        self.desk.tell(words, None)
        self.presenter.begin()


def _sorry(desk: Desk) -> Callable[[VaultError], None]:
    return lambda error: desk.tell(sentence(error), None)
