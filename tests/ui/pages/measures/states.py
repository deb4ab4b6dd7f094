"""Named states of the list of measures; everybody and everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import ANNE, Pictured, Whose, own
from vault.ui.pages.measures.page import MeasuresPage
from vault.ui.pages.measures.state import Group, Line, MeasuresState

_DAYS: Final = (70.9, None, 70.2, 70.1, None, None, 69.8, 69.8, 70.2, 69.9, 69.4, 69.0, 68.7, 68.4)
_STEPS: Final = (7400.0, 3700, 7800, 5300, None, 5500, 7300, 8300, 6900, 7100, 7600, 6700, 6480)


def _line(key: str, looks: str, words: tuple[str, str, str, str], **more: object) -> Line:
    name, value, when, source = words
    icon, hue = looks.split("/")
    made = Line(key, name, icon, hue, value, when, source, f"trends/{key}", _DAYS)
    return replace(made, **more)  # type: ignore[arg-type]


def _english() -> tuple[Group, ...]:
    return (
        Group(
            "Body",
            (
                _line(
                    "body_weight", "weight/measure_body",
                    ("Weight", "68.4 kg", "today, 07:12", "Withings Body+"),
                ),
                _line(
                    "body_height", "height and lengths/measure_body",
                    ("Height", "170 cm", "3 Mar 2024", "said by the person"), days=(),
                ),
            ),
        ),
        Group(
            "Pressure and heart",
            (
                _line(
                    "blood_pressure", "blood pressure/measure_pressure",
                    ("Blood pressure", "138/86 mmHg", "yesterday, 20:05", "Omron X7"),
                ),
            ),
        ),
        Group(
            "Activity",
            (
                _line(
                    "steps", "steps/measure_activity",
                    ("Steps", "6,480 steps", "today", "Apple Watch"), days=_STEPS, bars=True,
                ),
            ),
        ),
        Group(
            "Others",
            (
                _line(
                    "other", "measurements/measure_lab",
                    ("Grip strength, right hand", "31.5 kg", "2 Nov, 10:30", "Clinic"),
                    days=(), opens="values/other",
                ),
            ),
        ),
    )  # fmt: skip


def _french() -> tuple[Group, ...]:
    return (
        Group(
            "Corps",
            (
                _line(
                    "body_weight", "weight/measure_body",
                    ("Poids", "68,4 kg", "aujourd’hui, 7 h 12", "Withings Body+"),
                ),
                _line(
                    "body_height", "height and lengths/measure_body",
                    ("Taille", "170 cm", "3 mars 2024", "déclaré par la personne"), days=(),
                ),
            ),
        ),
        Group(
            "Tension et cœur",
            (
                _line(
                    "blood_pressure", "blood pressure/measure_pressure",
                    ("Tension", "138/86 mmHg", "hier, 20 h 05", "Omron X7"),
                ),
            ),
        ),
        Group(
            "Activité",
            (
                _line(
                    "steps", "steps/measure_activity",
                    ("Pas", "6\u202f480 pas", "aujourd’hui", "Apple Watch"), days=_STEPS, bars=True,
                ),
            ),
        ),
        Group(
            "Autres",
            (
                _line(
                    "other", "measurements/measure_lab",
                    ("Force de préhension, main droite", "31,5 kg", "2 nov., 10 h 30", "Clinique"),
                    days=(), opens="values/other",
                ),
            ),
        ),
    )  # fmt: skip


def states(language: str) -> dict[str, MeasuresState]:
    """Return every state that the page must be able to draw, by name."""
    groups = _french() if language == "fr" else _english()
    ready = MeasuresState("ready", groups, 5)
    first, *others = groups
    weight, height = first.lines
    name = "Hémoglobine glyquée fractionnée par chromatographie liquide"
    long = replace(weight, name=name, value="12\u202f345,67 mL/min/1,73\u00a0m²")
    broken = replace(height, readable=False)
    many = tuple(replace(weight, key=f"body_weight_{n}") for n in range(40))
    sentence = {
        "fr": "Une partie de ce carnet est illisible. Rien n’a été modifié.",
        "en": "Part of this carnet cannot be read. Nothing was changed.",
    }[language]
    return {
        "ready": ready,
        "filtered": replace(ready, groups=groups[1:2], filter="tension"),
        "nothing_found": replace(ready, groups=(), filter="zzz"),
        "long": replace(ready, groups=(replace(first, lines=(long, broken)), *others)),
        "many": replace(ready, groups=(replace(first, lines=many),), count=40),
        "empty": MeasuresState("empty"),
        "loading": MeasuresState("loading"),
        "failed": MeasuresState("failed", sentence=sentence),
    }


def _whose(name: str) -> Whose:
    return (ANNE, 0) if name == "long" else own(name)


PICTURED: Final = Pictured("measures", states, MeasuresPage, whose=_whose)
