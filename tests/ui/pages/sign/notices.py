"""Notices as they are signed, for states and for tests."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from vault.record.consent import Content, Detail, Period, Pinned
from vault.record.service import Service
from vault.record.service import read as read_service
from vault.sync.notice import ForWhom, Notice, Shown, text

KINDS: Final = ("identity", "body_weight", "blood_pressure")
_TITLES: Final = (
    ("Identité", "Identity"), ("Poids", "Weight"), ("Tension artérielle", "Blood pressure"),
)  # fmt: skip
ENTRY: Final[dict[str, Any]] = {
    "id": "https://chu.example/preadmission",
    "name": {"fr": "Pré-admission", "en": "Pre-admission"},
    "publisher": {"name": "CHU de Nantes"},
    "status": "online",
    "hosting": {"operator": "Hébergeur", "country": "FR", "outside_eea": False},
    "finalities": [
        {
            "code": "pre-admission",
            "version": 1,
            "label": {"fr": "Préparer votre hospitalisation", "en": "Prepare your stay"},
            "text": {
                "fr": "Le service d’admission lit ces informations avant votre venue.",
                "en": "The admission desk reads this before you come.",
            },
            "purpose": {"system": "urn:x", "code": "TREAT"},
            "refusal": {"no_effect_on_care": True},
            "exchanges": [
                {
                    "domain": "measures",
                    "action": "read",
                    "categories": [
                        {
                            "code": code,
                            "title": {"fr": french, "en": english},
                            "required": code == "identity",
                            "scopes": ["patient/Observation.rs"],
                        }
                        for code, (french, english) in zip(KINDS, _TITLES, strict=True)
                    ],
                }
            ],
            "modes": ["once"],
            "max_days": 90,
            "default_days": 30,
            "retention_days": 30,
            "history_days": 90,
        }
    ],
}


def service(**more: Any) -> Service:
    """Return the service of the entry, with other members where they are given."""
    return read_service({**ENTRY, **more})


def detail(language: str, one: Service, **more: Any) -> Detail:
    """Return the detail of a grant for its only purpose."""
    (finality,) = one.finalities
    plain: dict[str, Any] = {
        "finality": finality.code, "finality_version": finality.version,
        "label": finality.label.get(language, ""), "purpose": finality.purpose,
        "categories": tuple(c.code for c in finality.asked("read")),
        "scopes": ("patient/Observation.rs",),
        "period": Period(date(2026, 8, 24), date(2026, 11, 24)), "time_zone": "Europe/Paris",
        "mode": "once", "retention_days": finality.retention_days,
    }  # fmt: skip
    return Detail(**{**plain, **more})


def noticed(language: str, one: Service | None = None, *, child: bool = False, **more: Any) -> str:
    """Write the notice of a request, as it is signed."""
    asked = one or service()
    staying = {
        "fr": ("Documents", "Pas", "Sommeil"), "en": ("Documents", "Sleep", "Steps")
    }  # fmt: skip
    whom = {
        "fr": ForWhom("Noé Martin", "mon enfant", "la loi"),
        "en": ForWhom("Noé Martin", "my child", "the law"),
    }
    return text(
        Notice(
            detail(language, asked, **more), asked, Pinned("https://annuaire.example", 12, "x"),
            1_797_116_399, Content("AbCd" * 10 + "xyz", 128_000, 106),
            Shown(
                {"identity": 1, "body_weight": 64, "blood_pressure": 41}, staying[language],
                whom[language] if child else None,
            ),
        ),
        language,
    )  # fmt: skip
