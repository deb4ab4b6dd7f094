"""What a preview of 1,000 items costs: selection, exact bytes, hash."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import uuid4

from benchmarks.case import Case
from vault.fhir import outgoing
from vault.fhir.measured import fact
from vault.record.batch import Measured
from vault.record.consent import Detail, Period
from vault.record.disclosure import Wish, select
from vault.record.facts import Kept
from vault.record.moments import Moment, TimeQuality
from vault.record.quantity import Quantity

ITEMS: Final = 1_000
_LAST: Final = datetime(2026, 11, 23, 7, tzinfo=UTC)
_SCOPE: Final = "patient/Observation.rs?code=http://loinc.org|29463-7"


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the runner calls it so
    """Return the one case; `quick` changes nothing, it takes no second."""
    del quick
    facts = [_weight(number) for number in range(ITEMS)]
    detail = _detail()
    resources = [one["resource"] for one in json.loads(_shown(facts, detail))["entry"]]

    def preview() -> str:
        return hashlib.sha256(_shown(facts, detail)).hexdigest()

    def baseline() -> str:
        return json.dumps(resources)

    return [Case("preview_share", preview, baseline, goal=12, goal_ms=150, n=ITEMS)]


def _shown(facts: list[Kept], detail: Detail) -> bytes:
    selection = select(facts, Wish((detail,)))
    return outgoing.bundle(selection.chosen, (detail,), bytes(32), "thumbprint").body


def _weight(number: int) -> Kept:
    when = Moment(_LAST - timedelta(hours=8 * number), TimeQuality.EXACT_OFFSET)
    kilos = Quantity(Decimal(60) + Decimal(number % 200) / 10, "kg")
    made = fact(Measured("body_weight", kilos, when, f"row {number}"))
    return Kept(made, str(uuid4()), "person", 1, "batch", 0, 0)


def _detail() -> Detail:
    last = _LAST.date()
    return Detail(
        finality="care", finality_version=1, label="Care", purpose={"code": "TREAT"},
        categories=("body_weight",), scopes=(_SCOPE,),
        period=Period(last - timedelta(days=366), last), time_zone="Europe/Paris", mode="once",
        retention_days=30,
    )  # fmt: skip
