"""`carnet document`: the originals, byte for byte."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

from tests.cli.conftest import Said
from tests.conftest import Carnet


def test_documents_are_listed_and_written_byte_for_byte(
    carnet: Carnet, french: Said, tmp_path: Path
) -> None:
    assert carnet("document", "list") == (0, {"documents": []})
    assert "Aucun document" in french("document", "list")[1]
    letter, file = b"%PDF-1.4 letter", tmp_path / "papers.json"
    attachment = {"contentType": "application/pdf", "data": b64encode(letter).decode()}
    paper = {"resourceType": "DocumentReference", "id": "1", "status": "current",
             "date": "2026-11-20", "content": [{"attachment": attachment}]}  # fmt: skip
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": paper}]}
    file.write_text(json.dumps(bundle), "utf-8")
    carnet("import", str(file), "--accept-identity")
    (one,) = carnet("document", "list")[1]["documents"]
    assert (one["media"], one["bytes"]) == ("application/pdf", len(letter))
    assert one["id"] in french("document", "list")[1]
    out = tmp_path / "out.pdf"
    code, told = carnet("document", "get", one["id"], "--out", str(out))
    assert (code, told["sha256"]) == (0, one["sha256"])
    assert out.read_bytes() == letter
    assert carnet("document", "get", "nobody", "--out", str(out))[1]["error"]["kind"] == "NotFound"
