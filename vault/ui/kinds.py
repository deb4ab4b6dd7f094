"""Which icon of the tokens stands for a kind of data; plain Python."""

from __future__ import annotations

from typing import Final

_ICONS: Final = {
    "identity": "person", "allergies": "allergy", "allergy": "allergy", "treatments": "treatment",
    "medication": "treatment", "problems": "medical profile", "condition": "medical profile",
    "body_weight": "weight", "body_height": "height and lengths",
    "blood_pressure": "blood pressure", "heart_rate": "heart rate",
    "resting_heart_rate": "heart rate", "steps": "steps", "sleep": "sleep", "glucose": "glucose",
    "body_temperature": "temperature", "spo2": "oxygen and breathing", "pain": "pain",
    "immunization": "vaccine", "vaccinations": "vaccine", "document": "documents",
    "documents": "documents", "report": "laboratory",
}  # fmt: skip


def icon_of(kind: str) -> str:
    """Return the icon of a measure key, a type of fact or a category of a catalogue."""
    return _ICONS.get(kind, "measurements")
