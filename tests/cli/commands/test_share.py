"""Catalogue, services and shares by the command line, against services that really listen."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, Carnet, opened
from tests.usecases.practice_bench import practice, weigh
from vault import bootstrap
from vault.cli.main import main
from vault.crypto.base64url import sha256
from vault.sandbox.practice import Practice

WATCHED = {"on": False, "seen": 0}


def _watch(event: str, _arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and WATCHED["on"]:
        WATCHED["seen"] += 1


sys.addaudithook(_watch)


@pytest.fixture
def services(place: Path, tmp_path: Path, carnet: Carnet) -> Iterator[Practice]:
    """Camille's vault with two weights, which knows the catalogue of the running practice."""
    clock = bootstrap.clock()
    session = opened(place, clock)  # type: ignore[arg-type]
    weigh(session, CAMILLE, "70.10", "70.25")
    session.end()
    with practice(clock) as running:
        root = tmp_path / "root.json"
        root.write_text(json.dumps(running.publisher.root_file()))
        address = f"{running.origin}/catalogue.jwt"
        assert carnet("catalogue", "update", address, "--root", str(root))[0] == 0
        yield running


@pytest.mark.parametrize("content", ["{}", "", '{"catalogue": "https://a.example", "roots": []}'])
def test_a_root_file_without_a_key_is_said(carnet: Carnet, tmp_path: Path, content: str) -> None:
    (tmp_path / "none.json").write_text(content)
    words = ("catalogue", "update", "https://a.example", "--root", str(tmp_path / "none.json"))
    code, told = carnet(*words)
    assert (code, told["error"]["kind"]) == (4, "FileUnreadable")
    assert told["error"]["message"] == "This file holds no key of a catalogue."


def asked(services: Practice, *more: str) -> tuple[str, ...]:
    service = f"{services.origin}/pre-admission"
    return (service, "--finality", "pre-admission", "--only", "body_weight", *more)


def signed(carnet: Carnet, services: Practice) -> str:
    code, told = carnet("share", "sign", *asked(services))
    assert code == 0, told
    return str(told["grant"]["id"])


def test_the_whole_life_of_a_share(carnet: Carnet, services: Practice, tmp_path: Path) -> None:
    out = tmp_path / "preview.json"
    code, shown = carnet("share", "preview", *asked(services, "--out", str(out)))
    assert (code, shown["items"], shown["kinds"]) == (0, 2, {"body_weight": 2})
    assert shown["sha256"] == sha256(out.read_bytes())
    assert (shown["bytes"], out.stat().st_mode & 0o777) == (len(out.read_bytes()), 0o600)

    code, told = carnet("share", "sign", *asked(services, "--sha256", shown["sha256"]))
    assert (code, told["grant"]["state"], told["grant"]["receipts"]) == (0, "signed", [])
    grant = told["grant"]["id"]
    code, told = carnet("share", "send", grant)
    assert (code, told["grant"]["state"], len(told["grant"]["receipts"])) == (0, "active", 1)
    (sending,) = told["grant"]["sendings"]
    assert (sending["state"], sending["seq"], sending["items"]) == ("confirmed", 1, 2)
    (received,) = services.received()["received"]
    assert received["grant"] == grant

    evidence = tmp_path / "evidence.zip"
    assert carnet("share", "evidence", grant, "--out", str(evidence))[0] == 0
    assert carnet("verify", str(evidence), "--root", str(tmp_path / "root.json"))[1]["ok"]
    code, told = carnet("share", "stop", grant, "--erase")
    assert (code, told["grant"]["state"], told["grant"]["stop"]) == (0, "stopped", "acknowledged")
    assert services.received()["received"] == []
    assert carnet("share", "stop", grant)[0] == 0
    code, told = carnet("share", "send", grant)
    assert (code, told["error"]["kind"]) == (6, "GrantStopped")
    assert carnet("journal", "verify")[1]["ok"]


