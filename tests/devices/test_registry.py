"""Which decoder reads a device (D03)."""

from __future__ import annotations

from vault.devices.air import Seen
from vault.devices.decoder import Claims, Decoder, called
from vault.devices.gatt import sig
from vault.devices.registry import claimants, decoders

SCALE, BODY = sig(0x181D), sig(0x181B)
(WEIGHT,) = (d for d in decoders() if d.name == "sig-weight-scale")
BRAND = WEIGHT._replace(
    name="brand-scale",
    rank=10,
    claims=Claims(("mibcs*",), frozenset({SCALE}), companies=frozenset({0x0611})),
)
COMPOSITION = WEIGHT._replace(
    name="sig-body-composition",
    claims=Claims(services=frozenset({BODY})),
    absorbs=frozenset({"sig-weight-scale"}),
)
SHELF = (BRAND, COMPOSITION, WEIGHT)


def shown(name: str = "", *services: str, companies: frozenset[int] = frozenset()) -> Seen:
    return Seen("F0:00:00:00:00:01", name, frozenset(services), companies=companies)


def names(seen: Seen, *shelf: Decoder) -> list[str]:
    return [d.name for d in claimants(seen, shelf or SHELF)]


def test_the_shelf_is_full_and_names_are_unique() -> None:
    assert len({d.name for d in decoders()}) == len(decoders()) >= 2


def test_equal_ranks_never_claim_the_same() -> None:
    for one in decoders():
        for other in decoders():
            if one.name < other.name and one.rank == other.rank:
                assert not one.claims.services & other.claims.services
                assert not set(one.claims.names) & set(other.claims.names)


def test_a_brand_comes_before_the_service_it_also_shows() -> None:
    assert names(shown("x", SCALE, companies=frozenset({0x0611}))) == ["brand-scale"]
    assert names(shown("MIBCS 2", BODY)) == ["brand-scale"]


def test_a_company_only_narrows() -> None:
    assert names(shown("x", SCALE, companies=frozenset({0x0001}))) == ["sig-weight-scale"]
    assert names(shown("x", companies=frozenset({0x0611}))) == []


def test_a_device_of_several_services_has_several_decoders_less_those_absorbed() -> None:
    plain = COMPOSITION._replace(absorbs=frozenset())
    assert names(shown("x", SCALE, BODY), COMPOSITION, WEIGHT) == ["sig-body-composition"]
    assert len(names(shown("x", SCALE, BODY), plain, WEIGHT)) == 2


def test_an_unknown_device_has_none() -> None:
    assert claimants(shown("Balance voisine")) == ()


def test_a_name_is_folded_and_a_star_is_a_prefix() -> None:
    assert called("Elite 900", ("elite900*",))
    assert called("BM85", ("bm85",))
    assert not called("BM850", ("bm85",))
    assert not called("", ("bm85",))
