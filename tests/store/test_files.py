from __future__ import annotations

import errno
from pathlib import Path

import pytest

from vault.errors import DiskFull, NotWritable, VaultDamaged
from vault.store import attempts, files


def test_a_file_is_replaced_whole_and_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    path.write_bytes(b"old")
    files.write(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)
    assert [one.name for one in tmp_path.iterdir()] == ["vault.json"]


def test_reading_follows_nothing_and_has_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert files.read(path, 10) is None
    path.write_bytes(b"0123456789abc")
    assert files.read(path, 10) == b"0123456789a"
    (tmp_path / "link").symlink_to(path)
    for name in ("link", "."):
        with pytest.raises(VaultDamaged):
            files.read(tmp_path / name, 10)


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "x.new").symlink_to(tmp_path / "mine")
    with pytest.raises(NotWritable), files.placed(tmp_path):
        files.write(tmp_path / "x", b"new")
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EFBIG, DiskFull),
        (errno.EACCES, NotWritable), (errno.EROFS, NotWritable), (errno.ENOENT, NotWritable),
    ],
)  # fmt: skip
def test_what_the_system_says_becomes_ours(number: int, error: type[Exception]) -> None:
    with pytest.raises(error), files.placed(Path("/somewhere")):
        raise OSError(number, "said")


def test_attempts_are_counted_for_each_vault_and_never_stop_the_work(tmp_path: Path) -> None:
    for vault in ("a", "a", "b"):
        attempts.missed(tmp_path, vault)
    assert [attempts.taken(tmp_path, vault) for vault in ("a", "a", "b", "c")] == [2, 0, 1, 0]
    for noise in (b"noise", b"[]", b'{"a": -1, "b": "x", "c": true}'):
        (tmp_path / "attempts.json").write_bytes(noise)
        assert attempts.taken(tmp_path, "a") == 0
    attempts.missed(tmp_path / "gone", "a")
    assert attempts.taken(None, "a") == 0
