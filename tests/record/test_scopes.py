"""S05: the grammar of scopes, what is narrower, what a scope lets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import SignatureInvalid
from vault.record.scopes import PARAMETERS, matches, narrower, parse

LOINC = "http://loinc.org"
TOKENS = [f"{LOINC}|29463-7", f"{LOINC}|8867-4", "urn:x|a", "|food"]
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


@st.composite
def scopes(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["Observation", "Condition", "Immunization", "Patient"]))
    names = draw(st.lists(st.sampled_from(["", *PARAMETERS[kind]]), unique=True))
    params = [
        f"{name}={','.join(draw(st.lists(st.sampled_from(TOKENS), min_size=1, unique=True)))}"
        for name in names
        if name
    ]
    permission = draw(st.sampled_from(["rs", "rs", "c"]))
    return f"patient/{kind}.{permission}" + ("?" + "&".join(params) if params else "")


@st.composite
def resources(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["Observation", "Condition", "Immunization", "Patient"]))
    concepts = st.lists(st.sampled_from(TOKENS), max_size=3).map(
        lambda tokens: {
            "coding": [
                {"system": token.split("|")[0], "code": token.split("|")[1]} for token in tokens
            ]
        }
    )
    elements = PARAMETERS[kind].values()
    return {"resourceType": kind, **{name: draw(concepts) for name in elements}}


@given(scopes())
def test_s05_a_scope_is_as_narrow_as_itself(scope: str) -> None:
    assert narrower(scope, scope)


@given(scopes(), scopes(), scopes())
def test_s05_narrower_goes_on(one: str, two: str, three: str) -> None:
    if narrower(one, two) and narrower(two, three):
        assert narrower(one, three)


@given(scopes(), scopes(), st.lists(resources(), min_size=5, max_size=10))
def test_s05_a_narrower_scope_never_lets_more_through(
    small: str, big: str, found: list[dict[str, object]]
) -> None:
    if narrower(small, big):
        assert not any(matches(one, small) and not matches(one, big) for one in found)


@given(st.text(max_size=60) | scopes().flatmap(lambda s: st.tuples(
    st.just(s), st.integers(0, len(s)), st.text("?&=|,./*rsc", max_size=3))
    .map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] :])))  # fmt: skip
def test_s05_any_other_text_is_scope_exceeded(text: str) -> None:
    problem, scope = "", None
    try:
        scope = parse(text)
    except SignatureInvalid as refused:
        problem = refused.problem
    assert problem == "scope-exceeded" or (
        scope and narrower(text, f"patient/{scope.kind}.{scope.permission}")
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "patient/Observation", "patient/Observation.rs?", "patient/Observation.r",
        "patient/*.rs", "user/Observation.rs", "patient/Observation.cruds", "patient/Basic.rs",
        "patient/Observation.rs?code", "patient/Observation.rs?code=", "patient/Patient.rs?x=a|b",
        "patient/Observation.rs?code=29463-7", "patient/Observation.rs?code=a|b&code=a|c",
        "patient/Observation.rs?code=a|b&", "patient/Observation.rs?code=a|b|c",
        "patient/Observation.rs?code=a|b,", "patient/Observation.rs?status=a|b",
        "patient/Observation.rs?code=a|b ", "patient/Observation.rs\n",
    ],
)  # fmt: skip
def test_s05_what_the_grammar_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(SignatureInvalid):
        parse(text)


def observation(*tokens: tuple[str, str]) -> dict[str, object]:
    coding = [{"system": system, "code": code} for system, code in tokens]
    return {"resourceType": "Observation", "code": {"coding": coding}}


def test_a_resource_matches_by_system_and_code() -> None:
    weight = f"patient/Observation.rs?code={LOINC}|29463-7"

    assert matches(observation((LOINC, "1"), (LOINC, "29463-7")), weight)
    assert not matches(observation(("urn:x", "29463-7")), weight)
    assert not matches(observation(), weight)
    assert not matches({"resourceType": "Condition"}, "patient/Observation.rs")
    assert not matches(observation((LOINC, "29463-7")), weight.replace(".rs", ".c"))


def test_each_parameter_must_hold() -> None:
    both = f"patient/Observation.rs?category={CATEGORY}|laboratory&code={LOINC}|2345-7"
    glucose = observation((LOINC, "2345-7"))

    assert not matches(glucose, both)
    lab = {"coding": [{"system": CATEGORY, "code": "laboratory"}]}
    assert matches({**glucose, "category": [lab]}, both)


def test_the_category_of_an_allergy_is_a_bare_code() -> None:
    food = {"resourceType": "AllergyIntolerance", "category": ["medication", "food"]}
    assert matches(food, "patient/AllergyIntolerance.rs?category=|food")
    assert not matches(food, "patient/AllergyIntolerance.rs?category=|environment")


def test_what_is_no_concept_matches_nothing() -> None:
    for code in (7, {"coding": ["x", {"code": ""}]}, [None]):
        odd = {"resourceType": "Observation", "code": code}
        assert not matches(odd, f"patient/Observation.rs?code={LOINC}|1")
