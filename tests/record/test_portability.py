"""S19: whether what comes back is what was sent, whatever a server does to its form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from vault.record.portability import Change, Compared, compare


def weight(name: str, value: str, when: str = "2026-11-02T07:00:00+01:00", unit: str = "kg") -> Any:
    return {
        "resourceType": "Observation", "id": name, "status": "final",
        "code": {"coding": [
            {"system": "http://loinc.org", "code": "29463-7", "display": "Body weight"},
            {"system": "http://snomed.info/sct", "code": "27113001"},
        ], "text": "Poids"},
        "effectiveDateTime": when,
        "valueQuantity": {"value": Decimal(value), "unit": unit, "code": unit,
                          "system": "http://unitsofmeasure.org"},
    }  # fmt: skip


SENT = {"Observation/a": weight("a", "71.4"), "Observation/b": weight("b", "70", "2026-11-03")}


def test_the_same_items_in_another_form_are_identical() -> None:
    """Ids kept, narratives and versions added, elements reordered, units and zones converted."""
    served = weight("a", "71.40", "2026-11-02T06:00:00Z")
    served["code"]["coding"].reverse()
    served["code"]["coding"][1]["display"] = "weight"
    served |= {
        "meta": {"versionId": "3"}, "text": {"status": "generated", "div": "<div>71</div>"},
        "identifier": [{"value": "x"}], "subject": {"reference": "Patient/1"}, "note": [],
        "_status": {"id": "s"}, "hasMember": [None],
    }  # fmt: skip
    del served["hasMember"]
    grams = weight("b", "70000", "2026-11-03", "g")
    found = compare(SENT, [grams, served, {"resourceType": "Patient", "id": "1"}])
    assert found == Compared(("Observation/a", "Observation/b"), (), (), (), ())
    assert found.sent == 2


def test_ids_that_were_rewritten_are_found_by_identifier_then_by_content() -> None:
    named = {**weight("s1", "71.4"), "identifier": [{"value": "urn:uuid:a"}, 7, {"value": 1}]}
    by_content = weight("s2", "70.0", "2026-11-03")
    found = compare(SENT, [by_content, named])
    assert (found.identical, found.extra) == (("Observation/a", "Observation/b"), ())


def test_one_thing_given_back_never_stands_for_two() -> None:
    twice = {**weight("s1", "71.4"), "identifier": [{"value": "a"}, {"value": "b"}]}
    found = compare(SENT, [twice])
    assert (len(found.identical) + len(found.changed), len(found.missing)) == (1, 1)


def test_what_changed_is_named_with_both_values() -> None:
    other = weight("a", "72.4")
    other["component"] = [{"valueString": "new"}]
    found = compare({"Observation/a": SENT["Observation/a"]}, [other])
    assert found.changed == (
        ("Observation/a", (
            Change("component", None, '[{"valueString":"new"}]'),
            Change("valueQuantity.value", "71.4 kg", "72.4 kg"),
        )),
    )  # fmt: skip


def test_an_element_of_a_list_is_named_by_its_place() -> None:
    other = weight("a", "71.4")
    other["code"]["coding"][0]["code"] = "3141-9"
    found = compare({"Observation/a": SENT["Observation/a"]}, [other])
    ((_name, (change,)),) = found.changed
    assert change == Change("code.coding[1].code", "29463-7", "3141-9")


def test_a_changed_value_under_another_id_is_changed_not_missing() -> None:
    found = compare({"Observation/a": SENT["Observation/a"]}, [weight("s9", "99")])
    assert ([name for name, _ in found.changed], found.missing) == (["Observation/a"], ())


def test_an_unknown_unit_is_compared_as_it_is_written() -> None:
    one, other = weight("a", "1", unit="[spoon]"), weight("a", "1", unit="[cup]")
    found = compare({"Observation/a": one}, [other])
    ((_name, (change,)),) = found.changed
    assert (change.element, change.sent) == ("valueQuantity.value", "1 [spoon]")


def test_missing_extra_and_types_that_are_not_given_back() -> None:
    sent = {**SENT, "Condition/c": {"resourceType": "Condition", "id": "c"}}
    own = {"resourceType": "Observation", "id": "own", "code": {"text": "T: not a time"}}
    found = compare(sent, [SENT["Observation/a"], own], frozenset({"Condition"}))
    assert found == Compared(
        ("Observation/a",), (), ("Observation/b",), ("Observation/own",), ("Condition/c",)
    )


def test_a_patient_is_compared_only_when_it_was_sent() -> None:
    patient = {"resourceType": "Patient", "id": "p", "active": True, "birthDate": "1950"}
    assert compare({}, [patient]).extra == ()
    assert compare({"Patient/p": patient}, [patient]).identical == ("Patient/p",)
    odd = {**patient, "identifier": "none", "birthDate": Decimal("1950.0")}
    ((_name, changes),) = compare({"Patient/p": patient}, [odd]).changed
    assert changes == (Change("birthDate", "1950", "1950"),)  # a number is no date


def test_a_wall_clock_and_what_only_looks_like_a_time_stay_text() -> None:
    for text in ("2026-11-02T07:00:00", "not T a time"):
        one = weight("a", "1", text)
        assert compare({"Observation/a": one}, [one]).identical == ("Observation/a",)


@settings(max_examples=20)
@given(st.permutations(list(range(6))))
def test_the_order_in_which_things_come_back_says_nothing(order: list[int]) -> None:
    every = [weight(str(n), str(60 + n), f"2026-11-0{n + 1}") for n in range(6)]
    sent = {f"Observation/{one['id']}": one for one in every}
    assert len(compare(sent, [every[n] for n in order]).identical) == 6
