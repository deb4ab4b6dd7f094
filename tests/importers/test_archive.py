"""Archives are hostile: names, sizes, ratios, overlaps, depth (APPNOTE.TXT 4.3)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.told import source
from vault.errors import Cancelled, FileTooLarge, FileUnreadable, FileUnsafe
from vault.importers import archive
from vault.importers.archive import on_disk, unpacked
from vault.importers.format import Watch
from vault.importers.source import Source
from vault.record.batch import Refused


@pytest.fixture
def doors() -> Iterator[ExitStack]:
    with ExitStack() as doors:
        yield doors


def of(*members: tuple[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as one:
        for name, body in members:
            one.writestr(name, body)
    return made.getvalue()


def opened(content: bytes, doors: ExitStack) -> Source:
    return unpacked(source(content, "a.zip"), doors)


def test_members_are_read_and_debris_is_passed_over(doors: ExitStack) -> None:
    found = opened(
        of(("a/b.csv", b"1"), ("__MACOSX/a/._b.csv", b"2"), ("a/.DS_Store", b"3"), ("a/", b"")),
        doors,
    )
    assert found.names == ("a/b.csv",)
    assert found.member("a/b.csv").open().read() == b"1"
    assert found.member("a/b.csv").suffix == ".csv"


def test_what_is_no_archive_stays_as_it_is(doors: ExitStack) -> None:
    plain = source(b"Date,Value\n")
    assert unpacked(plain, doors) is plain


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "C:/x", "..\\x", "a/../../x", "a\x01b", "a\x7f", "\\\\host\\x"]
)
def test_an_unsafe_name_is_refused_alone(name: str, doors: ExitStack) -> None:
    found = opened(of((name, b"1"), ("good.csv", b"2")), doors)

    assert found.names == ("good.csv",)
    assert [one.reason for one in found.refused] == ["unsafe_name"]
    assert "\x01" not in found.refused[0].where


def test_links_devices_and_locked_members_are_refused_alone(doors: ExitStack) -> None:
    link, device = ZipInfo("link"), ZipInfo("device")
    link.external_attr, device.external_attr = 0o120777 << 16, 0o060666 << 16
    content = bytearray(of((link, b"/etc/passwd"), (device, b""), ("locked", b"1"), ("good", b"2")))
    at = content.rindex(b"locked") - 46
    content[at + 8] |= 1

    found = opened(bytes(content), doors)

    assert found.names == ("good",)
    assert found.refused == (
        Refused("link", "unsafe_name"), Refused("device", "unsafe_name"),
        Refused("locked", "encrypted"),
    )  # fmt: skip


def test_the_first_of_two_equal_names_is_kept(doors: ExitStack) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = of(("a.csv", b"first"), ("a.csv", b"second"))
    found = opened(content, doors)

    assert found.member("a.csv").open().read() == b"first"
    assert found.refused == (Refused("a.csv", "unsafe_name"),)


def test_a_bomb_is_refused_before_it_unpacks(doors: ExitStack) -> None:
    with pytest.raises(FileUnsafe):
        opened(of(("export.xml", bytes(30 << 20))), doors)


def test_a_bomb_that_lies_about_its_size_is_unreadable(doors: ExitStack) -> None:
    content = bytearray(of(("export.xml", bytes(20 << 20))))
    at = content.rindex(b"export.xml") - 46
    struct.pack_into("<I", content, at + 24, 1000)
    stream = opened(bytes(content), doors).member("export.xml").open()

    with pytest.raises(FileUnreadable):
        stream.read()


def test_growth_is_counted_while_reading() -> None:
    assert archive.grows_too_much((4 << 30) + 1, 4 << 30)
    assert archive.grows_too_much((16 << 20) + 1, 1)
    assert not archive.grows_too_much(16 << 20, 1)
    squeezed = BytesIO(bytes(17 << 20))
    stream = archive._Unpacking(squeezed, 1000)
    for _block in range(16):
        stream.read(1 << 20)
    with pytest.raises(FileUnsafe):
        stream.read(1 << 20)
    stream.close()


def test_too_many_members_are_refused_by_the_end_record_and_by_the_list(doors: ExitStack) -> None:
    many = of(*((str(n), b"") for n in range(20_001)), method=ZIP_STORED)
    with pytest.raises(FileUnsafe):
        opened(many, doors)
    lied = bytearray(many)
    struct.pack_into("<HH", lied, len(lied) - 14, 5, 5)
    with pytest.raises(FileUnsafe):
        opened(bytes(lied), doors)


def test_a_wide_count_is_read_from_the_wide_record(doors: ExitStack) -> None:
    plain = of(("a", b"1"))
    end = plain.rindex(b"PK\x05\x06")
    size, offset = struct.unpack_from("<II", plain, end + 12)
    wide = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 99_999, 99_999, size, offset
    )
    where = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, offset, 0)
    with pytest.raises(FileUnsafe):
        opened(plain[:end] + wide + where + last, doors)


def test_members_that_overlap_are_refused(doors: ExitStack) -> None:
    content = bytearray(of(("a", b"x" * 100), ("b", b"y" * 100), method=ZIP_STORED))
    second = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, second + 42, 10)
    with pytest.raises(FileUnsafe):
        opened(bytes(content), doors)


@pytest.mark.parametrize("cut", [4, 20, 60, -30, -10])
def test_an_archive_whose_list_is_cut_off_is_unreadable(cut: int, doors: ExitStack) -> None:
    with pytest.raises(FileUnreadable):
        opened(of(("a.csv", b"1,2,3\n" * 20))[:cut], doors)


def test_nothing_of_a_damaged_member_is_believed(doors: ExitStack) -> None:
    body = b"".join(f"{n},{n * 7919 % 1000}\n".encode() for n in range(50_000))
    content = bytearray(of(("a.csv", body)))
    content[len(content) // 2] ^= 0xFF
    stream = opened(bytes(content), doors).member("a.csv").open()

    with pytest.raises(FileUnreadable):
        stream.read()


def test_a_method_that_nobody_knows_makes_the_member_unreadable(doors: ExitStack) -> None:
    content = bytearray(of(("a.csv", b"1")))
    struct.pack_into("<H", content, content.rindex(b"PK\x01\x02") + 10, 77)
    found = opened(bytes(content), doors)
    with pytest.raises(FileUnreadable):
        found.member("a.csv").open()


def test_an_archive_in_an_archive_is_opened_and_a_third_one_is_not(doors: ExitStack) -> None:
    inmost = of(("deep.csv", b"1"))
    content = of(("middle.zip", of(("inner.zip", inmost))))
    middle = opened(content, doors).member("middle.zip")

    assert middle.names == ("inner.zip",)
    inner = middle.member("inner.zip")
    assert inner.names == ()
    assert inner.open().read(4) == archive.MAGIC


def test_a_large_archive_in_an_archive_is_not_held_in_memory(doors: ExitStack) -> None:
    noise = zlib.compress(b"".join(n.to_bytes(4, "big") for n in range(2_000_000)), 0)
    content = of(("inner.zip", noise * 9), method=ZIP_STORED)
    with pytest.raises(FileTooLarge):
        opened(content, doors).member("inner.zip")


def test_a_folder_is_read_without_following_links(tmp_path: Path, doors: ExitStack) -> None:
    (tmp_path / "f" / "sub").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("x")
    (tmp_path / "f" / "sub" / "a.csv").write_text("abc")
    (tmp_path / "f" / "link.csv").symlink_to(tmp_path / "secret.csv")
    found = on_disk(tmp_path / "f", doors, lambda _count: None)

    assert found.names == ("sub/a.csv",)
    assert found.size == 3
    with found.open() as stream:
        assert stream.read() == b""


def test_progress_counts_the_bytes_that_leave_the_disk(tmp_path: Path, doors: ExitStack) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(of(("a.csv", bytes(1 << 20))))
    seen: list[tuple[int, int]] = []
    watch = Watch(told=lambda done, of: seen.append((done, of)), total=path.stat().st_size)
    found = on_disk(path, doors, watch.passed)
    before = watch.done
    found.member("a.csv").open().read()

    assert watch.done - before < 4 * path.stat().st_size  # compressed bytes, not a mebibyte
    assert seen[-1][0] <= seen[-1][1]


def test_a_watch_stops_the_reading_of_a_file(tmp_path: Path, doors: ExitStack) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(1 << 20))
    stop: list[bool] = []
    found = on_disk(path, doors, Watch(cancelled=lambda: bool(stop)).passed)
    with found.open() as stream:
        stream.read(10)
        stop.append(True)
        with pytest.raises(Cancelled):
            stream.read()


def test_what_is_not_there_is_unreadable(tmp_path: Path, doors: ExitStack) -> None:
    with pytest.raises(FileUnreadable):
        on_disk(tmp_path / "none", doors, lambda _count: None)
    path = tmp_path / "gone.csv"
    path.write_text("1")
    found = on_disk(path, doors, lambda _count: None)
    path.unlink()
    with pytest.raises(FileUnreadable):
        found.open()


@given(noise=st.binary(max_size=300))
def test_noise_after_the_magic_is_refused_and_never_breaks(noise: bytes) -> None:
    with ExitStack() as doors, pytest.raises(FileUnreadable):
        opened(archive.MAGIC + noise, doors)
