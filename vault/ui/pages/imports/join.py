"""Joins the pages of an import to what reads and keeps it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.ui.desk import Desk, Joined
from vault.ui.pages.imports.checking import Checking
from vault.ui.pages.imports.dialogs import NameDialog, SamplesDialog, UndoDialog
from vault.ui.pages.imports.page import ImportsPage
from vault.ui.pages.imports.presenter import ImportsPresenter, Ways
from vault.ui.pages.imports.report_page import ReportPage
from vault.ui.pages.imports.report_presenter import ReportPresenter
from vault.ui.pages.imports.telling import files_of


def join(desk: Desk, *about: str) -> Joined:
    """Open the choice of files, read some ("files", …), or a report ("report", uid, line)."""
    if about[:1] == ("report",):
        return _report(desk, *about[1:])
    page = ImportsPage()
    ways = Ways(desk.ask, desk.aside, desk.go, desk.turn)
    presenter = ImportsPresenter(desk.session, desk.person, ways, page.show_state)
    page.ticked.connect(presenter.tick)
    page.checking_made.connect(lambda checking: _listen(desk, presenter, checking))

    def file() -> None:
        kinds = _("All files (*)")
        desk.open_file(_("Choose a file to import"), kinds, lambda one: presenter.choose([one]))

    def folder() -> None:
        desk.open_folder(_("Choose a folder to import"), lambda one: presenter.choose([one]))

    files = files_of(about[1:]) if about[:1] == ("files",) else ()
    acts = {
        "file": file, "folder": folder, "again": presenter.again, "cancel": presenter.cancel,
        "keep": presenter.keep,
    }  # fmt: skip
    return Joined(
        page, "overview", acts, leave=presenter.leave, begin=lambda: presenter.begin(*files)
    )


def _listen(desk: Desk, presenter: ImportsPresenter, checking: Checking) -> None:
    checking.mine.connect(
        lambda: NameDialog(desk.window, presenter.first, presenter.is_mine).open()
    )
    checking.other.connect(presenter.to_other)
    checking.given_up.connect(presenter.again)
    checking.answered.connect(presenter.answer)
    checking.zoned.connect(presenter.in_zone)
    checking.reread.connect(presenter.as_format)
    checking.left_out.connect(presenter.leave_out)
    checking.optioned.connect(
        lambda replaces, deleted: presenter.options(replaces=replaces, deleted=deleted)
    )

    def sampled(key: str) -> None:
        if (kind := presenter.kind(key)) is not None:
            SamplesDialog(desk.window, kind).open()

    checking.sampled.connect(sampled)


def _report(desk: Desk, batch: str = "", line: str = "") -> Joined:
    page = ReportPage()
    presenter = ReportPresenter(desk.session, desk.person, desk.ask, page.show_state, batch)

    def undone(removed: int) -> None:
        words = ngettext(
            "Import taken back: {n} item is gone.", "Import taken back: {n} items are gone.",
            removed,
        )  # fmt: skip
        desk.tell(words.format(n=whole(removed)), None)

    def undo() -> None:
        presenter.outlook(
            lambda state: UndoDialog(
                desk.window, state,
                lambda edited: presenter.undo(remove_edited=edited, then=undone),
            ).open()
        )  # fmt: skip

    def save() -> None:
        name = f"carnet-import-{desk.today.isoformat()}.txt"
        desk.save_file(_("Save the report"), name, _saved)

    def _saved(path: Path) -> None:
        presenter.save(path, lambda: desk.tell(_("The report is saved."), None))

    acts: dict[str, Callable[..., None]] = {
        "line": presenter.open, "more": presenter.more, "undo_import": undo, "save": save,
    }  # fmt: skip
    return Joined(
        page, "overview", acts, presenter.changed, presenter.leave,
        begin=lambda: presenter.begin(line),
    )  # fmt: skip
