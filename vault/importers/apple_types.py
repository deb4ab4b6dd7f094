"""What each HealthKit type becomes, and the units Apple writes.

https://developer.apple.com/documentation/healthkit/hkquantitytypeidentifier
"""

from __future__ import annotations

import re
from typing import Final

from vault.record.provenance import DeviceClass, Source
from vault.record.series import STAGE

SYSTEM: Final = "https://developer.apple.com/documentation/healthkit"
QUANTITY: Final = "HKQuantityTypeIdentifier"
DIETARY: Final = "HKQuantityTypeIdentifierDietary"
STAGE_UNIT: Final = STAGE
SLEEP: Final = "HKCategoryTypeIdentifierSleepAnalysis"
GLUCOSE: Final = "HKQuantityTypeIdentifierBloodGlucose"
SYSTOLIC: Final = "HKQuantityTypeIdentifierBloodPressureSystolic"
DIASTOLIC: Final = "HKQuantityTypeIdentifierBloodPressureDiastolic"
PRESSURE: Final = "HKCorrelationTypeIdentifierBloodPressure"

MEASURES: Final = {
    QUANTITY + name: measure
    for name, measure in {
        "BodyMass": "body_weight",
        "Height": "body_height",
        "BodyMassIndex": "bmi",
        "LeanBodyMass": "lean_mass",
        "WaistCircumference": "waist_circumference",
        "BodyFatPercentage": "body_fat_pct",
        "OxygenSaturation": "spo2",
        "HeartRate": "heart_rate",
        "RestingHeartRate": "resting_heart_rate",
        "WalkingHeartRateAverage": "walking_heart_rate",
        "HeartRateVariabilitySDNN": "hrv_sdnn",
        "RespiratoryRate": "respiratory_rate",
        "BodyTemperature": "body_temperature",
        "VO2Max": "vo2max",
        "StepCount": "steps",
        "DistanceWalkingRunning": "distance",
        "FlightsClimbed": "floors",
        "AppleExerciseTime": "exercise_time",
        "ActiveEnergyBurned": "active_energy",
        "BasalEnergyBurned": "resting_energy",
        "WalkingSpeed": "walking_speed",
        "SixMinuteWalkTestDistance": "six_minute_walk",
        "DietaryWater": "water_intake",
        "DietaryEnergyConsumed": "energy_intake",
        "PeakExpiratoryFlowRate": "peak_flow",
        "ForcedExpiratoryVolume1": "fev1",
        "ForcedVitalCapacity": "fvc",
        "NumberOfTimesFallen": "falls",
        "PeripheralPerfusionIndex": "perfusion_index",
    }.items()
}
# numbers without a measure of ours: kept under their own name and unit
_OTHERS: Final = """
    AppleSleepingWristTemperature AppleStandTime AppleMoveTime AppleWalkingSteadiness
    BasalBodyTemperature BloodAlcoholContent CyclingCadence CyclingPower CyclingSpeed
    DistanceCycling DistanceSwimming DistanceWheelchair DistanceDownhillSnowSports
    EnvironmentalAudioExposure EnvironmentalSoundReduction HeadphoneAudioExposure
    HeartRateRecoveryOneMinute InhalerUsage InsulinDelivery AtrialFibrillationBurden
    ElectrodermalActivity NumberOfAlcoholicBeverages PhysicalEffort PushCount
    RunningGroundContactTime RunningPower RunningSpeed RunningStrideLength
    RunningVerticalOscillation StairAscentSpeed StairDescentSpeed SwimmingStrokeCount
    TimeInDaylight UVExposure UnderwaterDepth WalkingAsymmetryPercentage
    WalkingDoubleSupportPercentage WalkingStepLength WaterTemperature DietaryCaffeine
    DietaryCarbohydrates DietaryProtein DietaryFatTotal DietaryFatSaturated DietaryFiber
    DietarySugar DietarySodium DietaryCholesterol DietaryPotassium DietaryCalcium DietaryIron
    AppleSleepingBreathingDisturbances
"""
OTHERS: Final = frozenset(QUANTITY + name for name in _OTHERS.split())
# category types say an event or a choice, not a number
STAGES: Final = {
    "HKCategoryValueSleepAnalysis" + name: code
    for name, code in {
        "Awake": 1.0, "Asleep": 2.0, "AsleepUnspecified": 2.0, "AsleepCore": 4.0,
        "AsleepDeep": 5.0, "AsleepREM": 6.0, "InBed": 8.0,
    }.items()
}  # fmt: skip
_UNITS: Final = {
    "%": "{fraction}",  # Apple writes a share of one
    "Cal": "kcal", "kcal": "kcal", "cal": "cal", "kJ": "kJ", "J": "J",
    "kg": "kg", "g": "g", "lb": "[lb_av]", "oz": "[oz_av]", "st": "[stone_av]",
    "mm": "mm", "cm": "cm", "m": "m", "km": "km", "in": "[in_i]", "ft": "[ft_i]", "mi": "[mi_i]",
    "degC": "Cel", "degF": "[degF]", "K": "K",
    "count/min": "/min", "count/s": "/s",
    "hr": "h", "min": "min", "s": "s", "ms": "ms", "d": "d",
    "km/hr": "km/h", "mi/hr": "[mi_i]/h", "m/s": "m/s",
    "mmHg": "mm[Hg]", "kPa": "kPa", "cmHg": "cm[Hg]",
    "mg/dL": "mg/dL", "mL/min·kg": "mL/min/kg", "ml/min·kg": "mL/min/kg", "mL/kg·min": "mL/min/kg",
    "L": "L", "mL": "mL", "fl_oz_us": "[foz_us]", "L/min": "L/min", "dBASPL": "dB[SPL]",
}  # fmt: skip
_COUNTED: Final = {"steps": "{steps}", "floors": "{flights}", "bmi": "kg/m2", "falls": "{fall}"}
_SUBSTANCE: Final = re.compile(r"mmol<[0-9.]{1,30}>/L")
_ADDRESS: Final = re.compile(r"<?<HKDevice: 0x[0-9a-fA-F]{1,16}>,? ?")
_CGM: Final = ("librelink", "freestyle", "dexcom", "diabox", "xdrip", "loop", "g6", "g7", "glimp")
_HARDWARE: Final[dict[str, DeviceClass]] = {"Watch": "watch", "iPhone": "phone", "iPad": "phone"}


