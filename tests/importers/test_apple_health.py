"""What only whole archives show; the records themselves are fixtures of the shelf."""

from __future__ import annotations

import unicodedata
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.importers.told import source, told
from vault.errors import FileUnsafe
from vault.importers.apple_piles import Hours
from vault.importers.apple_types import source_of, unit_of
from vault.importers.archive import on_disk, unpacked
from vault.importers.formats.apple_health import FORMAT
from vault.importers.registry import claimants
from vault.record.batch import Inner

RECORD = (
    '<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Balance" unit="kg"'
    ' startDate="2026-05-10 07:01:00 +0200" endDate="2026-05-10 07:01:00 +0200" value="72.4"/>'
)
DOCUMENT = f'<HealthData locale="fr_FR">\n{RECORD}\n</HealthData>\n'
PARIS = {"zone": "Europe/Paris"}


def archive(**members: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        for name, body in members.items():
            zipped.writestr(name, body)
    return made.getvalue()


def read(content: bytes) -> list[dict[str, Any]]:
    with ExitStack() as doors:
        opened = unpacked(source(content, "export.zip"), doors)
        assert claimants(opened.probe()) == (FORMAT,)
        return told(FORMAT.read(opened, PARIS))


@pytest.mark.parametrize("name", ["export", "exportation", "exportación", "导出"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_main_document_is_found_whatever_its_name(name: str, form: Any) -> None:
    folder = f"apple_health_export/{unicodedata.normalize(form, name)}"
    (item,) = read(
        archive(**{f"{folder}_cda.xml": "<ClinicalDocument/>", f"{folder}.xml": DOCUMENT})
    )

    assert item["measure"] == "body_weight"
    assert item["where"].endswith(".xml:2")


def test_what_lies_beside_is_given_back_or_named() -> None:
    items = read(
        archive(**{
            "x/export.xml": DOCUMENT, "x/clinical-records/AllergyIntolerance-1.json": "{}",
            "x/workout-routes/route_1.gpx": "<gpx/>", "x/electrocardiograms/ecg_1.csv": "1",
        })
    )  # fmt: skip
    assert items[1:] == [
        {"inner": "AllergyIntolerance-1.json"},
        {"remark": "routes_skipped", "where": "workout-routes"},
        {"unsupported": "electrocardiograms", "count": 1},
    ]


def test_a_clinical_record_is_opened_by_whoever_reads_it() -> None:
    with ExitStack() as doors:
        content = archive(**{"x/export.xml": DOCUMENT, "x/clinical-records/a.json": "{}"})
        opened = unpacked(source(content, "export.zip"), doors)
        (inner,) = [one for one in FORMAT.read(opened, PARIS) if isinstance(one, Inner)]
        assert inner.open().read() == b"{}"


def test_two_main_documents_are_nobodys() -> None:
    with ExitStack() as doors:
        opened = unpacked(source(archive(**{"a.xml": DOCUMENT, "b.xml": DOCUMENT})), doors)
        assert FORMAT.claims(opened.probe()) == 0


def test_an_unzipped_folder_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(DOCUMENT)
    (tmp_path / "notes.xml").write_text("<notes/>")
    with ExitStack() as doors:
        opened = on_disk(tmp_path, doors, lambda _count: None)
        assert claimants(opened.probe()) == (FORMAT,)
        record, other = told(FORMAT.read(opened, PARIS))
    assert record["measure"] == "body_weight"
    assert other == {"inner": "notes.xml"}


def test_a_document_of_utf_16_is_read() -> None:
    (item,) = told(FORMAT.read(source(DOCUMENT.encode("utf-16"), "export.xml"), PARIS))
    assert item["value"] == "72.4"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE HealthData [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE HealthData [" + "<!-- -->" * 200_000,
    ],
)
def test_declared_entities_and_endless_document_types_are_refused(head: str) -> None:
    with pytest.raises(FileUnsafe):
        list(FORMAT.read(source((head + DOCUMENT).encode(), "export.xml"), PARIS))


def test_an_entity_that_nobody_declared_ends_the_document_there() -> None:
    document = DOCUMENT.replace("Balance", "&x;")
    (item,) = told(FORMAT.read(source(document.encode(), "export.xml"), PARIS))
    assert item == {"where": "export.xml:2", "refused": "cut"}


def test_elements_too_deep_and_attributes_without_end_are_refused() -> None:
    deep = "<HealthData>" + "<Record>" * 100
    wide = f'<HealthData a="{"x" * 3_000_000}"/>'
    for body in (deep, wide):
        with pytest.raises(FileUnsafe):
            list(FORMAT.read(source(body.encode(), "export.xml"), PARIS))


def test_one_phone_stays_one_source_whatever_its_address_and_version() -> None:
    devices = [
        f"<<HKDevice: 0x{address:x}>, name:iPhone, manufacturer:Apple Inc., model:iPhone,"
        f" hardware:iPhone15,2, software:{version}>"
        for address, version in ((0x302A1B2C0, "17.1"), (0x30FFFFFFF, "18.0.1"))
    ]
    first, second = (
        source_of(name, device)
        for name, device in zip(("iPhone\u00a0d’Ana", "iPhone d’Ana"), devices, strict=True)
    )
    assert first.key == second.key
    assert (first.vendor, first.model, first.device_class) == ("Apple Inc.", "iPhone15,2", "phone")


@pytest.mark.parametrize(
    ("name", "device", "kind"),
    [
        ("Montre", "<<HKDevice: 0x1>, hardware:Watch7,1>", "watch"),
        ("Apple Watch d’Ana", None, "watch"),
        ("iPad d’Ana", None, "phone"),
        ("LibreLink", None, "cgm"),
        ("Withings", "Dummy device", "app"),
        ("Withings", "name:a,b,c:1", "app"),
    ],
)
def test_the_class_of_a_device_is_read_from_its_hardware_or_name(
    name: str, device: str | None, kind: str
) -> None:
    assert source_of(name, device).device_class == kind


def test_units_are_those_of_ucum_and_an_unknown_one_stays_as_it_is() -> None:
    assert unit_of("count", "steps") == "{steps}"
    assert unit_of(None, "other") == "1"
    assert unit_of("mmol<180.1558800000541>/L", "glucose") == "mmol/L"
    assert unit_of("furlong", "other") == "furlong"


def test_hours_are_forgotten_before_they_fill_the_memory() -> None:
    hours = Hours({str(number): number for number in range(200_001)})
    assert hours["2026-05-10 07 +0200"] == 1_778_389_200_000
    assert len(hours) == 1
