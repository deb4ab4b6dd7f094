"""A measured value becomes a fact: a lossless FHIR R4 Observation with its columns beside it.

https://hl7.org/fhir/R4/observation.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import Any, Final

from vault.fhir import circumstances
from vault.fhir import extensions as ext
from vault.fhir.columns import columns
from vault.fhir.moments import day, milliseconds, offset_minutes, stamp
from vault.record.batch import Measured
from vault.record.codes import LOCAL_MEASURE, LOINC, UCUM
from vault.record.facts import Fact
from vault.record.identity import digest_of, native_key, row_key
from vault.record.measure import Measure
from vault.record.measures import MEASURES
from vault.record.moments import Moment, TimeQuality, placed
from vault.record.quantity import Quantity
from vault.record.spelling import ucum

CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_METHODS: Final = {1: "automatic", 2: "by-hand", 3: "exercise"}


def fact(measured: Measured, zone: tzinfo | None = None) -> Fact:
    """Make a fact of type `measure` of a value, whoever measured it and whose ever it is.

    The resource keeps the value, its unit and its time as received; the columns hold canonical
    figures. A value outside the hard bounds of its measure has the status `implausible`; a unit
    that does not convert makes it an `other` measure, under its own code and unit.

    Args:
        measured: as an importer, a device or a form gave it.
        zone: where a wall clock without zone is placed; the moment is marked then.

    Raises:
        ValueError: a wall clock without zone, and no `zone`.
    """
    when = _placed(measured.when, zone)
    end = _placed(measured.end, zone) if measured.end else None
    measure = MEASURES.get(measured.measure)
    loinc = (measured.code or "").partition("|")[2] or None
    figures = columns(measure, measured.value, measured.components, loinc)
    resource = _resource(measured, measure, when, end)
    coding: dict[str, str] = next(iter(resource["code"].get("coding", ())), {})
    native, key = _identity(measured, measure, when, end)
    dated = when.quality is TimeQuality.DATE_ONLY
    return Fact(
        type="measure", title=measured.title or measured.measure, resource=resource,
        source=measured.source, said_by=measured.said_by, key=key, digest=digest_of(resource),
        status=figures.status, system=coding.get("system"), code=coding.get("code"),
        measure=figures.measure, value=figures.value, value2=figures.value2, unit=figures.unit,
        start_ms=milliseconds(when.at), end_ms=milliseconds(end.at) if end else None,
        offset_min=None if dated else offset_minutes(when.at), time_quality=when.quality,
        when_text=day(when) if dated else None, native=native,
    )  # fmt: skip


def _identity(
    measured: Measured, measure: Measure | None, when: Moment, end: Moment | None
) -> tuple[str | None, bytes]:
    """Return the sender's own name of a value and the key that recognises it.

    Without a name it is known by what it is, when it was measured and by what.
    """
    code = measured.measure if measure else (measured.code or measured.title)
    if measured.native:
        native = f"{measured.native}:{code}"
        return native, native_key("measure", measured.source.key, native)
    start, finish = milliseconds(when.at), milliseconds(end.at) if end else None
    return None, row_key(code, start, finish, measured.source.key)


def _placed(moment: Moment, zone: tzinfo | None) -> Moment:
    if moment.at.tzinfo is not None:
        return moment
    if zone is None:
        raise ValueError
    sure = placed(moment.at, zone)
    return replace(sure, quality=max(sure.quality, moment.quality))


def _resource(
    measured: Measured, measure: Measure | None, when: Moment, end: Moment | None
) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "resourceType": "Observation",
        "extension": list(_extensions(measured, when)),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": measure.category}]}]
        if measure
        else None,
        "code": _code(measured, measure),
        **_effective(when, end),
        "valueQuantity": _quantity(measured.value, measured.comparator),
        "dataAbsentReason": {"coding": [{"system": ABSENT, "code": measured.absent}]}
        if measured.absent
        else None,
        "note": [{"text": measured.note}] if measured.note else None,
        **circumstances.elements(measured.context),
        "device": _device(measured),
        "component": [
            {"code": _part(measured.measure, measure, name), "valueQuantity": _quantity(part)}
            for name, part in _ordered(measured, measure)
        ],
    }
    return {name: value for name, value in whole.items() if value}


def _extensions(measured: Measured, when: Moment) -> Iterator[dict[str, Any]]:
    yield from circumstances.extensions(measured.context)
    if measured.value is None and measured.comparator:  # beyond what the device can measure
        yield from circumstances.extensions({circumstances.BEYOND: measured.comparator})
    if measured.method:
        yield ext.extension(ext.METHOD, "Code", _METHODS[measured.method])
    if when.quality is not TimeQuality.EXACT_OFFSET:
        quality = when.quality.name.lower().replace("_", "-")
        yield ext.extension(ext.TIME_QUALITY, "Code", quality)
    if measured.original_when:
        yield ext.extension(ext.ORIGINAL_TIME, "String", measured.original_when)
    if measured.by_device:
        yield ext.extension(ext.BY_DEVICE, "Boolean", value=True)
    for frame in measured.frames:
        yield ext.extension(ext.RAW_FRAME, "String", frame)


def _code(measured: Measured, measure: Measure | None) -> dict[str, Any]:
    system, _bar, code = (measured.code or "").partition("|")
    received = (system, code) if code else None
    written: list[tuple[str, str]] = []
    if measure:
        written = [measure.coding, *((LOINC, beside) for beside in measure.beside)]
    if received and received not in written:
        written.append(received)
    concept: dict[str, Any] = {
        "coding": [{"system": system, "code": code} for system, code in written]
    }
    if measured.title:
        concept["text"] = measured.title
    return {name: value for name, value in concept.items() if value} or {"text": measured.measure}


def _part(key: str, measure: Measure | None, name: str) -> dict[str, Any]:
    part = measure.component(name) if measure else None
    if part and part.written and part.loinc:
        return {"coding": [{"system": LOINC, "code": part.loinc}]}
    return {"coding": [{"system": LOCAL_MEASURE, "code": f"{key}-{name}"}], "text": name}


def _ordered(measured: Measured, measure: Measure | None) -> list[tuple[str, Quantity]]:
    order = [part.name for part in measure.components] if measure else []
    return sorted(
        measured.components.items(),
        key=lambda item: order.index(item[0]) if item[0] in order else len(order),
    )


def _quantity(quantity: Quantity | None, comparator: str | None = None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    whole = {"value": quantity.value, "comparator": comparator, "unit": quantity.unit}
    code = ucum(quantity.unit)
    if code:
        whole |= {"system": UCUM, "code": code}
    return {name: value for name, value in whole.items() if value is not None and value != ""}


def _effective(when: Moment, end: Moment | None) -> dict[str, Any]:
    if end is None:
        return {"effectiveDateTime": _text(when)}
    return {"effectivePeriod": {"start": _text(when), "end": _text(end)}}


def _text(moment: Moment) -> str:
    return day(moment) if moment.quality is TimeQuality.DATE_ONLY else stamp(moment.at)


def _device(measured: Measured) -> dict[str, str] | None:
    source = measured.source
    names = [name for name in (source.vendor, source.model) if name] or [source.app]
    return {"display": " ".join(names)} if any(names) else None
