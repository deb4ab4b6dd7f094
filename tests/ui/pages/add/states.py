"""Named states of the dialog of a measurement; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from tests.ui.shots import Pictured
from vault.record.measures import known
from vault.ui.pages.add.dialog import AddDialog
from vault.ui.pages.add.forms import form
from vault.ui.pages.add.state import AddState, Typed
from vault.usecases.entering import typable
from vault.wording.measures import measure_name

_WORDS: Final = {
    "fr": {
        "title": "Ajouter une mesure pour Claire",
        "edit": "Modifier une mesure de Claire",
        "long": "Ajouter une mesure pour Anne-Charlotte-Élisabeth-Marguerite",
        "last": "Dernière\u00a0: 68,4\u00a0kg, hier, 7 h 12",
        "more": "C’est 5\u00a0kg de plus que le 22 nov. Vérifiez la valeur.",
        "there": "Cette mesure existe déjà.",
        "number": "Saisissez un nombre, par exemple 70,5.",
        "future": "Cette date est dans le futur.",
        "added": "Mesure ajoutée",
    },
    "en": {
        "title": "Add a measurement for Claire",
        "edit": "Edit a measurement of Claire",
        "long": "Add a measurement for Anne-Charlotte-Élisabeth-Marguerite",
        "last": "Last: 68.4\u00a0kg, yesterday, 07:12",
        "more": "This is 5\u00a0kg more than on 22 Nov. Check the value.",
        "there": "This measurement already exists.",
        "number": "Type a number, for example 70.5.",
        "future": "This time lies in the future.",
        "added": "Measurement added",
    },
}


def _typed(kind: str, unit: str, **values: str) -> Typed:
    return Typed(kind, values, unit, "23/11/2026", "07:12")


def states(language: str) -> dict[str, AddState]:
    """Return every state that the dialog must be able to draw, by name."""
    words = _WORDS[language]
    kinds = tuple((one.key, measure_name(one)) for one in typable())
    weight, pressure, sugar = (known(key) for key in ("body_weight", "blood_pressure", "glucose"))
    plain = AddState(
        words["title"], form(weight), _typed("body_weight", "kg"), kinds, last=words["last"]
    )
    cuff = _typed("blood_pressure", "mm[Hg]", systolic="138", diastolic="86", pulse="62")
    wrong = {"value": words["number"], "day": words["future"], "form": words["there"]}
    return {
        "ready": plain,
        "pressure": replace(plain, form=form(pressure), begin=cuff, last=""),
        "glucose": replace(
            plain, form=form(sugar), begin=_typed("glucose", "g/L", value="0,94"), last=""
        ),
        "unusual": replace(
            plain, begin=_typed("body_weight", "kg", value="73,4"), warning=words["more"]
        ),
        "wrong": replace(plain, begin=_typed("body_weight", "kg", value="x"), errors=wrong),
        "again": replace(plain, said=words["added"]),
        "busy": replace(plain, busy=True),
        "edit": replace(
            plain, title=words["edit"], kinds=(), last="",
            begin=_typed("body_weight", "kg", value="68,40"),
        ),
        "long": replace(plain, title=words["long"]),
    }  # fmt: skip


def _dialog(window: QWidget, state: AddState) -> AddDialog:
    return AddDialog(window, state, lambda: ("23/11/2026", "12:00"))


PICTURED: Final = Pictured("measures", states, dialog=_dialog)
