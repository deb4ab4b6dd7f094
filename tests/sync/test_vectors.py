"""S01: all vectors are taken by our code, and what must be refused is refused by that name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sync import vectors_room as room
from vault.crypto import joint, jwe, jws, keys, trees
from vault.crypto.base64url import b64, sha256, unb64
from vault.errors import CatalogueStale, SignatureInvalid
from vault.record import ledger
from vault.sync import catalogue, grant_letter, ledger_letter, receipts, share_letter

BAD = [one for one in room.parsed("bad/index.json") if one["file"].endswith(".jwt")]
RULES = [one for one in BAD if one["problem"] != "scope-exceeded"]


def test_the_catalogue_is_signed_by_a_pinned_root_and_chains_to_the_one_before() -> None:
    before = catalogue.read_held(room.text("catalogue-41.jwt"), room.trust())
    found = catalogue.verify(room.text("catalogue-42.jwt"), room.trust(), before.seen, room.NOW)
    assert found.version == 42
    assert found.services[0].usable
    with pytest.raises(CatalogueStale):
        catalogue.verify(room.text("catalogue-41.jwt"), room.trust(), None, room.NOW)


@pytest.mark.parametrize("name", ["grant.jwt", "grant-ed25519.jwt"])
def test_a_grant_is_signed_by_the_key_it_names(name: str) -> None:
    grant = grant_letter.check(room.text(name), aud=room.service().id, at=room.NOW)
    assert grant.details[0].claims() == grant.claims["authorization_details"][0]
    assert grant.claims["notice"]["sha256"] == sha256(room.text("notice.fr.txt"))


def test_share_and_receipts_are_what_was_sent() -> None:
    sent = receipts.Sent(
        room.text("grant.jwt"), room.text("share.jwt"), room.text("envelope.jwe"), 30
    )
    signers, at = room.service_keys(), room.NOW + 60
    receipt = receipts.receipt(room.text("receipt.jwt"), sent, signers, at)
    assert (receipt.status, receipt.rejected) == ("accepted", ())
    stopped = receipts.revocation_receipt(
        room.text("revocation-receipt.jwt"), room.text("revocation.jwt"), signers, at
    )
    assert stopped.erased == (jws.peek(room.text("share.jwt"))[1]["jti"],)
    erased = receipts.erasure_receipt(
        room.text("erasure-receipt.jwt"), room.text("erasure-request.jwt"), signers, at
    )
    assert [one["what"] for one in erased.retained] == ["billing"]


def test_the_envelope_opens_and_its_items_are_slices_of_the_bundle() -> None:
    inside = json.loads(jwe.unseal(room.text("envelope.jwe"), room.key("service_enc")))
    bundle, salts = unb64(inside["bundle"]), iter(inside["items"])
    items = share_letter.items(bundle, lambda _size: unb64(next(salts)["salt"]))
    assert [item.claims() for item in items] == inside["items"]
    content = jws.peek(inside["share"])[1]["content"]
    assert share_letter.content(bundle, items) == content


@pytest.mark.parametrize("name", ["rotation.json", "rotation-by-recovery.json"])
def test_a_rotation_is_signed_by_two_keys(name: str) -> None:
    document = room.text(name).encode()
    claims = joint.peek_together(document)
    by = claims.get("recovery") or room.key("person").public.jwk()
    signers = keys.read_all([by, claims["new"]])
    expected = jws.Expected(ledger.ROTATION, signers, room.NOW, aud=room.service().id)
    found = joint.verify_together(document, expected)
    assert found.kids == tuple(key.thumbprint for key in signers)


def test_the_ledger_holds_the_receipt_and_grew_from_its_first_head() -> None:
    told = room.parsed("ledger.json")
    identity, leaves = keys.read(told["identity"]), [unb64(leaf) for leaf in told["leaves_b64u"]]
    first, last = (ledger_letter.check_head(head, identity) for head in told["heads"])
    assert (trees.root(leaves[: first.size]), trees.root(leaves)) == (first.root, last.root)
    assert last.previous == sha256(told["heads"][0])
    proof = [unb64(part) for part in told["inclusion_of_receipt"]["path"]]
    assert proof == trees.inclusion(3, leaves)
    assert trees.includes(room.text("receipt.jwt").encode(), 3, last.size, proof, last.root)
    grown = [unb64(part) for part in told["consistency_4_to_last"]]
    assert grown == trees.consistency(4, leaves)
    assert trees.extends(first.size, last.size, grown, first.root, last.root)


def test_the_receipt_witnesses_a_head_that_only_we_can_open() -> None:
    opening = room.parsed("head-opening.json")
    hidden = trees.commitment(unb64(opening["salt"]), opening["size"], unb64(opening["root"]))
    assert jws.peek(room.text("receipt.jwt"))[1]["witness"] == b64(hidden)


def test_the_recovery_key_comes_from_the_words_alone() -> None:
    told = room.parsed("keys-TEST-ONLY.json")
    seed = keys.recovery_seed(bytes.fromhex(told["recovery_secret_hex"]))
    assert seed.hex() == told["recovery_seed_hex"]
    assert keys.recovery_key(seed, 0, room.service().id) == room.key("recovery")


@pytest.mark.parametrize("bad", RULES, ids=lambda one: str(one["file"]))
def test_what_breaks_a_rule_is_refused_by_its_name(bad: dict[str, Any]) -> None:
    service = room.service().id
    grant = jws.peek(room.text("grant.jwt"))[1]
    signers = (room.key("person").public,)
    expected = jws.Expected("consent-grant+jwt", signers, bad["now"], aud=service, iss=grant["iss"])
    with pytest.raises(SignatureInvalid) as caught:
        jws.verify(room.text(bad["file"]), expected)
    assert caught.value.problem == bad["problem"]
