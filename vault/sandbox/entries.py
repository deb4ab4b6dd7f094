"""The three services of the practice catalogue, as their entries state them. All made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vault.crypto.base64url import sha256
from vault.crypto.keys import PublicKey
from vault.record.codes import LOINC
from vault.record.measures import MEASURES
from vault.record.shared_form import DOCUMENT_CATEGORY

NAMES: Final = ("pre-admission", "diabetes-follow-up", "sport")
_REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
_FAMILIES: Final = (  # family, criteria, mandatory ones, how it was looked at
    ("urbanisation", 17, 14, "declared"),
    ("interoperability", 60, 4, "tested"),
    ("security", 55, 43, "audited"),
    ("ethics", 20, 6, "declared"),
)

Words = dict[str, str]


def entry(name: str, origin: str, signing: PublicKey, sealing: PublicKey) -> dict[str, Any]:
    """Return the entry of a service whose endpoints lie under `origin`."""
    base = f"{origin}/{name}"
    return {
        "id": base,
        "oid": f"2.999.1.{NAMES.index(name) + 1}",
        "status": "online",
        "status_since": "2026-01-15",
        "referenced": {"from": "2026-01-15", "until": "2028-01-15"},
        "logo": None,
        "medical_device": {"is": False},
        "terms": {"url": f"{base}/terms", "version": "1", "sha256": sha256("terms")},
        "privacy": {"url": f"{base}/privacy", "version": "1", "sha256": sha256("privacy")},
        "jwks": {
            "keys": [
                signing.jwk(use="sig", alg="ES256"),
                sealing.jwk(use="enc", alg="ECDH-ES+A256KW"),
            ]
        },
        "endpoints": {
            "share": f"{base}/csp/v1/shares",
            "revoke": f"{base}/csp/v1/revocations",
            "erase": f"{base}/csp/v1/erasures",
            "rotate": f"{base}/csp/v1/rotations",
            "status": f"{base}/csp/v1/status",
            "smart": f"{base}/fhir",
        },
        "limits": {"envelope_bytes": 25165824, "items": 5000},
        **_SERVICES[name],
    }


def _both(french: str, english: str) -> Words:
    return {"fr": french, "en": english}


def _category(code: str, title: Words, scope: str, *, required: bool = False) -> dict[str, Any]:
    return {"code": code, "title": title, "required": required, "scopes": [scope]}


def _measure(key: str, title: Words, *, required: bool = False) -> dict[str, Any]:
    scope = f"patient/Observation.rs?code={LOINC}|{MEASURES[key].loinc}"
    return _category(key, title, scope, required=required)


def _document(code: str, title: Words) -> dict[str, Any]:
    scope = f"patient/DocumentReference.rs?category={DOCUMENT_CATEGORY}|{code}"
    return _category(code, title, scope)


HEART_RATE: Final = _measure("heart_rate", _both("Fréquence cardiaque", "Heart rate"))


def _criteria(*, unmet: str = "") -> list[Mapping[str, Any]]:
    """Return conformity rows; the family `unmet` misses a mandatory criterion."""
    return [
        {
            "family": family,
            "framework": "practice-2026",
            "total": total,
            "mandatory": mandatory,
            "met": total if family != unmet else total - 5,
            "mandatory_met": mandatory if family != unmet else mandatory - 1,
            "how": how,
            "checked": "2026-01-10",
        }
        for family, total, mandatory, how in _FAMILIES
    ]


_HOSTED: Final = {
    "operator": "Hébergeur d’entraînement",
    "country": "FR",
    "outside_eea": False,
    "hds": {"certified": True, "until": "2027-06-30"},
}

_SERVICES: Final[Mapping[str, Mapping[str, Any]]] = {
    "pre-admission": {
        "category": "pre-admission",
        "name": _both("Pré-admission (entraînement)", "Pre-admission (practice)"),
        "summary": _both(
            "Prépare une venue à l’hôpital. Service d’entraînement, sur cet ordinateur.",
            "Prepares a stay in hospital. A practice service, on this computer.",
        ),
        "publisher": {"name": "Hôpital d’entraînement", "country": "FR"},
        "criteria": _criteria(),
        "economic_model": {
            "kind": "public-funding",
            "text": _both("Financé par l’hôpital.", "Paid for by the hospital."),
        },
        "advertising": False,
        "hosting": _HOSTED,
        "onward": {"recipients": [], "text": _both("Aucun.", "None.")},
        "finalities": [
            {
                "code": "pre-admission",
                "version": 1,
                "label": _both("Préparer votre admission", "Prepare your admission"),
                "text": _both(
                    "Le service d’admission lit ces informations avant votre venue.",
                    "The admission desk reads this before you come.",
                ),
                "purpose": {"system": _REASON, "code": "TREAT"},
                "lawful_basis": "consent",
                "refusal": {
                    "text": _both(
                        "Vous répondrez à ces questions à l’accueil.",
                        "You will answer these questions at the desk.",
                    ),
                    "no_effect_on_care": True,
                },
                "exchanges": [
                    {
                        "domain": "profile",
                        "action": "read",
                        "categories": [
                            _category(
                                "identity", _both("Identité", "Identity"),
                                "patient/Patient.rs", required=True,
                            ),
                            _category(
                                "allergies", _both("Allergies", "Allergies"),
                                "patient/AllergyIntolerance.rs",
                            ),
                            _category(
                                "treatments", _both("Traitements", "Treatments"),
                                "patient/MedicationStatement.rs",
                            ),
                            _category(
                                "problems", _both("Problèmes de santé", "Health problems"),
                                "patient/Condition.rs",
                            ),
                        ],
                    },
                    {
                        "domain": "documents",
                        "action": "read",
                        "categories": [
                            _document("CPT_REND", _both("Comptes rendus", "Reports")),
                            _document("BIOLOGIE", _both("Analyses", "Laboratory results")),
                            _document("ORD_SOIN", _both("Ordonnances", "Prescriptions")),
                            _document("SYNTHESE", _both("Synthèses", "Summaries")),
                        ],
                    },
                    {
                        "domain": "measures",
                        "action": "read",
                        "categories": [
                            _measure("body_weight", _both("Poids", "Weight")),
                            _measure(
                                "blood_pressure", _both("Tension artérielle", "Blood pressure")
                            ),
                        ],
                    },
                ],
                "modes": ["once", "standing"],
                "max_days": 90,
                "default_days": 30,
                "retention_days": 30,
                "history_days": 365,
            }
        ],
    },
    "diabetes-follow-up": {
        "category": "follow-up",
        "name": _both("Suivi du diabète (entraînement)", "Diabetes follow-up (practice)"),
        "summary": _both(
            "Une infirmière lit vos glycémies. Service d’entraînement, sur cet ordinateur.",
            "A nurse reads your glucose. A practice service, on this computer.",
        ),
        "publisher": {"name": "Réseau diabète d’entraînement", "country": "FR"},
        "criteria": _criteria(),
        "economic_model": {
            "kind": "subscription",
            "text": _both("Payé par votre mutuelle.", "Paid for by your insurer."),
        },
        "advertising": False,
        "hosting": _HOSTED,
        "onward": {"recipients": [], "text": _both("Aucun.", "None.")},
        "finalities": [
            {
                "code": "glucose-follow-up",
                "version": 1,
                "label": _both("Suivre votre glycémie", "Follow your glucose"),
                "text": _both(
                    "Une infirmière regarde vos glycémies chaque semaine.",
                    "A nurse looks at your glucose every week.",
                ),
                "purpose": {"system": _REASON, "code": "CAREMGT"},
                "lawful_basis": "consent",
                "refusal": {"no_effect_on_care": True},
                "exchanges": [
                    {
                        "domain": "measures",
                        "action": "read",
                        "categories": [
                            _measure("glucose", _both("Glycémie", "Glucose"), required=True)
                        ],
                    },
                    {
                        "domain": "documents",
                        "action": "write",
                        "categories": [
                            _category(
                                "CPT_REND", _both("Compte rendu", "Report"),
                                "patient/DocumentReference.c",
                            )
                        ],
                    },
                ],
                "modes": ["standing", "once"],
                "max_days": 365,
                "default_days": 90,
                "retention_days": 365,
                "history_days": 90,
            }
        ],
    },
    "sport": {
        "category": "wellness",
        "name": _both("Marche et sport (entraînement)", "Walking and sport (practice)"),
        "summary": _both(
            "Compte vos pas et affiche des publicités. Service d’entraînement.",
            "Counts your steps and shows advertisements. A practice service.",
        ),
        "publisher": {"name": "Club d’entraînement", "country": "FR"},
        "criteria": _criteria(unmet="security"),
        "economic_model": {
            "kind": "advertising",
            "text": _both("Financé par la publicité.", "Paid for by advertising."),
        },
        "advertising": True,
        "hosting": {"operator": "Nuage d’entraînement", "country": "US", "outside_eea": True},
        "onward": {
            "recipients": ["Régie d’entraînement"],
            "text": _both("Une régie publicitaire.", "An advertising agency."),
        },
        "finalities": [
            {
                "code": "steps",
                "version": 1,
                "label": _both("Compter vos pas", "Count your steps"),
                "text": _both(
                    "Le club compare vos pas à ceux des autres membres.",
                    "The club compares your steps with those of other members.",
                ),
                "purpose": {"system": _REASON, "code": "PATRQT"},
                "lawful_basis": "consent",
                "exchanges": [
                    {
                        "domain": "measures",
                        "action": "read",
                        "categories": [_measure("steps", _both("Pas", "Steps"), required=True)],
                    }
                ],
                "modes": ["standing", "once"],
                "max_days": 365,
                "default_days": 30,
                "retention_days": 0,
                "history_days": 30,
            }
        ],
    },
}  # fmt: skip
