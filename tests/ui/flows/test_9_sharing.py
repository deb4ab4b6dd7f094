"""Sharing by keyboard: nine facts read, exact content opened, declined; again, signed; stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytestqt.exceptions import TimeoutError as TooLate

from tests.conftest import PHRASE, FakeClock
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from tests.ui.flows.sharing import Net
from tests.usecases.practice_bench import weigh
from vault.crypto.base64url import unb64
from vault.sync.notice_words import WORDS
from vault.ui.pages.sign.exact_dialog import ExactDialog
from vault.usecases import checking, people, sharing
from vault.usecases.session import Session

pytestmark = pytest.mark.screen


@dataclass(frozen=True)
class Words:
    """What a person reads."""

    shares: str
    services: str
    practice: str
    service: str
    share: str
    go_on: str
    weight: str
    sign: str
    decline: str
    declined: str
    exact: str
    sent: str
    see: str
    stop: str
    stop_question: str
    stopped: str
    waits: str
    tell: str
    missing: str
    wrong: str
    see_receipt: str
    receipt: str
    history: str
    told: str
    whole: str


FRENCH = Words(
    "Partages", "Services", "Catalogue d’entraînement", "Pré-admission (entraînement)",
    "Partager avec ce service", "Continuer", "Poids", "Vérifier et signer le partage", "Refuser",
    "Refusé. Rien n’a été envoyé.", "Contenu exact de l’envoi", "Partage signé et envoyé le",
    "Voir le partage", "Arrêter ce partage", "Arrêter le partage", "Arrêté",
    "Arrêt à transmettre", "Prévenir le service",
    "Saisissez votre phrase secrète pour signer.", "La phrase secrète n’est pas correcte.",
    "Voir le reçu", "Reçu signé", "Historique", "Partage avec {} arrêté", "vérifié à l’instant",
)  # fmt: skip
ENGLISH = Words(
    "Shares", "Services", "Practice catalogue", "Pre-admission (practice)",
    "Share with this service", "Continue", "Weight", "Check and sign the share", "Decline",
    "Declined. Nothing was sent.", "Exact content of the sending", "Share signed and sent on",
    "See the share", "Stop this share", "Stop sharing", "Stopped", "Stop to be told",
    "Tell the service", "Type your passphrase to sign.",
    "The passphrase is not correct.",
    "See the receipt", "Signed receipt", "History", "Share with {} stopped", "verified just now",
)  # fmt: skip
SPOKEN = {"fr": FRENCH, "en": ENGLISH}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))


@pytest.fixture
def net(clock: FakeClock) -> Iterator[Net]:
    """Practice services that can be taken off the network."""
    made = Net(clock)
    made.online()
    yield made
    made.offline()


def begin(window: Open, look: Look) -> tuple[Hands, Session, Words]:
    """Open Camille's record with three weights."""
    hands = window(look)
    session = hands.enter()
    camille = hands.ask(lambda: people.everybody(session))[0]
    hands.ask(lambda: weigh(session, camille, "70.10", "70.25", "69.90"))
    return hands, session, SPOKEN[look.language]


def choose(hands: Hands, words: Words) -> None:
    """Go from the service to the page of the signature, with the indispensable and the weight."""
    hands.wait_for(words.share)
    hands.act(words.share)
    hands.wait(lambda: hands.has("purpose.pre-admission"))
    hands.act("action.next")
    hands.wait(lambda: hands.has("required"))
    hands.act("required")
    hands.tab_to("tick.identity")
    while hands.focus().accessibleIdentifier() != "tick.body_weight":
        hands.press("Down")
    hands.press("Space")
    hands.tab_to("action.next", back=True)
    hands.press("Return")
    hands.wait(lambda: hands.has("decline"))
    assert hands.heading() == words.sign


def to_service(hands: Hands, words: Words) -> None:
    """Find the service of the list and open it."""
    hands.go("Ctrl+6", words.shares)
    hands.act("action.services")
    hands.wait(lambda: hands.has(f"{words.service},"))
    hands.act(f"{words.service},")


