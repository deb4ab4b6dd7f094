"""The names of measures and of their parts, the same in window, terminal and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.record.measures import MEASURES, Measure

_MEASURES: Final[dict[str, Callable[[], str]]] = {
    "body_weight": lambda: _("Weight"),
    "body_height": lambda: _("Height"),
    "bmi": lambda: _("BMI"),
    "body_fat_pct": lambda: _("Body fat"),
    "fat_mass": lambda: _("Fat mass"),
    "lean_mass": lambda: _("Lean mass"),
    "muscle_mass": lambda: _("Muscle mass"),
    "muscle_pct": lambda: _("Muscle (%)"),
    "bone_mass": lambda: _("Bone mass"),
    "body_water_mass": lambda: _("Body water (kg)"),
    "body_water_pct": lambda: _("Body water"),
    "visceral_fat": lambda: _("Visceral fat index"),
    "waist_circumference": lambda: _("Waist"),
    "hip_circumference": lambda: _("Hip"),
    "head_circumference": lambda: _("Head circumference"),
    "basal_metabolic_rate": lambda: _("Basal metabolic rate"),
    "blood_pressure": lambda: _("Blood pressure"),
    "heart_rate": lambda: _("Heart rate"),
    "resting_heart_rate": lambda: _("Resting heart rate"),
    "walking_heart_rate": lambda: _("Walking heart rate"),
    "hrv_sdnn": lambda: _("HRV (SDNN)"),
    "hrv_rmssd": lambda: _("HRV (RMSSD)"),
    "pulse_wave_velocity": lambda: _("Pulse wave velocity"),
    "vo2max": lambda: _("VO₂ max"),
    "ecg": lambda: _("ECG"),
    "respiratory_rate": lambda: _("Respiratory rate"),
    "spo2": lambda: _("Oxygen saturation"),
    "perfusion_index": lambda: _("Perfusion index"),
    "peak_flow": lambda: _("Peak flow"),
    "fev1": lambda: _("FEV1"),
    "fvc": lambda: _("FVC"),
    "body_temperature": lambda: _("Temperature"),
    "skin_temperature_delta": lambda: _("Skin temperature change"),
    "glucose": lambda: _("Blood glucose"),
    "glucose_interstitial": lambda: _("Interstitial glucose"),
    "glucose_management_index": lambda: _("Glucose management index"),
    "glucose_time_in_range": lambda: _("Time in range"),
    "hba1c": lambda: _("HbA1c"),
    "ketones": lambda: _("Ketones"),
    "total_cholesterol": lambda: _("Total cholesterol"),
    "hdl_cholesterol": lambda: _("HDL cholesterol"),
    "ldl_cholesterol": lambda: _("LDL cholesterol"),
    "triglycerides": lambda: _("Triglycerides"),
    "creatinine": lambda: _("Creatinine"),
    "egfr": lambda: _("eGFR"),
    "urea": lambda: _("Urea"),
    "urate": lambda: _("Uric acid"),
    "sodium": lambda: _("Sodium"),
    "potassium": lambda: _("Potassium"),
    "calcium": lambda: _("Calcium"),
    "albumin": lambda: _("Albumin"),
    "crp": lambda: _("CRP"),
    "alt": lambda: _("ALT"),
    "ast": lambda: _("AST"),
    "ggt": lambda: _("GGT"),
    "alp": lambda: _("ALP"),
    "bilirubin": lambda: _("Total bilirubin"),
    "hemoglobin": lambda: _("Haemoglobin"),
    "hematocrit": lambda: _("Haematocrit"),
    "leukocytes": lambda: _("White cells"),
    "platelets": lambda: _("Platelets"),
    "erythrocytes": lambda: _("Red cells"),
    "ferritin": lambda: _("Ferritin"),
    "tsh": lambda: _("TSH"),
    "inr": lambda: _("INR"),
    "vitamin_d": lambda: _("Vitamin D"),
    "vitamin_b12": lambda: _("Vitamin B12"),
    "folate": lambda: _("Folate"),
    "steps": lambda: _("Steps"),
    "distance": lambda: _("Walking distance"),
    "active_energy": lambda: _("Active energy"),
    "resting_energy": lambda: _("Resting energy"),
    "floors": lambda: _("Floors climbed"),
    "exercise_time": lambda: _("Exercise time"),
    "walking_speed": lambda: _("Walking speed"),
    "six_minute_walk": lambda: _("Six-minute walk"),
    "sleep": lambda: _("Sleep"),
    "pain": lambda: _("Pain"),
    "mood": lambda: _("Mood"),
    "fatigue": lambda: _("Fatigue"),
    "stress": lambda: _("Stress"),
    "falls": lambda: _("Falls"),
    "water_intake": lambda: _("Water intake"),
    "energy_intake": lambda: _("Energy intake"),
}
_COMPONENTS: Final[dict[str, Callable[[], str]]] = {
    "systolic": lambda: _("Systolic"),
    "diastolic": lambda: _("Diastolic"),
    "mean": lambda: _("Mean pressure"),
}


def measure_name(measure: Measure) -> str:
    """Name a measure."""
    return _MEASURES[measure.key]()


def titled(title: str) -> str:
    """Say the title of a fact: a measured value is titled by its key, and named as people do."""
    measure = MEASURES.get(title)
    return title if measure is None else measure_name(measure)


def component_name(component: str) -> str:
    """Name a part of a panel; one that has no words of its own keeps its key."""
    word = _COMPONENTS.get(component)
    return component if word is None else word()
