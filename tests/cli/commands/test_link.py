"""S17: `link read`, from a server that really listens, over TLS."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import Said
from tests.conftest import Carnet
from tests.sync.test_health_link import KEY, link
from tests.sync.test_http import own_certificate
from tests.usecases.test_reading_links import PULSE
from vault.crypto import link_file


class Shelf(BaseHTTPRequestHandler):
    """One encrypted file, whoever asks; gone under any other name."""

    def do_GET(self) -> None:
        body = link_file.seal(PULSE, KEY, "application/fhir+json").encode()
        self.send_response(200 if self.path.startswith("/file") else 404)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    certificate = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with HTTPServer(("127.0.0.1", 0), Shelf) as listening:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"https://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def written(folder: Path, text: str) -> str:
    place = folder / "link.txt"
    place.write_text(f"{text}\n", "utf-8")
    return str(place)


def test_a_link_is_previewed_kept_and_undone(
    carnet: Carnet, french: Said, server: str, tmp_path: Path
) -> None:
    place = written(tmp_path, link(url=f"{server}/file", flag="U", exp=1_000_000_000))
    words = ("link", "read", "--link-file", place, "--recipient", "Camille")
    code, told = carnet(*words, "--preview")
    assert (code, told["batch"], told["expired"]) == (0, None, True)
    code, told = carnet(*words)
    assert (code, told["added"]) == (0, 1)
    assert carnet("undo", told["batch"])[1]["undone"]["removed"] == 1
    assert "La fin qu’annonce ce lien est passée." in french(*words)[1]


def test_a_link_that_is_gone_or_none_is_said(carnet: Carnet, server: str, tmp_path: Path) -> None:
    for text, kind, code in (
        (link(url=f"{server}/gone", flag="U"), "ServiceRefused", 6),
        (link(url="http://127.0.0.1:1/x", flag="U"), "ServiceUnreachable", 6),
        ("https://example.org", "FileUnreadable", 4),
    ):
        place = written(tmp_path, text)
        found, told = carnet("link", "read", "--link-file", place, "--recipient", "me")
        assert (found, told["error"]["kind"]) == (code, kind)


def test_a_passcode_is_asked_for_where_the_link_wants_one(carnet: Carnet, tmp_path: Path) -> None:
    place = written(tmp_path, link(flag="P"))
    code, told = carnet("link", "read", "--link-file", place, "--recipient", "me")
    assert (code, told["error"]["kind"]) == (3, "PassphraseNeeded")
