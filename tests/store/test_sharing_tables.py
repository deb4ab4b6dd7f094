"""Keys, catalogues, agreements, sendings and the ledger, in a real encrypted file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from vault.record.person import Person
from vault.store.catalogues import KeptCatalogue
from vault.store.consents import Consent
from vault.store.sendings import Sending, SentItem
from vault.store.signing_keys import KeptKey
from vault.store.statements import KeptHead, Statement, Witness
from vault.usecases.session import Session

NOW = 1_795_428_000_000
KEY = KeptKey(0, "service:https://a.example", "thumb", "{}", b"k" * 32)
CATALOGUE = KeptCatalogue("https://c.example", "https://c.example/c.jwt", "added", "[]")


def consent(person: Person) -> Consent:
    return Consent(
        "grant-1", person.uid, None, "https://a.example", "A", "service", "care", "once", "draft",
        NOW, NOW + 1, None, b"i" * 32, "Notice",
    )  # fmt: skip


def test_a_key_is_found_by_its_use_and_whose_it_is(session: Session, camille: Person) -> None:
    keys = session.vault.signing_keys
    row = session.vault.people.row_id(camille.uid)
    kept = keys.keep(row, KEY, NOW)

    assert keys.find(row, KEY.use) == kept
    assert keys.by_row(kept.row) == kept
    assert keys.find(row, "caregiver:x") is None
    assert keys.find(None, KEY.use) is None
    assert "kkkk" not in repr(kept)


def test_a_catalogue_keeps_what_is_pinned_whole_and_the_rest_as_hashes(session: Session) -> None:
    catalogues = session.vault.catalogues
    row = catalogues.keep(CATALOGUE, NOW).row
    for version in (1, 2, 3):
        catalogues.seen(row, version, bytes([version]) * 32, f"token{version}", NOW)
    catalogues.seen(row, 2, b"x" * 32, "another with the same number", NOW)
    catalogues.shrink(row, frozenset({1, 3}))

    assert [catalogues.token(row, version) for version in (1, 2, 3, 4)] == [
        "token1", None, "token3", None,
    ]  # fmt: skip
    assert catalogues.digest(row, 2) == b"\x02" * 32
    assert catalogues.digest(row, 4) is None


def test_what_is_known_of_a_catalogue_is_written_over(session: Session) -> None:
    catalogues = session.vault.catalogues
    first = catalogues.keep(CATALOGUE, NOW)
    catalogues.keep(replace(CATALOGUE, version=7, problem="CatalogueForked"), NOW + 1)

    assert catalogues.all() == (replace(first, version=7, problem="CatalogueForked"),)
    assert catalogues.find("https://other.example") is None


def test_a_draft_is_dropped_with_its_bytes_and_a_grant_is_not(
    session: Session, camille: Person
) -> None:
    consents, sendings = session.vault.consents, session.vault.sendings
    draft = consents.keep(consent(camille))
    sendings.keep(Sending("s", draft.row, "share", "ready", NOW, b"h" * 32, 2, 1, b"{}"))
    assert consents.all(drafts=True) == (draft,)
    assert consents.all() == ()
    assert sendings.open() == ()

    consents.drop(draft)
    assert consents.find("grant-1") is None
    assert sendings.of(draft.row) == ()


def test_a_grant_comes_back_as_it_was_signed(session: Session, camille: Person) -> None:
    consents = session.vault.consents
    signed = replace(consent(camille), state="signed", token="a.b.c", stop_state="asked")
    kept = consents.keep(signed)

    assert consents.find("grant-1") == replace(signed, row=kept.row)
    assert consents.all(camille.uid) == (kept,)
    assert consents.all("nobody") == ()
    assert "a.b.c" not in repr(kept)


def test_a_sending_is_open_until_its_answer(session: Session, camille: Person) -> None:
    sendings = session.vault.sendings
    grant = session.vault.consents.keep(replace(consent(camille), state="signed"))
    made = sendings.keep(Sending("s", grant.row, "share", "ready", NOW, b"h" * 32, 2, 1, b"{}"))
    sent = sendings.keep(replace(made, state="sending", envelope=b"e", tries=1))
    assert sendings.open() == (sent,)
    assert sendings.of(grant.row, "revocation") == ()

    sendings.keep(replace(sent, state="confirmed", envelope=None))
    assert sendings.open() == ()


def test_a_new_envelope_replaces_the_items_of_the_old_one(
    session: Session, camille: Person
) -> None:
    sendings = session.vault.sendings
    grant = session.vault.consents.keep(consent(camille))
    row = sendings.keep(Sending("s", grant.row, "share", "ready", NOW, b"h" * 32, 2, 1)).row
    item = SentItem("Observation/1", "fact", 1, b"s" * 16, b"d" * 32)
    sendings.keep_items(row, [item])
    sendings.keep_items(row, [replace(item, version=2)])

    assert sendings.items(row) == (replace(item, version=2),)


def test_the_ledger_counts_from_nothing_and_says_what_was_changed(
    session: Session, camille: Person
) -> None:
    """S14: a leaf removed or altered behind its back is found."""
    ledger, person = session.vault.statements, session.vault.people.row_id(camille.uid)
    places = [
        ledger.append("l", person, Statement("share+jwt", "out", bytes([n]), NOW)) for n in range(4)
    ]
    assert places == [0, 1, 2, 3]
    assert [leaf.token for leaf in ledger.leaves("l")] == [b"\0", b"\1", b"\2", b"\3"]
    assert ledger.leaves("l")[0].sha256 == hashlib.sha256(b"\0").digest()
    assert (ledger.ledgers(), ledger.owner("l")) == (("l",), None)
    session.vault.settings.put(person, "ledger", "l")
    assert ledger.owner("l") == camille.uid
    assert ledger.wrong_hashes("l") == ()

    session.database.run("UPDATE statement SET token = x'ff' WHERE seq = 1")
    assert ledger.wrong_hashes("l") == (1,)
    session.database.run("DELETE FROM statement WHERE seq = 2")
    assert ledger.wrong_hashes("l") == (1, 2)


def test_statements_of_a_grant_are_found_by_kind(session: Session, camille: Person) -> None:
    ledger, person = session.vault.statements, session.vault.people.row_id(camille.uid)
    grant = session.vault.consents.keep(consent(camille))
    ledger.append("l", person, Statement("consent-grant+jwt", "out", b"g", NOW, grant.row))
    ledger.append("l", person, Statement("share+jwt", "out", b"s", NOW, grant.row))

    assert [one.token for one in ledger.of(grant.row)] == [b"g", b"s"]
    assert [one.token for one in ledger.of(grant.row, "share+jwt")] == [b"s"]


def test_heads_and_witnesses_are_kept_in_order_of_size(session: Session) -> None:
    ledger = session.vault.statements
    heads = [KeptHead(size, bytes([size]) * 32, b"token", NOW) for size in (3, 1)]
    for head in heads:
        ledger.keep_head("l", head)
    witness = Witness(1, b"s" * 16, b"c" * 32, "https://a.example")
    ledger.keep_witness("l", witness)
    ledger.keep_witness("l", replace(witness, receipt=b"r"))

    assert [head.size for head in ledger.heads("l")] == [1, 3]
    assert ledger.witnesses("l") == (replace(witness, receipt=b"r"),)


def test_a_head_is_never_rewritten(session: Session) -> None:
    head = KeptHead(1, b"r" * 32, b"token", NOW)
    session.vault.statements.keep_head("l", head)
    with pytest.raises(Exception, match="UNIQUE"):
        session.vault.statements.keep_head("l", replace(head, root=b"x" * 32))
