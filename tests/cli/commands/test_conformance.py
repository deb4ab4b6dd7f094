"""`conformance` by the command line: the report, and the exit code of a rule that does not hold."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Said
from tests.usecases.practice_bench import practice
from vault import bootstrap


def test_a_service_is_tried_without_any_carnet(french: Said, tmp_path: Path) -> None:
    with practice(bootstrap.clock()) as running:
        root, out = tmp_path / "root.json", tmp_path / "report.html"
        root.write_text(json.dumps(running.publisher.root_file()))
        words = (f"{running.origin}/catalogue.jwt", f"{running.origin}/sport", "--root", str(root))
        running.faults.set("withdrawn")
        code, told, _aside = french("conformance", *words, "--out", str(out))
    assert code == 7
    assert "Toutes les règles ne tiennent pas." in told
    assert "withdrawn" in told
    assert out.read_text("utf-8").startswith('<!doctype html><html lang="fr">')
