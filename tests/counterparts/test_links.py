"""S17: npm kill-the-clipboard makes links that we open, and opens the files that we seal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # noqa: TID251 - programs of others check ours
from pathlib import Path
from typing import Any

import pytest

from tests.sync.test_health_link import KEY, Place, link
from vault.crypto import link_file
from vault.sync import health_link

HERE = Path(__file__).parent / "links"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
ROOM = Path(os.environ.get("CARNET_COUNTERPARTS") or CACHE / "carnet-counterparts") / "links"
NODE = str(shutil.which("node", path=f"{ROOM.parent}/node/bin:{os.environ['PATH']}"))
BUNDLE = {"resourceType": "Bundle", "type": "collection", "entry": []}

pytestmark = pytest.mark.counterpart


def told(program: str, *words: str) -> Any:
    assert (ROOM / "node_modules/kill-the-clipboard").is_dir(), "run tests/counterparts/install"
    shutil.copy(HERE / program, ROOM)
    done = subprocess.run(  # noqa: S603 - a program of ours
        [NODE, program, *words], cwd=ROOM, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_we_open_links_that_it_made() -> None:
    for flag, made in told("make.mjs").items():
        found = health_link.parse(made["uri"])
        assert (found.flag, found.label, found.asks_passcode) == (flag, "Résumé", flag == "P")
        inside = Place(made["embedded"])
        beside = Place(made["located"], *made["files"].values())
        for place in (inside, beside):
            files = health_link.fetched(place.ask, found, "Camille", "1234")
            assert [one.media for one in files] == ["application/fhir+json"] * 2
            for one in files:
                assert json.loads(one.body)["entry"][0]["resource"]["id"] == "s"


def test_it_opens_a_file_that_we_sealed(tmp_path: Path) -> None:
    file = tmp_path / "file.jwe"
    file.write_text(link_file.seal(json.dumps(BUNDLE).encode(), KEY, "application/fhir+json"))
    shown = link(flag="U", exp=4_000_000_000).partition("#")[2]
    found = told("read.mjs", shown, str(file))
    assert found == {"label": "Résumé", "resources": [BUNDLE]}
