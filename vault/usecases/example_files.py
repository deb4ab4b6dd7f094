"""What the made-up family of the example holds: two years, the same for the same day."""

from __future__ import annotations

import base64
import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.record.person import Person
from vault.usecases.demo import FAMILY, record_bundle, withings_zip

DAYS: Final = 730
_ZONE: Final = ZoneInfo("Europe/Paris")
_SEED: Final = 20261124
_LOINC: Final = "http://loinc.org"
_UCUM: Final = "http://unitsofmeasure.org"
_KINDS: Final = {  # LOINC code, unit, decimals
    "weight": ("29463-7", "kg", 1),
    "height": ("8302-2", "cm", 1),
    "head": ("8287-5", "cm", 1),
    "temperature": ("8310-5", "Cel", 1),
    "pulse": ("40443-4", "/min", 0),
    "glucose": ("2345-7", "g/L", 2),
    "hba1c": ("4548-4", "%", 1),
    "oxygen": ("59408-5", "%", 0),
}
_NIGHT: Final = ("from", "to", "light (s)", "deep (s)", "rem (s)", "awake (s)")

Resource = dict[str, Any]


def files(today: date, days: int = DAYS) -> tuple[tuple[Person, str, bytes], ...]:
    """Return the files to import: whose, a name, the bytes; nothing lies after today's midnight.

    They go so many days back.
    """
    camille, child, mother = FAMILY
    back = _days(today, days)
    return (
        (camille, "withings.zip", _watch(today, back)),
        (camille, "dossier.json", record_bundle(today)),
        (camille, "laboratoire.json", _bundle(camille, _laboratory(today, back))),
        (child, "carnet-de-sante.json", _bundle(child, _growth(today, back))),
        (mother, "suivi.json", _bundle(mother, _follow_up(today, back))),
    )


def _watch(today: date, days: Sequence[date]) -> bytes:
    """Make the export of a scale, a cuff and a watch."""
    chance = Random(_SEED)  # noqa: S311 - a made-up record, not a secret
    return withings_zip(
        today, len(days), len(days), {"sleep.csv": _table(_NIGHT, _nights(days, chance))}
    )


def _nights(days: Sequence[date], chance: Random) -> Iterable[tuple[str, ...]]:
    for day in days:
        if chance.random() < 0.06:  # noqa: PLR2004 - the watch was on its charger
            continue
        went = datetime.combine(day, time(22, 30), _ZONE)
        went += timedelta(minutes=chance.randrange(0, 70))
        late = 12 * math.sin(day.toordinal() / 45)
        deep, rem, awake = (round(chance.gauss(mean, 9)) for mean in (82, 96, 24))
        light = round(chance.gauss(238 + late, 24))
        stages = [max(1, minutes) * 60 for minutes in (light, deep, rem, awake)]
        woke = went + timedelta(seconds=sum(stages))
        yield (went.isoformat(), woke.isoformat(), *map(str, stages))


def _laboratory(today: date, days: Sequence[date]) -> Iterable[Resource]:
    """Camille: sugar before breakfast every third day, a laboratory twice a year, her papers."""
    chance = Random(_SEED + 1)  # noqa: S311 - a made-up record, not a secret
    for number, day in enumerate(days[::3]):
        grams = 0.94 + 0.04 * math.sin(number / 20) + chance.gauss(0, 0.03)
        yield _measured("glucose", day, 7, grams)
    for day in days[:: max(1, len(days) // 4)]:
        yield _measured("hba1c", day, 8, 5.5 + chance.gauss(0, 0.1))
        lines = (
            "EXEMPLE - personne inventée",
            "Laboratoire du Marché",
            f"Prélèvement du {day:%d/%m/%Y}",
            "Glycémie à jeun : 0,94 g/L",
            "Hémoglobine glyquée : 5,5 %",
        )
        yield _paper(f"bio-{day}", "Bilan sanguin", "11502-2", day, lines)
    day = today - timedelta(days=1)
    order = ("EXEMPLE - personne inventée", "Ramipril 5 mg", "1 comprimé le matin", "3 mois")
    yield _paper(f"ord-{day}", "Ordonnance", "57833-6", day, order)


def _growth(today: date, days: Sequence[date]) -> Iterable[Resource]:
    """Noé: weighed and measured every other month, two fevers."""
    chance = Random(_SEED + 2)  # noqa: S311 - a made-up record, not a secret
    for number, day in enumerate(days[::61]):
        yield _measured("weight", day, 9, 21.5 + number * 0.42 + chance.gauss(0, 0.15))
        yield _measured("height", day, 9, 117 + number * 1.0 + chance.gauss(0, 0.2))
    for day in (*days[200:201], *days[560:561]):
        for hour, degrees in ((8, 38.2), (14, 39.1), (20, 38.6)):
            yield _measured("temperature", day, hour, degrees + chance.gauss(0, 0.1))
    yield {
        "resourceType": "Immunization", "id": "i1", "status": "completed",
        "vaccineCode": {"text": "Rougeole, oreillons, rubéole"},
        "occurrenceDateTime": f"{today.year - 6}-09-14",
    }  # fmt: skip


def _follow_up(today: date, days: Sequence[date]) -> Iterable[Resource]:
    """Odile: blood pressure twice a week, oxygen and pulse at rest, what her doctor follows."""
    chance = Random(_SEED + 3)  # noqa: S311 - a made-up record, not a secret
    for number, day in enumerate(days[::4]):
        upper = round(141 + 6 * math.sin(number / 25) + chance.gauss(0, 6))
        yield _pressure(day, upper, round(upper * 0.57 + chance.gauss(0, 3)))
        yield _measured("pulse", day, 8, 71 + chance.gauss(0, 3))
        if number % 3 == 0:
            yield _measured("oxygen", day, 8, 96 + chance.gauss(0, 1))
    for number, day in enumerate(days[::14]):
        yield _measured("weight", day, 8, 62 + 0.9 * math.sin(number / 9) + chance.gauss(0, 0.3))
    yield {
        "resourceType": "Condition", "id": "c1",
        "clinicalStatus": {"coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/condition-clinical",
            "code": "active",
        }]},
        "code": {"text": "Arthrose du genou"}, "onsetDateTime": f"{today.year - 5}",
    }  # fmt: skip