def unit_of(text: str | None, measure: str) -> str:
    """Return the UCUM unit of what Apple writes; the text itself where there is none."""
    if not text or text == "count":
        return _COUNTED.get(measure, "1")
    return "mmol/L" if _SUBSTANCE.fullmatch(text) else _UNITS.get(text, text)


def is_cgm(name: str) -> bool:
    """Tell whether a source is an app that reads a glucose sensor."""
    plain = name.casefold()
    return any(word in plain for word in _CGM)


def source_of(name: str, device: str | None) -> Source:
    """Return the source of a record: without memory address, version and non-breaking spaces."""
    shown = " ".join(name.replace("\u00a0", " ").split())
    parts = _parts(device or "")
    hardware = parts.get("hardware", "")
    return Source(
        vendor=parts.get("manufacturer", ""),
        app=shown,
        model=hardware or parts.get("model", ""),
        device_class=_class_of(hardware, shown),
        label=shown,
    )


def _parts(device: str) -> dict[str, str]:
    """Read `name:Apple Watch, manufacturer:Apple Inc., hardware:Watch6,12, …`."""
    found: dict[str, str] = {}
    last = ""
    for piece in _ADDRESS.sub("", device.replace("\u00a0", " ")).rstrip(">").split(","):
        key, colon, value = piece.strip().partition(":")
        if colon and key.isalpha():
            last, found[key] = key, value.strip()
        elif last:
            found[last] += f",{piece.strip()}"
    return found


def _class_of(hardware: str, name: str) -> DeviceClass:
    for word, kind in _HARDWARE.items():
        if hardware.startswith(word):
            return kind
    plain = name.casefold()
    if "watch" in plain:
        return "watch"
    if "iphone" in plain or "ipad" in plain:
        return "phone"
    return "cgm" if is_cgm(name) else "app"