def read_exact(hands: Hands) -> bytes:
    """Open the exact content, read the file and what is readable of it, close it."""
    hands.act("exact")
    hands.wait(lambda: isinstance(hands.front, ExactDialog))
    shown = hands.front
    assert isinstance(shown, ExactDialog)
    assert "69.90" in shown.readable.toPlainText()
    hands.press("Esc")
    hands.wait(lambda: not isinstance(hands.front, ExactDialog))
    return shown.file.toPlainText().encode()


def read_and_decline(hands: Hands, language: str, words: Words) -> bytes:
    """Read the nine facts and what would leave, then decline."""
    choose(hands, words)
    assert [head for head in WORDS[language].heads if not hands.sees(head)] == []
    assert hands.here() in {"Passphrase", "Phrase secrète"}
    exact = read_exact(hands)
    hands.act("decline")
    hands.wait_for(words.declined)
    return exact


def sign(hands: Hands, session: Session, words: Words) -> None:
    """Try without a passphrase, then with a wrong one, then with the right one."""
    hands.press("Return")  # in the empty field: nothing
    assert hands.has("passphrase")
    hands.act("sign")
    hands.wait_for(words.missing)
    hands.type("not this one")
    hands.act("sign")
    hands.wait_for(words.wrong)
    assert hands.ask(lambda: sharing.shares(session)) == ()
    hands.tab_to("passphrase", back=True)
    hands.press("Ctrl+A")
    hands.type(PHRASE)
    hands.act("sign")
    hands.wait_for(words.sent)
    hands.act("see")
    hands.wait(lambda: hands.has("act.stop"))


def read_receipt(hands: Hands, session: Session, words: Words) -> None:
    """Open the receipt: it shows the fingerprint of what the service signed; close it."""
    (share,) = hands.ask(lambda: sharing.shares(session))
    hands.act(words.see_receipt)
    hands.wait(lambda: hands.heading() == words.receipt)
    shown = [name.replace("\u200b", "") for name in hands.said()]
    receipt = share.sendings[0].receipt
    assert receipt is not None
    assert receipt.sha256 in shown
    hands.press("Esc")
    hands.wait(lambda: hands.front is hands.app.window)


@pytest.mark.slow
def test_a_share_is_read_declined_signed_and_received(window: Open, look: Look) -> None:
    """Flow 9."""
    hands, session, words = begin(window, look)
    hands.go("Ctrl+6", words.shares)
    hands.act("action.services")
    hands.wait(lambda: hands.has("practise"))
    hands.act("practise")
    hands.wait(lambda: hands.has(f"{words.service},"))
    hands.act(f"{words.service},")
    first = read_and_decline(hands, look.language, words)
    assert hands.ask(lambda: sharing.shares(session)) == ()

    to_service(hands, words)
    choose(hands, words)
    exact = read_exact(hands)
    assert exact == first
    hands.tab_to("passphrase", back=True)
    sign(hands, session, words)
    started = hands.app.practice.start(session.clock)
    assert received(started.control) == [exact]
    (share,) = hands.ask(lambda: sharing.shares(session))
    assert (share.state, share.sendings[0].sending.body) == ("active", exact)
    read_receipt(hands, session, words)

    hands.act("act.stop")
    hands.wait(lambda: hands.has("dialog.act"))
    hands.act("dialog.act")
    hands.wait(lambda: words.stopped in hands.said())
    (share,) = hands.ask(lambda: sharing.shares(session))
    assert (share.state, share.consent.stop_state) == ("stopped", "acknowledged")
    assert all(one.ok for one in hands.ask(lambda: checking.check(session)))


