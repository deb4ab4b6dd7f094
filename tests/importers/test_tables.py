from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest

from tests.importers.told import source
from vault.errors import FileTooLarge
from vault.importers.archive import on_disk
from vault.importers.formats.withings_export import FORMAT
from vault.importers.source import Source, text
from vault.importers.tables import assumed, delimiter_of, first_row, folded, rows
from vault.record.batch import Column, Measured, Remark


def cells(raw: bytes) -> list[list[str]]:
    return [row.cells for row in rows(source(raw))]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfa;\xc3\xa9\r\n1;2\r\n",
        "a;é\n1;2\n".encode("utf-16"),
        b"a;\xe9\n1;2\n",
        b"a;\xc3\xa9\r1;2\r",
        b'"a";"\xc3\xa9"\n\n  \n1;2\n',
    ],
)
def test_a_table_is_read_in_the_encoding_and_delimiter_it_has(raw: bytes) -> None:
    assert cells(raw) == [["a", "é"], ["1", "2"]]


def test_a_row_that_is_too_long_or_too_wide_is_told_and_the_rest_is_read() -> None:
    wide = b",".join([b"1"] * 5000) + b"\n"
    long = b"x" * (5 << 20) + b"\n"
    cell = b'"' + b"y" * (2 << 20) + b'"\n'
    found = list(rows(source(b"a,b\n" + wide + long + cell + b"1,2\n")))

    assert [row.problem for row in found] == [None, "too_long", "too_long", "too_long", None]
    assert [row.line for row in found] == [1, 2, 3, 4, 5]


def test_a_line_without_end_is_bounded() -> None:
    (row,) = rows(source(b"x" * (9 << 20)))
    assert row.problem == "too_long"


@pytest.mark.parametrize(
    ("raw", "doubted"),
    [
        (b"Date,Height (m)\n2026-06-01 07:00:00,1.7", True),
        (b"Date,Height (m)\n2026-06-01 07:00:00,1.7\n", False),
        (b"date,value\n2026-06-01,81", True),
        (b"Date,Weight (kg),Comments\n2026-06-01 07:00:00,72.4,", False),
    ],
)
def test_a_last_number_without_line_end_is_kept_and_doubted(raw: bytes, *, doubted: bool) -> None:
    """What lacks a digit looks like what ends there: the value stays, a person compares it."""
    name = "aggregates_steps.csv" if raw.startswith(b"date") else "x.csv"
    items = list(FORMAT.read(source(raw, name), {"zone": "Europe/Paris"}))
    assert sum(isinstance(one, Measured | Column) for one in items) == 1
    remarks = [one for one in items if isinstance(one, Remark) and one.kind != "zone_assumed"]
    told = [(one.kind, one.where, one.level) for one in remarks]
    assert told == ([("last_number_doubted", f"{name}:2", "warning")] if doubted else [])


@pytest.mark.parametrize(
    ("last", "cut"),
    [
        (b"1,2\n", False), (b"1,2", False), (b'1,"2"', False), (b"1,[2]", False), (b"1,", False),
        (b'1,"2', True), (b"1,[2", True), (b'1,"{""a"":3', True), (b"1", True), (b'"1"', True),
        (b'1,"', True), (b'1,"2\n', True), (b'1,"2\n"', False), (b'1,5" on', False),
        (b"1\n", False),
    ],
)  # fmt: skip
def test_a_last_row_is_cut_only_when_that_can_be_told(last: bytes, *, cut: bool) -> None:
    """RFC 4180 section 2.2: the last record may have no line end."""
    *_before, row = rows(source(b"a,b\n" + last))
    assert row.cut is cut


def test_a_last_row_is_compared_with_the_row_before_it() -> None:
    *_before, short = rows(source(b"a,b,c\n1,2\n3,4"))
    *_others, cut = rows(source(b"a,b\n1,2,3\n4,5"))
    assert (short.cut, cut.cut) == (False, True)


def test_the_delimiter_is_the_one_the_first_line_has_most_of() -> None:
    assert delimiter_of(b"a;b;c,d\n") == ";"
    assert delimiter_of(b"a\tb\n") == "\t"
    assert delimiter_of(b"") == ","


def test_headers_are_compared_without_case_accents_and_odd_spaces() -> None:
    assert folded(' "Fréquence\u00a0 cardiaque"') == "frequence cardiaque"
    assert first_row(b'Date,"Weight (kg)"\n') == ["Date", "Weight (kg)"]
    assert first_row(b"x" * 70_000 * 16) == []


def test_an_assumed_encoding_is_noticed() -> None:
    assert assumed(b"a;\xe9;b\n")
    assert not assumed("é;".encode() * 40_000)
    assert not assumed("é".encode("utf-16"))


def test_small_tables_are_bounded_too() -> None:
    endless = Source(lambda: BytesIO(b'"' + b"x" * (2 << 20)))
    with pytest.raises(FileTooLarge):
        list(endless.rows())
    with pytest.raises(FileTooLarge):
        list(Source(lambda: BytesIO(b"x" * 2000), text_limit=1000).rows())
    assert list(source(b"a,b\n").rows()) == [(1, ["a", "b"])]


def test_text_is_decoded_whatever_it_is() -> None:
    assert text(b"\xe9\0") == "é"
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", errors="carnet-windows")


def test_a_source_without_members_gives_none() -> None:
    with pytest.raises(KeyError):
        source(b"").member("a")


def test_an_export_in_a_folder_is_read_table_by_table(tmp_path: Path) -> None:
    for name, body in {
        "weight.csv": "Date,Weight (kg)\n2026-06-01 07:00:00,72.4\n", "bp.csv": "",
        "README.txt": "read me", "photo.jpg": "x", "account.csv": "Name,Mail\na,b\n",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(body)
    with ExitStack() as doors:
        found = on_disk(tmp_path, doors, lambda _count: None)
        assert FORMAT.claims(found.probe()) == 90
        items = list(FORMAT.read(found, {"zone": "Europe/Paris"}))
    assert [type(item).__name__ for item in items] == [
        "Unsupported", "Refused", "Unsupported", "Measured", "Remark",
    ]  # fmt: skip


def test_other_archives_are_not_an_export() -> None:
    probe = source(b"").probe()
    many = tuple(f"{n}.csv" for n in range(12))
    assert FORMAT.claims(type(probe)(b"", names=("weight.csv", "README.txt", *many))) == 90
    assert FORMAT.claims(type(probe)(b"", names=("weight.csv", "README.txt"))) == 0
