from __future__ import annotations

import io
import json
import zipfile
from datetime import date

from vault.usecases.demo import FAMILY, record_bundle, withings_zip

DAY = date(2026, 11, 23)


def test_the_same_day_makes_the_same_files() -> None:
    assert withings_zip(DAY) == withings_zip(DAY)
    assert record_bundle(DAY) == record_bundle(DAY)


def test_the_export_ends_the_day_before_and_holds_what_its_maker_writes() -> None:
    with zipfile.ZipFile(io.BytesIO(withings_zip(DAY))) as archive:
        weights = archive.read("weight.csv").decode().splitlines()
        pressures = archive.read("bp.csv").decode().splitlines()
        assert set(archive.namelist()) >= {"weight.csv", "bp.csv", "raw_tracker_steps.csv"}
    assert weights[0].startswith("Date,Weight (kg)")
    assert weights[-1] < "2026-11-23"
    assert len(weights) > 200
    assert len(pressures[1].split(",")) == 5


def test_the_record_names_the_person_of_the_family() -> None:
    bundle = json.loads(record_bundle(DAY))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds[0] == "Patient"
    assert bundle["entry"][0]["resource"]["birthDate"] == FAMILY[0].born
    assert {"AllergyIntolerance", "MedicationStatement", "Immunization"} <= set(kinds)