def test_a_standing_share_is_paused_resumed_and_renewed(carnet: Carnet, services: Practice) -> None:
    """S13: what is new goes alone; nothing goes in a pause; an error is told when asked."""
    code, told = carnet("share", "sign", *asked(services, "--standing"))
    assert (code, told["grant"]["mode"]) == (0, "standing")
    grant = told["grant"]["id"]
    assert carnet("share", "send", grant)[0] == 0
    item = carnet("add", "body_weight", "66.6", "kg")[1]["id"]
    assert carnet("share", "send", grant)[0] == 0
    assert carnet("share", "pause", grant)[1]["grant"]["state"] == "paused"
    carnet("add", "body_weight", "67.7", "kg")
    code, told = carnet("share", "send", grant)
    assert (code, len(told["grant"]["sendings"])) == (0, 2)
    assert carnet("share", "resume", grant, "--send-missed")[1]["grant"]["state"] == "active"
    assert carnet("share", "send", grant)[0] == 0
    assert len(services.received()["received"]) == 3

    assert carnet("share", "withdraw", grant, item)[1]["error"]["kind"] == "WrongUse"
    assert carnet("record", "delete", item)[0] == 0
    assert carnet("share", "withdraw", grant, item)[0] == 0
    assert carnet("share", "send", grant)[0] == 0
    code, told = carnet("share", "sign", *asked(services, "--standing", "--replaces", grant))
    assert carnet("share", "send", told["grant"]["id"])[0] == 0
    assert carnet("share", "show", grant)[1]["grant"]["state"] == "replaced"


def test_what_only_looks_opens_no_connection(
    carnet: Carnet, services: Practice, tmp_path: Path
) -> None:
    """S22: nothing but a fetch, a sending or a stop goes out."""
    WATCHED.update(on=True, seen=0)
    try:
        carnet("services")
        carnet("share", "preview", *asked(services))
        grant = signed(carnet, services)
        carnet("share", "list")
        carnet("share", "show", grant)
        carnet("share", "evidence", grant, "--out", str(tmp_path / "e.zip"))
        assert WATCHED["seen"] == 0
        carnet("share", "send", grant)
        assert WATCHED["seen"] > 0
    finally:
        WATCHED.update(on=False)


def test_other_bytes_than_those_of_the_preview_are_not_signed(
    carnet: Carnet, services: Practice
) -> None:
    code, told = carnet("share", "sign", *asked(services, "--sha256", sha256("another")))
    assert (code, told["error"]["kind"], told["items"]) == (2, "WrongUse", 2)
    assert carnet("share", "list")[1]["grants"] == []


def test_another_way_in_than_the_passphrase_does_not_sign(
    carnet: Carnet, services: Practice, place: Path, tmp_path: Path
) -> None:
    key = tmp_path / "way.key"
    assert carnet("ways", "add", "key-file", "--out", str(key))[0] == 0
    words = ("--vault-key-file", str(key), "share", "sign", *asked(services))
    code, told = carnet(*words, secret=None)
    assert (code, told["error"]["kind"]) == (3, "PassphraseNeeded")


@pytest.mark.parametrize(
    ("fault", "code", "kind"),
    [
        ("error-500", 6, "ServiceUnreachable"),
        ("redirect", 6, "ServiceUnreachable"),
        ("try-later", 6, "ServiceRefused"),
        ("too-large", 6, "ServiceRefused"),
        ("stale-catalogue", 6, "ServiceRefused"),
        ("drop", 6, "NotConfirmed"),
        ("lost-answer", 6, "NotConfirmed"),
        ("no-receipt", 6, "NotConfirmed"),
        ("wrong-receipt", 6, "NotConfirmed"),
        ("suspended", 6, "ServiceRefused"),
        ("partial", 1, ""),
        ("new-key", 0, ""),
    ],
)
def test_each_fault_has_its_code_and_its_name(
    carnet: Carnet, services: Practice, fault: str, code: int, kind: str
) -> None:
    """S10, by the command line."""
    grant = signed(carnet, services)
    services.faults.set(fault)
    if fault == "suspended":
        carnet("catalogue", "update")
    found, told = carnet("share", "send", grant)

    assert (found, told.get("error", {}).get("kind", "")) == (code, kind)
    assert told["grant"]["id"] == grant
    assert len(told["grant"]["receipts"]) == (0 if kind else 1)
    if kind == "ServiceRefused":
        assert told["error"]["problem"]
    assert carnet("journal", "verify")[0] == 0


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("bad-catalogue", "SignatureInvalid"),
        ("rollback-catalogue", "CatalogueRolledBack"),
        ("forked-catalogue", "CatalogueForked"),
        ("frozen-catalogue", "CatalogueStale"),
    ],
)
def test_a_catalogue_is_refused_by_name_and_the_one_held_stays(
    carnet: Carnet, services: Practice, fault: str, kind: str
) -> None:
    before = carnet("catalogue", "update")[1]
    services.faults.set(fault)
    code, told = carnet("catalogue", "update")
    assert (code, told["error"]["kind"]) == (6, kind)
    after = carnet("services")[1]
    assert (after["version"], len(after["services"])) == (before["version"], 3)


