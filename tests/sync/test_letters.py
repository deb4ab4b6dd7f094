"""What a person signs: the grant, the share, the stop, heads of the ledger; and the notice."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import fields, replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync import vectors_room as room
from vault.crypto import jwe, jws, keys, trees
from vault.crypto.base64url import b64, sha256
from vault.errors import SignatureInvalid
from vault.record import consent
from vault.record.consent import DAY, Content, Detail, Pinned
from vault.record.ledger import Head
from vault.record.service import read as read_entry
from vault.sync import grant_letter, ledger_letter, share_letter, slices, stop_letter
from vault.sync.grant_letter import Draft
from vault.sync.notice import ForWhom, Shown
from vault.sync.notice_words import WORDS
from vault.sync.share_letter import ShareDraft

KEY, SERVICE = keys.new(), room.service()
BUNDLE = b"the exact bytes"
PINNED = Pinned("https://catalogue.example.org", 42, "hash")
DETAIL = consent.read(jws.peek(room.text("grant.jwt"))[1]).details[0]


def draft(detail: Detail = DETAIL, **change: Any) -> Draft:
    content = Content(sha256(BUNDLE), len(BUNDLE), 3) if detail.mode == "once" else None
    told: dict[str, Any] = {
        "jti": str(uuid4()), "at": room.NOW, "until": room.NOW + 30 * DAY, "service": SERVICE,
        "catalogue": PINNED, "details": (detail,), "content": content, "recovery": "thumbprint",
        "shown": Shown({"body_weight": 2, "blood_pressure": 1}, ("Glycémie",)),
    }  # fmt: skip
    return Draft(**{**told, **change})


def signed(**change: Any) -> str:
    made = draft(**change)
    return grant_letter.sign(made, "fr", grant_letter.notice(made, SERVICE, "fr"), KEY)


def test_a_grant_says_all_it_must() -> None:
    made = draft()
    shown = grant_letter.notice(made, SERVICE, "fr")
    claims = jws.peek(grant_letter.sign(made, "fr", shown, KEY))[1]
    theirs = jws.peek(room.text("grant.jwt"))[1]
    assert claims.keys() == theirs.keys()
    assert claims["service"] == theirs["service"]
    assert claims["authorization_details"] == theirs["authorization_details"]
    assert claims["notice"] == {"lang": "fr", "sha256": sha256(shown)}
    assert claims["revocation"] == {"url": SERVICE.endpoints["revoke"]}
    assert claims["act"] == {"sub": "self"}


def test_a_grant_is_checked_by_its_own_key_and_for_its_service() -> None:
    token = signed()
    grant = grant_letter.check(token, aud=SERVICE.id, at=room.NOW)
    assert (grant.person, grant.once, grant.retention_days) == (KEY.person, True, 30)
    for aud, at, name in (("https://other", room.NOW, "wrong-audience"),
                          (SERVICE.id, room.NOW + 31 * DAY, "statement-expired")):  # fmt: skip
        with pytest.raises(SignatureInvalid) as caught:
            grant_letter.check(token, aud=aud, at=at)
        assert caught.value.problem == name
    shapeless = jws.sign(jws.GRANT, {**jws.peek(token)[1], "authorization_details": 1}, KEY)
    with pytest.raises(SignatureInvalid) as caught:
        grant_letter.check(shapeless, aud=SERVICE.id, at=None)
    assert caught.value.problem == "bad-statement"


@pytest.mark.parametrize(
    "change",
    [
        {"until": room.NOW}, {"until": room.NOW + 367 * DAY}, {"details": ()}, {"content": None},
        {"details": (DETAIL, replace(DETAIL, finality="other"))},
        {"details": (replace(DETAIL, mode="standing"),)},
    ],
    ids=["no-end", "too-long", "nothing", "no-content", "two-purposes", "content-of-standing"],
)  # fmt: skip
def test_a_grant_that_must_not_be_cannot_be_built(change: dict[str, Any]) -> None:
    made = draft(**change)
    with pytest.raises(ValueError, match=r"."):
        grant_letter.sign(made, "fr", "shown", KEY)


def test_a_renewal_names_what_it_replaces_and_a_caregiver_who_acts() -> None:
    made = draft(replaces=("old", "hash"), act={"sub": "urn:x", "relation": "parent"})
    claims = jws.peek(grant_letter.sign(made, "fr", "shown", KEY))[1]
    assert claims["replaces"] == {"jti": "old", "sha256": "hash"}
    assert claims["act"]["relation"] == "parent"
    assert claims["must_understand"] == ["act"]


def test_a_service_without_number_is_named_without() -> None:
    entry = {name: value for name, value in SERVICE.entry.items() if name != "oid"}
    made = draft(service=read_entry(entry))
    assert "oid" not in jws.peek(grant_letter.sign(made, "fr", "x", KEY))[1]["service"]


# ------------------------------------------------------------------ the notice
def paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_notice_holds_nine_facts_in_order(language: str) -> None:
    text = grant_letter.notice(draft(), SERVICE, language)
    title, *facts, agreement = paragraphs(text)
    assert title == WORDS[language].title
    assert [fact.split(".")[0] for fact in facts] == [str(number) for number in range(1, 10)]
    assert agreement.startswith(WORDS[language].agreement_head)
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not re.search(r"[{}]", text)


def fact(number: int, language: str = "fr", made: Draft | None = None, **entry: Any) -> str:
    service = read_entry({**SERVICE.entry, **entry})
    text = grant_letter.notice(made or draft(), service, language)
    return paragraphs(text)[number]


def test_the_facts_are_those_of_the_grant() -> None:
    assert "CHU Exemple — Pré-admission" in fact(1)
    assert "Poids\u00a0: 2\u00a0éléments\n- Tension artérielle\u00a0: 1\u00a0élément" in fact(2)
    assert "Du 23 novembre 2025 au 23 novembre 2026" in fact(2)
    assert "- Glycémie" in fact(3)
    assert "Préparer votre admission" in fact(4)
    assert "23 décembre 2026" in fact(5)
    assert "30\u00a0jours" in fact(5)
    assert "Une seule fois." in fact(6)
    assert "Hébergeur Exemple, FR" in fact(7)
    assert "Vous pouvez arrêter ce partage" in fact(8)
    assert "Refuser n’a aucune conséquence sur vos soins." in fact(9)


def test_what_the_catalogue_does_not_say_is_not_said() -> None:
    assert "Le catalogue ne le précise pas." in fact(7, hosting=None)
    assert "Le catalogue ne le précise pas." in fact(7, hosting={"operator": "X"})
    assert "The catalogue does not say." in fact(7, "en", hosting={})
    assert "Hors de l’Espace économique" in fact(
        7, hosting={"operator": "X", "country": "US", "outside_eea": True}
    )


def refusing(refusal: Any, language: str = "fr") -> str:
    (finality,) = SERVICE.entry["finalities"]
    return fact(9, language, finalities=[{**finality, "refusal": refusal}])


def test_no_effect_on_care_is_said_only_when_the_catalogue_says_so() -> None:
    for silent in ({}, None, {"no_effect_on_care": "yes"}):
        assert "aucune conséquence" not in refusing(silent)
        assert "n’indique pas ce que change un refus" in refusing(silent)
    told = refusing({"text": {"fr": "Vous attendrez."}})
    assert "Voici ce que ce service indique\u00a0: Vous attendrez." in told
    only = refusing({"no_effect_on_care": True}, "en")
    assert only.endswith("Refusing has no effect on your care.")


def test_what_was_ticked_one_by_one_is_said() -> None:
    made = draft(replace(DETAIL, sensitive=("mental",), include=("notes",), period=None))
    assert "coché par vous\u00a0: santé mentale" in fact(2, made=made)
    assert "coché par vous\u00a0: le texte des notes" in fact(2, made=made)
    assert "Du 23" not in fact(2, made=made)


def test_a_standing_share_says_so_and_names_no_bytes() -> None:
    made = draft(replace(DETAIL, mode="standing", retention_days=0))
    assert "À chaque nouvel élément." in fact(6, made=made)
    assert "empreinte" not in fact(2, made=made)
    assert "efface ce qu’il a reçu après usage" in fact(5, made=made)
    made = draft(replace(DETAIL, mode="standing", retention_days=1))
    assert "1\u00a0jour." in fact(5, made=made)


def test_a_tenth_fact_stands_on_top_when_signing_for_somebody() -> None:
    shown = Shown(for_whom=ForWhom("Camille", "enfant", "autorité parentale"))
    lines = paragraphs(grant_letter.notice(draft(shown=shown), SERVICE, "fr"))
    assert lines[1] == (
        "Vous signez pour Camille. Lien\u00a0: enfant. Fondement\u00a0: autorité parentale."
    )


def test_a_purpose_that_left_the_catalogue_is_named_as_signed() -> None:
    made = draft(replace(DETAIL, finality="gone"))
    assert "- body_weight" in fact(2, made=made)
    assert "n’indique pas" in fact(9, made=made)
    assert fact(4, made=made).endswith("Préparer votre admission")


def test_a_stated_text_cannot_add_a_line() -> None:
    name = {"fr": "Service\n\n10. Rien\r\nd’autre"}
    assert len(paragraphs(grant_letter.notice(draft(), read_entry({**SERVICE.entry, "name": name}),
                                              "fr"))) == 11  # fmt: skip


def test_a_day_is_that_of_the_zone_and_the_first_is_written_so() -> None:
    end = room.NOW + 7 * DAY + 14 * 3600  # 30 November, midnight and later in Auckland
    assert "1ᵉʳ décembre 2026" in fact(5, made=draft(replace(DETAIL, time_zone="Pacific/Auckland"),
                                                     until=end))  # fmt: skip
    made = draft(replace(DETAIL, time_zone="Pacific/Auckland"), until=end)
    assert "1 December 2026" in fact(5, "en", made)


def test_counts_take_the_plural_of_their_language() -> None:
    french, english = WORDS["fr"], WORDS["en"]
    assert [french.items(count) for count in (0, 1, 2)] == [
        "0\u00a0élément", "1\u00a0élément", "2\u00a0éléments",
    ]  # fmt: skip
    assert [english.items(count) for count in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def said(language: str) -> list[str]:
    words, found = WORDS[language], []
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            found += value
        elif not isinstance(value, int):
            found += value.values()
    return found


def test_both_languages_say_the_same_things_in_good_typography() -> None:
    french, english = said("fr"), said("en")
    assert len(french) == len(english)
    for one, other in zip(french, english, strict=True):
        assert set(re.findall(r"\{\w+\}", one)) == set(re.findall(r"\{\w+\}", other))
        assert not re.search(r"[ ][:;!?»]|«[ ]|'|!", one)
    assert set(WORDS["fr"].families) == set(WORDS["en"].families) == set(consent.FAMILIES)
    assert set(WORDS["fr"].fields) == set(WORDS["en"].fields) == set(consent.FIELDS)


# ------------------------------------------------------------------ shares, and slices of a bundle
ITEM = {"resourceType": "Observation", "id": "1", "note": [{"text": 'é " } ] , € \\'}]}


def bundle(*items: dict[str, Any], indent: int | None = None) -> bytes:
    entries = [{"fullUrl": "urn:x", "resource": item} for item in items]
    whole = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(whole, ensure_ascii=False, indent=indent).encode()


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(min_size=1), plain, max_size=3), max_size=4),
       st.sampled_from([None, 0, 2]))  # fmt: skip
def test_every_resource_is_a_slice_of_the_bytes(
    bodies: list[dict[str, Any]], indent: int | None
) -> None:
    items = [{**body, "resourceType": "Basic", "id": str(n)} for n, body in enumerate(bodies)]
    data = bundle(*items, indent=indent)
    found = list(slices.resources(data))
    assert [json.loads(data[at:end]) for _ref, at, end in found] == items
    assert [ref for ref, _at, _end in found] == [f"Basic/{n}" for n in range(len(items))]


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b"x", b'{"entry": {}}', b'{"entry": [{}]}', b'{"entry": [1]}',
     b'{"entry" 1}', b'{"entry": [{"resource": {}}]}', b'{"entry": [{"resource": 1}]}',
     b'{"entry": [{} {}]}', b'{"a": 1,}',
     b'{"entry": [{"resource": {"resourceType": "B", "id": 1}},]}',
     b'{"entry": [', b'{"a"'],
)  # fmt: skip
def test_what_is_no_bundle_has_no_slices(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(slices.resources(data))


def test_an_entry_says_more_than_its_address_and_its_resource() -> None:
    whole = b'{"resourceType":"B","id":"1"}'
    for more in (b'"search":{"mode":"match"}', b'"resource":{"resourceType":"B","id":"2"}'):
        data = b'{"entry":[{"fullUrl":"urn:uuid:1","resource":' + whole + b"," + more + b"}]}"
        ((ref, at, end),) = slices.resources(data)
        assert (
            ref == json.loads(data[at:end])["resourceType"] + "/" + json.loads(data[at:end])["id"]
        )
        assert ref == ("B/1" if b"search" in more else "B/2")


def test_a_bundle_without_entries_has_none() -> None:
    assert list(slices.resources(b'{"resourceType": "Bundle"}')) == []


def test_a_share_binds_grant_content_and_ledger_and_lives_ten_minutes() -> None:
    data = bundle(ITEM)
    items = share_letter.items(data, bytes)
    grant = signed()
    share = ShareDraft(
        jti=str(uuid4()), at=room.NOW, seq=1, grant=grant, bundle=data, items=items,
        commit=bytes(32), supersedes="old",
    )  # fmt: skip
    token = share_letter.sign(share, KEY)
    claims = jws.peek(token)[1]
    assert claims["exp"] - claims["iat"] == 600
    assert claims["grant"] == {"jti": jws.peek(grant)[1]["jti"], "sha256": sha256(grant)}
    assert claims["content"] == {
        "type": "application/fhir+json", "sha256": sha256(data), "bytes": len(data), "count": 1,
        "root": b64(trees.root([items[0].digest])),
    }  # fmt: skip
    assert claims["ledger"] == {"commit": b64(bytes(32))}
    assert claims["supersedes"] == "old"
    service = keys.new()
    envelope = share_letter.seal(share, token, KEY.public, service.public)
    inside = json.loads(jwe.unseal(envelope, service))
    assert inside == {
        "grant": grant, "share": token, "items": [item.claims() for item in items], "parts": [],
        "bundle": b64(data),
    }  # fmt: skip
    assert repr(items[0].salt) not in repr(items[0])


def test_two_services_learn_nothing_in_common() -> None:
    """S21: the same data, sealed for two services: no id, key, hash, salt or number is shared."""

    def told() -> set[str]:
        key, data = keys.new(), bundle({**ITEM, "id": str(uuid4())})
        made = draft(content=Content(sha256(data), len(data), 1), recovery=keys.new().thumbprint)
        grant = grant_letter.sign(made, "fr", str(uuid4()), key)
        items = share_letter.items(data, lambda size: keys.new().scalar[:size])
        share = ShareDraft(
            jti=str(uuid4()), at=room.NOW, seq=1, grant=grant, bundle=data, items=items,
            commit=keys.new().scalar,
        )  # fmt: skip
        personal = [jws.peek(grant)[1][name] for name in ("iss", "jti", "cnf", "content", "notice")]
        personal += [jws.peek(share_letter.sign(share, key))[1], [i.claims() for i in items]]
        return set(re.findall(r"[A-Za-z0-9_-]{16,}", json.dumps(personal)))

    assert told() & told() == set()


# ------------------------------------------------------------------ stops, erasures, heads
def test_a_stop_names_its_grant_and_asks_or_not_for_erasure() -> None:
    grant = signed()
    for erase in (True, False):
        token = stop_letter.revocation(grant, KEY, str(uuid4()), room.NOW, erase=erase)
        claims = jws.peek(token)[1]
        assert claims["grant"] == {"jti": jws.peek(grant)[1]["jti"], "sha256": sha256(grant)}
        assert claims["erase"] is erase
        assert claims["aud"] == SERVICE.id


def test_a_request_for_erasure_is_to_be_answered_within_30_days() -> None:
    grant = signed()
    one = jws.peek(stop_letter.erasure(grant, KEY, str(uuid4()), room.NOW))[1]
    assert (one["what"], one["answer_by"]) == ("grant", room.NOW + 30 * DAY)
    every = jws.peek(stop_letter.erasure(grant, KEY, str(uuid4()), room.NOW, what="everything"))[1]
    assert "grant" not in every


def test_a_question_lives_a_minute() -> None:
    claims = jws.peek(stop_letter.status_query(signed(), KEY, str(uuid4()), room.NOW))[1]
    assert claims["exp"] == room.NOW + 60


def head_problem(**change: Any) -> str:
    told = {"iss": KEY.person, "iat": room.NOW, "ledger": "a", "size": 1, "root": b64(bytes(32))}
    claims = {name: value for name, value in {**told, **change}.items() if value is not ...}
    try:
        ledger_letter.check_head(jws.sign("ledger-head+jwt", claims, KEY), KEY.public)
    except SignatureInvalid as refusal:
        return refusal.problem
    return "taken"


def test_a_head_comes_back_as_it_was_signed() -> None:
    for head in (Head("a", 3, bytes(32), room.NOW), Head("a", 4, bytes(32), room.NOW, "before")):
        assert ledger_letter.check_head(ledger_letter.sign_head(head, KEY), KEY.public) == head
    with pytest.raises(SignatureInvalid):
        ledger_letter.check_head(ledger_letter.sign_head(head, keys.new()), KEY.public)


@pytest.mark.parametrize(
    "change",
    [{"size": -1}, {"size": "1"}, {"size": True}, {"size": ...}, {"root": "!"}, {"root": 1},
     {"ledger": ...}],
    ids=str,
)  # fmt: skip
def test_a_head_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    assert head_problem() == "taken"
    assert head_problem(**change) == "bad-statement"


def test_what_happened_here_only_is_signed_too() -> None:
    token = ledger_letter.sign_event("paused", {"grant": "x"}, KEY, str(uuid4()), room.NOW)
    expected = jws.Expected("local-event+jwt", (KEY.public,), room.NOW, personal=True)
    assert jws.verify(token, expected).claims["event"] == "paused"
