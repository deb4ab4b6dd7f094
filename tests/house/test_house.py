"""Laws of the house that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vault

HOUSE = Path(vault.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
SHELVES = ("devices/decoders", "importers/formats", "exports/formats", "fhir/resources")
MOST_LINES = 300
LONGER = {"errors.py": 400}  # one tree, one file


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_file_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGER.get(str(path.relative_to(HOUSE)), MOST_LINES)
    assert ast.get_docstring(ast.parse(text))


def test_a_package_file_holds_nothing_but_its_docstring() -> None:
    for path in FILES:
        if path.name == "__init__.py":
            assert len(ast.parse(path.read_text()).body) == 1, path


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_shelf_that_stands_is_not_empty(shelf: str) -> None:
    folder = HOUSE / shelf
    assert not folder.exists() or len(list(folder.glob("[!_]*.py"))) > 0
