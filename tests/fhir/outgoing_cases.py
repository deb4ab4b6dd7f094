"""Made-up records and grants: whatever a grant does not name carries a canary."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from vault.record.canonical import compact
from vault.record.consent import Detail, Period
from vault.record.facts import Document, Fact, Kept, Status
from vault.record.provenance import Source
from vault.record.sensitive import proposed

LOINC = "http://loinc.org"
CODES = ("29463-7", "85354-9", "8867-4", "2345-7")
ALIASES = {"3141-9": "29463-7", "2339-0": "2345-7"}
KINDS = (
    *("Observation",) * 4, "AllergyIntolerance", "Condition", "Patient", "Basic",
    *("DocumentReference",) * 2,
)  # fmt: skip
ZONES = ("Europe/Paris", "Pacific/Auckland")
CANARY = "CANARY"
_STATES: list[Status] = ["active", "active", "active", "active", "implausible", "to_check"]
_days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
dates = st.one_of(
    _days.map(str),
    st.integers(2020, 2027).map(str),
    st.none(),
    st.builds(lambda y, m: f"{y}-{m:02d}", st.integers(2020, 2027), st.integers(1, 12)),
    st.builds(
        lambda at, zone: at.replace(microsecond=0).isoformat() + zone,
        st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
        st.sampled_from(["Z", "+02:00", "-11:00"]),
    ),
)


def _everything_else() -> dict[str, Any]:
    """What may stand in a resource and never leaves."""
    hidden = base64.b64encode(CANARY.encode()).decode()
    return {
        "id": CANARY,
        "meta": {"tag": [{"code": CANARY}]},
        "text": {"status": "generated", "div": f"<div>{CANARY}</div>"},
        "note": [{"text": "NOTE", "authorString": CANARY}],
        "identifier": [{"value": CANARY}],
        "contained": [{"resourceType": "Patient", "id": CANARY}],
        "extension": [
            {"url": f"https://other.example/{CANARY}", "valueString": CANARY},
            {"url": "https://carnet-sante.example/fhir/x", "valueString": CANARY},
        ],
        "subject": {"reference": f"Patient/{CANARY}", "display": CANARY},
        "derivedFrom": [{"reference": f"Observation/{CANARY}"}],
        "performer": [{"display": "PRO", "reference": CANARY}],
        "device": {"display": CANARY},
        "_status": {"id": CANARY},
        "unknownElement": CANARY,
        "content": [{"attachment": {"data": hidden, "url": CANARY}}],
        "bodySite": {
            "coding": [{"code": "1", "display": "ok", "extension": [{"valueString": CANARY}]}],
            "text": "ok",
            "id": CANARY,
            "reference": CANARY,
        },
    }


PAPERS = "patient/DocumentReference.rs?category=https://carnet-sante.example/document|CPT_REND"
documents = st.builds(
    Document, st.just(b""), st.just("application/pdf"), st.sampled_from(["CPT_REND", "BIOLOGIE"]),
    confidentiality=st.sampled_from([None, None, "N", "R"]),
)  # fmt: skip


@st.composite
def kept(draw: st.DrawFn, number: int) -> Kept:
    kind = draw(st.sampled_from(KINDS))
    form: dict[str, Any] = {"resourceType": kind, **_everything_else(), "birthDate": "1980-02-03"}
    if draw(st.booleans()):
        form["meta"]["security"] = [{"code": draw(st.sampled_from(["MH", "SEX", "N"]))}]
    measure, document = None, None
    if kind == "Observation":
        measure = _observe(draw, form)
    elif kind == "DocumentReference":
        document = draw(documents)
        if when := draw(dates):
            form["date"] = when
    elif kind != "Patient":
        form["code"] = {"coding": [{"system": "x", "code": "1"}]}
    status = draw(st.sampled_from(_STATES))
    fact = Fact(
        "document" if document else kind.lower(), CANARY, form, Source(label=CANARY), "device",
        b"k" * 16, b"d" * 32,
        status=status, measure=measure, sensitive=proposed(form), document=document,
    )  # fmt: skip
    return Kept(
        fact, f"{CANARY}-{number}", CANARY, draw(st.integers(1, 9)), CANARY, 0, 0,
        deleted=draw(st.sampled_from([None] * 6 + [1])),
        withheld=draw(st.sampled_from([False] * 6 + [True])),
    )  # fmt: skip


def _observe(draw: st.DrawFn, form: dict[str, Any]) -> str:
    code = draw(st.sampled_from([*CODES, *ALIASES]))
    form |= {"status": "final", "code": {"coding": [{"system": LOINC, "code": code}]}}
    when = draw(dates)
    if when:
        form["effectiveDateTime"] = when
    form["component"] = [
        {
            "id": CANARY,
            "code": {"coding": [{"system": LOINC, "code": part}]},
            "valueString": "ok" if (code, part) == ("85354-9", "8480-6") else CANARY,
        }
        for part in ("8480-6", "8867-4")
    ]
    names = {"29463-7": "body_weight", "85354-9": "blood_pressure", "8867-4": "heart_rate"}
    return names.get(ALIASES.get(code, code), "glucose")


@st.composite
def details(draw: st.DrawFn) -> Detail:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    types = ["patient/AllergyIntolerance.rs", "patient/Patient.rs", "patient/Condition.rs", PAPERS]
    scopes = [f"patient/Observation.rs?code={LOINC}|{code}" for code in codes]
    scopes += draw(st.lists(st.sampled_from(types), unique=True))
    first, last = sorted((draw(_days), draw(_days)))
    return Detail(
        "f", 1, "F", {}, (), tuple(scopes), draw(st.sampled_from([None, Period(first, last)])),
        draw(st.sampled_from(ZONES)), "once", 30,
        sensitive=draw(st.sampled_from([(), ("mental",), ("mental", "sexual")])),
        include=draw(st.sampled_from([(), ("notes",), ("birth-date",), ("professionals",)])),
    )  # fmt: skip


def oracle(one: Kept, detail: Detail) -> bool:
    """Say whether a fact may leave; written without looking at the product, on strings alone."""
    form = one.fact.resource
    if one.deleted or one.withheld or one.fact.status != "active":
        return False
    if form["resourceType"] == "Observation":
        code = form["code"]["coding"][0]["code"]
        wanted = f"patient/Observation.rs?code={LOINC}|{ALIASES.get(code, code)}"
    elif form["resourceType"] == "DocumentReference":
        paper = one.fact.document
        if paper is None or paper.confidentiality not in (None, "N"):
            return False
        wanted = PAPERS[: -len("CPT_REND")] + paper.category
    else:
        wanted = f"patient/{form['resourceType']}.rs"
    families = {"MH": "mental", "SEX": "sexual"}
    labels = [families.get(label["code"]) for label in form["meta"].get("security", [])]
    if wanted not in detail.scopes or any(x and x not in detail.sensitive for x in labels):
        return False
    if form["resourceType"] == "DocumentReference":
        return _inside(form.get("date"), detail)
    return form["resourceType"] != "Observation" or _inside(form.get("effectiveDateTime"), detail)


def _inside(when: str | None, detail: Detail) -> bool:
    if detail.period is None:
        return True
    if when is None:
        return False
    if "T" in when:
        at = datetime.fromisoformat(when).astimezone(ZoneInfo(detail.time_zone))
        when = at.date().isoformat()
    first = f"{when}-01-01"[:10]
    last = {4: f"{when}-12-31", 7: f"{when}-31"}.get(len(when), when)
    if len(when) == len("2025-02"):  # the last day: one day before the first of the next month
        year, month = int(when[:4]), int(when[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        last = date.fromordinal(following.toordinal() - 1).isoformat()
    return str(detail.period.start) <= first and last <= str(detail.period.end)


def marked(record: list[Kept], detail: Detail) -> list[Kept]:
    """Put a canary into the value of every fact that may not leave."""
    return [_marked(one, CANARY if not oracle(one, detail) else "fine") for one in record]


def _marked(one: Kept, word: str) -> Kept:
    form, paper = one.fact.resource, one.fact.document
    assert isinstance(form, dict)
    form["valueString"] = word
    compact(form)
    if paper is None:
        return one
    return replace(one, fact=replace(one.fact, document=replace(paper, body=word.encode())))