def _bundle(person: Person, resources: Iterable[Resource]) -> bytes:
    patient = {
        "resourceType": "Patient",
        "id": "p",
        "name": [{"family": person.family_birth, "given": [person.given]}],
        "gender": person.sex,
        "birthDate": person.born,
    }
    entries = [patient, *(_about(resource, number) for number, resource in enumerate(resources))]
    return json.dumps(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"resource": resource} for resource in entries],
        },
        ensure_ascii=False,
    ).encode()


def _about(resource: Resource, number: int) -> Resource:
    whose = "patient" if resource["resourceType"] == "Immunization" else "subject"
    return {"id": f"r{number}", **resource, whose: {"reference": "Patient/p"}}


def _measured(kind: str, day: date, hour: int, value: float) -> Resource:
    code, unit, decimals = _KINDS[kind]
    return _observation(code, day, hour) | {"valueQuantity": _quantity(value, unit, decimals)}


def _pressure(day: date, upper: int, lower: int) -> Resource:
    return _observation("85354-9", day, 8) | {
        "component": [
            {"code": _code(code), "valueQuantity": _quantity(value, "mm[Hg]", 0)}
            for code, value in (("8480-6", upper), ("8462-4", lower))
        ]
    }


def _observation(code: str, day: date, hour: int) -> Resource:
    at = datetime.combine(day, time(hour, day.toordinal() * 7 % 50), _ZONE)
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": _code(code),
        "effectiveDateTime": at.isoformat(),
    }


def _quantity(value: float, unit: str, decimals: int) -> Resource:
    shown = round(value, decimals) if decimals else round(value)
    return {"value": shown, "unit": unit, "system": _UCUM, "code": unit}


def _code(code: str) -> Resource:
    return {"coding": [{"system": _LOINC, "code": code}]}


def _paper(name: str, title: str, code: str, day: date, lines: Sequence[str]) -> Resource:
    data = base64.b64encode(_page(title, lines)).decode()
    attachment = {"contentType": "application/pdf", "data": data, "title": title}
    return {
        "resourceType": "DocumentReference", "id": name, "status": "current",
        "type": _code(code) | {"text": title}, "description": title,
        "date": datetime.combine(day, time(9), _ZONE).isoformat(),
        "content": [{"attachment": attachment}],
    }  # fmt: skip


def _page(title: str, lines: Sequence[str]) -> bytes:
    """Set a few lines on an A4 page (ISO 32000-1, 7.5): text in a font that every reader has."""
    shown = [_text(title, 20, 760)]
    shown += [_text(line, 12, 715 - 22 * number) for number, line in enumerate(lines)]
    stream = b"\n".join(shown)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Font<</F1 5 0 R>>>>",
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (count, table, end)


def _text(words: str, size: int, height: int) -> bytes:
    inside = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
    return b"BT /F1 %d Tf 60 %d Td (%b) Tj ET" % (size, height, inside.replace(b")", b"\\)"))


def _days(until: date, count: int) -> list[date]:
    return [until - timedelta(days=back) for back in range(count, 0, -1)]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()
