"""Opens the dialog about the origin of a value."""

from __future__ import annotations

from vault.ui.desk import Desk
from vault.ui.pages.provenance.dialog import ProvenanceDialog
from vault.ui.pages.provenance.presenter import ProvenancePresenter
from vault.ui.pages.provenance.state import ProvenanceState
from vault.wording.errors import sentence


def join(desk: Desk, uid: str) -> None:
    """Say where a value or a fact comes from."""

    def show(state: ProvenanceState) -> None:
        dialog = ProvenanceDialog(desk.window, state)

        def act(key: str) -> None:
            name, _slash, about = key.partition("/")
            if name == "import":
                dialog.accept()
                desk.go(f"imports/report/{state.batch}")
            elif name == "restore":
                dialog.accept()
                presenter.restore(uid, about)

        dialog.asked.connect(act)
        dialog.open()

    presenter = ProvenancePresenter(
        desk.session, desk.person, desk.ask, show, desk.tell,
        lambda error: desk.tell(sentence(error), None),
    )  # fmt: skip
    presenter.open(uid)