def test_a_stop_offline_waits_to_be_told_and_is_acknowledged_online(
    window: Open, net: Net, tmp_path: Path, look: Look
) -> None:
    """Flow 10."""
    hands, session, words = begin(window, look)
    hands.ask(lambda: net.learn(session, tmp_path))
    to_service(hands, words)
    choose(hands, words)
    hands.type(PHRASE)
    hands.act("sign")
    hands.wait_for(words.sent)
    hands.act("see")
    hands.wait(lambda: hands.has("act.stop"))
    assert [unb64(one["bundle"]) for one in net.received()] == [
        hands.ask(lambda: sharing.shares(session))[0].sendings[0].sending.body
    ]

    net.offline()
    hands.act("act.stop")
    hands.wait(lambda: hands.has("dialog.act"))
    assert hands.here() == ("Garder le partage" if look.language == "fr" else "Keep sharing")
    hands.act("dialog.act")
    hands.wait_for(words.waits)
    hands.wait(lambda: hands.has("act.send"))
    (share,) = hands.ask(lambda: sharing.shares(session))
    assert (share.state, share.consent.stop_state) == ("stopped", "asked")

    net.online()
    told_again(hands, words)
    (share,) = hands.ask(lambda: sharing.shares(session))
    assert (share.state, share.consent.stop_state) == ("stopped", "acknowledged")
    hands.go("Ctrl+7", words.history)
    hands.wait_for(words.told.format(words.service))
    hands.wait_for(words.whole)
    assert all(one.ok for one in hands.ask(lambda: checking.check(session)))


def told_again(hands: Hands, words: Words) -> None:
    """Tell the service, as a person does: its door may just be opening."""
    hands.wait(lambda: hands.has(words.tell))
    for _attempt in range(3):  # as a person does: the door of the service may just be opening
        if hands.has("act.send") and hands.sees(words.waits):
            hands.act("act.send")
        with suppress(TooLate):
            hands.qtbot.waitUntil(lambda: not hands.sees(words.waits), timeout=10_000)
            break
    hands.wait_gone(words.waits)


def received(control: str) -> list[bytes]:
    """Ask the practice what it holds, byte for byte."""
    place = urlsplit(f"{control}/received")
    with closing(HTTPConnection(str(place.hostname), place.port or 0, timeout=20)) as line:
        line.request("GET", place.path)
        told = json.loads(line.getresponse().read())
    return [unb64(one["bundle"]) for one in told["received"]]


def test_what_was_signed_offline_leaves_by_itself_only_if_a_person_chose_so(
    window: Open, net: Net, tmp_path: Path, clock: FakeClock
) -> None:
    hands, session, words = begin(window, Look("fr"))
    hands.ask(lambda: net.learn(session, tmp_path))
    to_service(hands, words)
    choose(hands, words)
    net.offline()
    hands.type(PHRASE)
    hands.act("sign")
    hands.wait(lambda: hands.has("online"))
    assert hands.app.record is not None
    net.online()
    clock.moment += timedelta(minutes=5)
    hands.app.record.courier.look()
    hands.ask(lambda: None)
    assert net.received() == []  # nobody chose it

    hands.tab_to("online")
    hands.press("Space")
    hands.ask(lambda: None)
    hands.app.record.courier.look()
    hands.wait(lambda: len(net.received()) == 1)
    hands.wait(lambda: hands.ask(lambda: sharing.shares(session))[0].state == "active")


def test_a_share_can_be_stopped_in_three_acts_from_the_overview(
    window: Open, net: Net, tmp_path: Path
) -> None:
    """T-ACTS: no more acts to stop than to sign."""
    hands, session, words = begin(window, Look("en"))
    hands.ask(lambda: net.learn(session, tmp_path))
    to_service(hands, words)
    choose(hands, words)
    hands.type(PHRASE)
    hands.act("sign")
    hands.wait_for(words.sent)
    (share,) = hands.ask(lambda: sharing.shares(session))
    hands.press("Ctrl+1")
    hands.wait(lambda: hands.has(f"share.{share.consent.uid}"))
    hands.act(f"share.{share.consent.uid}")  # act 1
    hands.wait(lambda: hands.has("act.stop"))
    hands.act("act.stop")  # act 2
    hands.wait(lambda: hands.has("dialog.act"))
    hands.act("dialog.act")  # act 3
    hands.wait(lambda: words.stopped in hands.said())
