"""Every format, run over every case kept for it. Adding a format adds no line here."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.told import by_stream, source, told
from vault.errors import FileUnreadable
from vault.importers.format import ImportFormat
from vault.importers.registry import claimants, formats
from vault.importers.source import Source
from vault.importers.tables import rows

FIXTURES = Path(__file__).parent / "fixtures"
CASES = [(f, path) for f in formats() for path in sorted((FIXTURES / f.name).glob("*/input.*"))]
PARIS = {"zone": "Europe/Paris", "date_order": "dmy"}
every_case = pytest.mark.parametrize(
    ("one", "path"), CASES, ids=[f"{f.name}-{path.parent.name}" for f, path in CASES]
)


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name("expected.json").read_text("utf-8"))
    return found


def of(path: Path, content: bytes) -> Source:
    return source(content, expected(path).get("name", path.name))


@every_case
def test_case(one: ImportFormat, path: Path) -> None:
    wanted, whole = expected(path), of(path, path.read_bytes())

    assert claimants(whole.probe()) == (one,)
    assert [q.name for q in one.questions(whole)] == wanted.get("questions", [])
    assert told(one.read(whole, wanted["answers"])) == wanted["items"]


def test_every_format_has_a_case() -> None:
    assert {f.name for f in formats()} == {f.name for f, _path in CASES}


@every_case
def test_a_file_cut_anywhere_gives_a_beginning_of_the_same_items(
    one: ImportFormat, path: Path
) -> None:
    content, answers = path.read_bytes(), expected(path)["answers"]
    whole = by_stream(read_cut(one, of(path, content), answers))
    for cut in range(0, len(content), 1 + len(content) // 60):
        if path.suffix == ".csv" and looks_whole(content[:cut]):
            continue
        found = by_stream(read_cut(one, of(path, content[:cut]), answers))
        for stream, lines in found.items():
            assert lines == whole.get(stream, [])[: len(lines)], cut


def looks_whole(part: bytes) -> bool:
    """Whether a table ends inside its last cell, which is as good as a last line without end."""
    found = list(rows(source(part)))
    return not part.endswith(b"\n") and len(found) > 1 and not found[-1].cut


def read_cut(one: ImportFormat, part: Source, answers: dict[str, str]) -> list[dict[str, Any]]:
    """What is read, without what is said of the cut and of the file as a whole."""
    lines = told(one.read(part, answers))
    aside = ("refused", "unsupported", "remark", "inner")
    return [line for line in lines if not any(name in line for name in aside)]


@every_case
@pytest.mark.parametrize("seed", range(4))
def test_changed_bytes_never_break_a_format(one: ImportFormat, path: Path, seed: int) -> None:
    content = bytearray(path.read_bytes())
    for step in range(50):
        content[(seed * 7919 + step * 104_729) % len(content)] = (seed * 31 + step * 17) % 256
    with suppress(FileUnreadable):
        told(one.read(of(path, bytes(content)), expected(path)["answers"]))


@every_case
def test_a_file_of_utf_16_never_breaks_a_format(one: ImportFormat, path: Path) -> None:
    wide = path.read_bytes().decode("utf-8", errors="replace").encode("utf-16")
    told(one.read(of(path, wide), expected(path)["answers"]))


@pytest.mark.parametrize("one", formats(), ids=lambda f: f.name)
@given(noise=st.binary(max_size=300))
def test_noise_is_never_claimed_and_never_breaks(one: ImportFormat, noise: bytes) -> None:
    assert one.claims(source(noise).probe()) == 0
    assert all(
        "refused" in line or "unsupported" in line for line in told(one.read(source(noise), PARIS))
    )