def test_a_stop_that_is_not_answered_yet_is_done_in_part(
    carnet: Carnet, services: Practice
) -> None:
    grant = signed(carnet, services)
    carnet("share", "send", grant)
    services.faults.set("error-500")
    code, told = carnet("share", "stop", grant)
    assert (code, told["grant"]["state"], told["grant"]["stop"]) == (1, "stopped", "asked")
    services.faults.set("none")
    code, told = carnet("share", "send")
    assert (code, told["grants"][0]["stop"]) == (0, "acknowledged")


def test_the_services_of_the_catalogue_are_the_entries_as_signed(
    carnet: Carnet, services: Practice
) -> None:
    told = carnet("services")[1]
    (first, *_others) = told["services"]
    assert {"id", "name", "publisher", "status", "criteria", "finalities"} <= first.keys()
    assert carnet("services", first["id"])[1]["services"] == [first]
    assert carnet("services", "https://nobody.example")[1]["error"]["kind"] == "NotFound"


def test_a_day_that_is_none_is_wrong_use(carnet: Carnet, services: Practice) -> None:
    told = carnet("share", "preview", *asked(services, "--from", "yesterday"))[1]
    assert told["error"]["kind"] == "WrongUse"


def spoken(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    front = [
        "--vault",
        str(place),
        "--lang",
        "fr",
        "--passphrase-file",
        str(tmp_path / "phrase.txt"),
    ]
    main([*front, *words], CHEAP)
    return " ".join(capsys.readouterr().out.split())


def test_people_read_where_a_share_stands(
    carnet: Carnet, services: Practice, place: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def say(*words: str) -> str:
        return spoken(place, tmp_path, capsys, *words)

    assert "Vous ne partagez rien." in say("share", "list")
    assert "signature vérifiée" in say("services")
    assert "Votre accord" in say("share", "preview", *asked(services))
    assert "Signé, mais pas encore envoyé." in say("share", "sign", *asked(services))
    grant = carnet("share", "list")[1]["grants"][0]["id"]
    services.faults.set("wrong-receipt", times=1)
    assert "non confirmé" in say("share", "send", grant)
    assert "diffère de ce que vous avez signé" in say("share", "show", grant)
    services.faults.set("finality-grew")
    carnet("catalogue", "update")
    said = say("share", "send", grant)
    assert "Reçu par" in said
    assert "Ce service demande maintenant autre chose." in say("share", "show", grant)
    services.faults.set("refuses-revocation", times=1)
    assert "Refusé par le service" in say("share", "stop", grant)
    assert "Dossier de preuves" in say("share", "evidence", grant, "--out", str(tmp_path / "e"))
    assert "Rien n’était à envoyer." in say("share", "send")
    assert PHRASE not in said


def test_a_new_key_takes_the_place_of_the_old_one(carnet: Carnet, services: Practice) -> None:
    grant = signed(carnet, services)
    service = f"{services.origin}/pre-admission"
    assert carnet("share", "rotate", service)[1]["error"]["kind"] == "NotFound"
    carnet("share", "send", grant)
    code, told = carnet("share", "rotate", service)
    assert (code, told["service"]) == (0, service)
    assert carnet("share", "stop", grant)[1]["grant"]["stop"] == "acknowledged"
