"""`recover` by the command line, against services that really listen (S18, S19)."""

from __future__ import annotations

import pytest

from tests.cli.commands.test_share import services, signed
from tests.cli.conftest import Said
from tests.conftest import Carnet
from tests.usecases.pressing import press
from vault import bootstrap
from vault.sandbox.practice import Practice

__all__ = ("services",)


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody presses the button where a browser would open: `BROWSER` names a program only."""
    monkeypatch.setattr("webbrowser.open", press)


def test_taking_back_and_comparing(carnet: Carnet, services: Practice, french: Said) -> None:
    place = f"{services.origin}/pre-admission"
    assert carnet("share", "send", signed(carnet, services))[0] == 0

    code, told = carnet("recover", place, "--compare")
    assert (code, told["batch"], told["given_back"]) == (0, None, True)
    compared = {name: told["compare"][name] for name in ("missing", "changed", "extra", "gaps")}
    assert compared == {"missing": [], "changed": [], "extra": [], "gaps": []}
    assert len(told["compare"]["identical"]) == told["compare"]["sent"] == 2

    code, told = carnet("recover", place)
    assert (code, told["format"], told["received"]) == (
        0,
        "fhir-json",
        {"Observation": 2, "Patient": 1},
    )
    (batch,) = [one for one in carnet("imports")[1]["batches"] if one["kind"] == "recover"]
    assert batch["id"] == told["batch"]
    assert carnet("undo", batch["id"])[0] == 0

    services.faults.set("alters")
    code, words, aside = french("recover", place, "--compare")
    assert code == 0
    assert (
        "2 éléments envoyés à Pré-admission (entraînement)\u00a0: 1 identique, 1 modifié." in words
    )
    assert "Accès rendu." in words
    assert place in aside


def test_a_kept_login_is_given_back_by_a_word(carnet: Carnet, services: Practice) -> None:
    place = f"{services.origin}/pre-admission"
    carnet("share", "send", signed(carnet, services))
    assert carnet("recover", place, "--again", "--preview")[0] == 0
    assert carnet("recover", place, "--end") == (0, {"given_back": True})


def test_what_did_not_come_is_said(carnet: Carnet, services: Practice, french: Said) -> None:
    place = f"{services.origin}/pre-admission"
    carnet("share", "send", signed(carnet, services))
    services.faults.set("endless-pages")
    code, told = carnet("recover", place)
    assert (code, told["gaps"]) == (1, [{"type": "", "why": "endless"}])
    assert "Non reçu\u00a0: le reste (pages sans fin, arrêté)." in french("recover", place)[1]
    services.faults.set("login-denied")
    code, told = carnet("recover", place)
    assert (code, told["error"]["kind"], told["error"]["problem"]) == (
        6, "ServiceRefused", "login-denied",
    )  # fmt: skip


def test_the_browser_of_the_system_is_the_one_that_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("webbrowser.open", seen.append)
    bootstrap.browse("http://127.0.0.1:1/authorize")
    assert seen == ["http://127.0.0.1:1/authorize"]
