"""S04: nothing outside the grant leaves, and each rule that says so is needed."""

from __future__ import annotations

import base64
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import fhirkit
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fhir.outgoing_cases import CANARY, details, kept, marked, oracle
from vault.crypto import jwe, keys
from vault.fhir import outgoing, reduction
from vault.fhir.outgoing import Outgoing
from vault.record import disclosure
from vault.record.consent import Detail
from vault.record.disclosure import Wish, select
from vault.record.facts import Kept

SERVICE = keys.new()
ID_KEY, THUMBPRINT = b"k" * 32, "thumbprint-of-the-pairwise-key"
cases = st.tuples(
    st.integers(0, 5).flatmap(lambda n: st.tuples(*[kept(i) for i in range(n)])), details()
)
full = st.tuples(st.tuples(*[kept(i) for i in range(8)]), details())
Case = tuple[Sequence[Kept], Detail]
Pipeline = Callable[[list[Kept], Detail], Outgoing]


def made(record: list[Kept], detail: Detail) -> Outgoing:
    chosen = select(record, Wish((detail,))).chosen
    return outgoing.bundle(chosen, (detail,), ID_KEY, THUMBPRINT)


def nothing_leaks(case: Case, pipeline: Pipeline = made) -> None:
    """Seal what leaves, open it as the service does, and search the clear bytes."""
    record, detail = marked(list(case[0]), case[1]), case[1]
    ready = pipeline(record, detail)
    inner = json.dumps({"bundle": base64.b64encode(ready.body).decode()}).encode()
    envelope = jwe.seal(inner, SERVICE.public, sender=THUMBPRINT, to="https://s.example.org")
    clear = base64.b64decode(json.loads(jwe.unseal(envelope, SERVICE))["bundle"])

    assert CANARY.encode() not in clear
    assert base64.b64encode(CANARY.encode()) not in clear
    assert b"NOTE" not in clear or "notes" in detail.include
    assert b"PRO" not in clear or "professionals" in detail.include
    assert b"1980-02" not in clear or "birth-date" in detail.include
    entries = json.loads(clear).get("entry", [])
    assert CANARY.encode() not in b"".join(_files(entries))
    assert len(entries) == sum(oracle(one, detail) and _leaves(one) for one in record)
    for entry, item in zip(entries, ready.items, strict=True):
        assert json.loads(clear[item.at : item.at + item.bytes]) == entry["resource"]
        assert CANARY not in item.ref


def _files(entries: list[dict[str, Any]]) -> Iterator[bytes]:
    """Give the bytes of every document, out of base64."""
    for entry in entries:
        for content in entry["resource"].get("content", ()):
            yield base64.b64decode(content["attachment"].get("data", ""))


def _leaves(one: Kept) -> bool:
    return str(one.fact.resource["resourceType"]) != "Basic"


@pytest.mark.slow
@given(cases)
@settings(max_examples=2000, deadline=None)
def test_s04_nothing_outside_the_grant_leaves(case: Case) -> None:
    nothing_leaks(case)


@given(cases)
@settings(max_examples=60, deadline=None)
def test_s04_the_same_choice_gives_the_same_bytes(case: Case) -> None:
    record, detail = list(case[0]), case[1]
    one, again = made(record, detail), made(record[::-1], detail)
    assert one == again
    assert [i for i in fhirkit.validate(one.body.decode()) if "empty" in i.message.lower()] == []


MUTATIONS = {
    "no sensitive check": (
        disclosure, "kept.fact.sensitive <= set(detail.sensitive)", "True",
    ),
    "notes kept": (reduction, 'if "notes" in include and kind', "if kind"),
    "undated kept": (disclosure, 'return "no_date"', "days = (detail.period.start,) * 2"),
    "foreign component kept": (
        reduction, 'if not allowed.isdisjoint(tokens_of(one.get("code")))', "if True",
    ),
    "period end by start": (
        disclosure, "days[1] > detail.period.end", "days[0] > detail.period.end",
    ),
    "any extension": (reduction, 'if _ours(one.get("url"))', ""),
    "references kept": (reduction, '"reference", "identifier", "contained",', '"identifier",'),
    "own ids": (outgoing, "pairwise_id(id_key, kind, one.kept.uid)", "one.kept.uid"),
}  # fmt: skip


def mutated(module: ModuleType, old: str, new: str, **inside: object) -> ModuleType:
    """Load a module of ours a second time, with one rule taken out of its text."""
    text = Path(str(module.__file__)).read_text()
    assert text.count(old) == 1, old
    spec = importlib.util.spec_from_loader(f"mutant_{module.__name__}", loader=None)
    assert spec
    mutant = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = mutant  # dataclasses look there
    try:
        exec(compile(text.replace(old, new), spec.name, "exec"), mutant.__dict__)  # noqa: S102
    finally:
        del sys.modules[spec.name]
    mutant.__dict__.update(inside)
    return mutant


def unguarded(name: str) -> Pipeline:
    """The way out with one rule missing, and without the last look."""
    module, old, new = MUTATIONS[name]
    mutants = {one: one for one in (disclosure, reduction, outgoing)}
    mutants[module] = mutated(module, old, new)
    way_out = mutants[outgoing]
    blind: dict[str, object] = {"look": lambda *_all: None, "reduce": mutants[reduction].reduce}
    way_out = mutated(outgoing, old, new, **blind) if module is outgoing else mutated(
        outgoing, "import hmac", "import hmac", **blind
    )  # fmt: skip

    def pipeline(record: list[Kept], detail: Detail) -> Outgoing:
        chosen = mutants[disclosure].select(record, disclosure.Wish((detail,))).chosen
        found = way_out.bundle(chosen, (detail,), ID_KEY, THUMBPRINT)
        assert isinstance(found.body, bytes)
        return Outgoing(found.body, found.items)

    return pipeline


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
def test_s04_each_rule_taken_out_is_noticed(name: str) -> None:
    pipeline = unguarded(name)

    @given(full)
    @settings(
        max_examples=3000,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def leaks_nothing(case: Case) -> None:
        nothing_leaks(case, pipeline)

    with pytest.raises(AssertionError):
        leaks_nothing()
