"""A made-up person can try any service: whatever kind of item it asks to read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import FakeClock
from vault.record.consent import Pinned
from vault.record.scopes import matches
from vault.record.service import Category
from vault.sandbox.practice import Practice
from vault.sync.trial import Trial


@pytest.mark.parametrize(
    "scope",
    [
        "patient/Patient.rs", "patient/Condition.rs", "patient/Procedure.rs",
        "patient/Observation.rs?category=http://x|laboratory", "patient/Observation.rs",
        "patient/Immunization.rs?vaccine-code=http://x|1", "patient/MedicationStatement.rs",
        "patient/Observation.rs?code=http://loinc.org|8867-4",
    ],
)  # fmt: skip
def test_an_item_is_made_that_the_scope_names(clock: FakeClock, scope: str) -> None:
    service = Practice("http://127.0.0.1:1", clock).publisher.today("sport")
    (finality,) = service.finalities
    category = Category("x", {"fr": "x"}, required=False, scopes=(scope,))
    (exchange,) = finality.exchanges
    asked = replace(finality, exchanges=(replace(exchange, categories=(category,)),))
    trial = Trial(service, replace(asked, modes=("standing",)), Pinned("x", 1, "y"), lambda: 10**9)
    made = trial.resource()
    assert matches(made, scope)
    assert trial.foreign()["resourceType"] != made["resourceType"]
    assert trial.mode == "standing"
