"""What stands beside a title comes out of the resource; odd shapes are passed over."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.exports.contents import PENICILLIN, fact, kept
from vault.exports.details import details


def beside(kind: str, resource: dict[str, Any]) -> tuple[str, ...]:
    return details(kept(0, fact(kind, "Titre", resource)))


def test_an_allergy_says_its_reaction_its_severity_and_its_certainty() -> None:
    assert details(kept(0, PENICILLIN)) == (
        "urticaire",
        "severe reaction",
        "high risk, as recorded",
    )
    sure = {"verificationStatus": {"coding": [{"code": "confirmed"}]}}
    assert beside("allergy", sure) == ("confirmed",)
    assert beside("allergy", {"criticality": "unable-to-assess"}) == ()


def test_a_treatment_says_how_it_is_taken_and_why() -> None:
    resource = {
        "dosageInstruction": [{"patientInstruction": "1 le soir", "asNeededBoolean": True}],
        "reasonCode": [{"coding": [{"display": "Douleur"}]}, {}],
    }
    assert beside("medication", resource) == ("1 le soir", "when needed", "Reason: Douleur")


def test_a_vaccination_says_its_dose_and_its_lot() -> None:
    resource = {"protocolApplied": [{"doseNumberPositiveInt": 2}], "lotNumber": "EXEMPLE-1"}
    assert beside("immunization", resource) == ("dose 2", "lot EXEMPLE-1")
    assert beside("immunization", {}) == ()


def test_a_relative_says_who_and_what() -> None:
    resource = {"relationship": {"text": "mère"}, "condition": [{"code": {"text": "Diabète"}}]}
    assert beside("family_history", resource) == ("mère", "Diabète")


def test_a_note_is_written_for_any_kind_and_what_equals_the_title_once() -> None:
    resource = {"note": [{"text": "  vu à  l’école\n"}, {"text": "Titre"}, {"time": "2020"}]}
    assert beside("condition", resource) == ("vu à l’école",)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("coding", "text", "code", "display", "manifestation")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)
NAMES = (
    "reaction", "dosage", "dosageInstruction", "reasonCode", "protocolApplied", "lotNumber",
    "relationship", "condition", "note", "criticality", "verificationStatus",
)  # fmt: skip


@given(
    kind=st.sampled_from(["allergy", "medication", "immunization", "family_history"]),
    resource=st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=6),
)
def test_no_shape_breaks_the_page(kind: str, resource: dict[str, Any]) -> None:
    assert all(type(one) is str and len(one) > 0 for one in beside(kind, resource))
