"""V15, V23, V35: what may lie in the folder of a vault, and who holds it."""

from __future__ import annotations

import getpass
import os
import resource
import socket
import subprocess  # noqa: TID251 - a second process is what is tested
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, FakeClock, opened
from vault.errors import (
    NotAVault,
    NotWritable,
    VaultDamaged,
    VaultInUse,
    VaultMissing,
)
from vault.store import vault_folder

HOLD = """
import sys
import threading
from pathlib import Path
from vault.store import vault_folder
vault_folder.hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    "name", ["vault.json", "vault.json.1", "record.db", "record.db-wal", "lock", "reserve"]
)
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_plain_file_is_refused_and_never_followed(
    place: Path, clock: FakeClock, tmp_path: Path, name: str, kind: str
) -> None:
    path, elsewhere = place / name, tmp_path / "elsewhere"
    content = path.read_bytes() if path.exists() else b""
    path.unlink(missing_ok=True)
    elsewhere.write_bytes(content)
    match kind:
        case "link":
            path.symlink_to(elsewhere)
        case "pipe":
            os.mkfifo(path)
        case _:
            path.mkdir()
    with pytest.raises(VaultDamaged):
        opened(place, clock)
    assert elsewhere.read_bytes() == content


def test_a_staging_folder_that_is_a_link_is_refused(
    place: Path, clock: FakeClock, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear")
    (place / "staging").symlink_to(tmp_path / "mine")
    with pytest.raises(VaultDamaged):
        opened(place, clock)
    assert (tmp_path / "mine" / "letter").exists()


def test_a_link_to_nowhere_is_refused(place: Path, clock: FakeClock) -> None:
    (place / "vault.json.new").symlink_to("nowhere")
    with pytest.raises(VaultDamaged):
        opened(place, clock)


def test_loose_modes_are_tightened(place: Path, clock: FakeClock) -> None:
    place.chmod(0o755)
    (place / "vault.json").chmod(0o644)
    opened(place, clock).end()
    assert place.stat().st_mode & 0o777 == 0o700
    assert (place / "vault.json").stat().st_mode & 0o777 == 0o600


def test_the_staging_folder_is_emptied_but_for_young_safety_copies(
    place: Path, clock: FakeClock
) -> None:
    staging = vault_folder.staging(place)
    for name in ("backup.part", "before-m0002.db", "before-m0001.db"):
        (staging / name).write_bytes(b"x")
    (staging / "folder").mkdir()
    now = clock.now().timestamp()
    os.utime(staging / "before-m0002.db", (now, now - 29 * 86_400))
    os.utime(staging / "before-m0001.db", (now, now - 31 * 86_400))
    opened(place, clock).end()
    assert [path.name for path in staging.iterdir()] == ["before-m0002.db"]


def test_the_lock_dies_with_its_process(place: Path, clock: FakeClock) -> None:
    """V23."""
    house = str(Path(vault_folder.__file__).parents[2])
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", HOLD, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": house},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(VaultInUse):
            opened(place, clock)
        other.kill()
        other.wait()
    opened(place, clock).end()


def test_a_short_command_before_this_one_is_waited_for(place: Path) -> None:
    first = vault_folder.hold(place)
    with pytest.raises(VaultInUse):
        vault_folder.hold(place, 0.06)
    threading.Timer(0.05, first.release).start()
    vault_folder.hold(place, 10).release()


def test_a_place_where_no_lock_can_be_made_is_not_writable() -> None:
    with pytest.raises(NotWritable):
        vault_folder.hold(Path("/proc/self"))


def test_examining_says_what_is_missing(tmp_path: Path, place: Path) -> None:
    with pytest.raises(VaultMissing):
        vault_folder.examine(tmp_path / "gone")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter").touch()
    with pytest.raises(NotAVault):
        vault_folder.examine(tmp_path / "letters")
    vault_folder.examine(place)


def test_the_reserve_is_laid_by_once_and_given_up_once(tmp_path: Path) -> None:
    vault_folder.keep_reserve(tmp_path, 0)
    assert not vault_folder.give_reserve(tmp_path)
    vault_folder.keep_reserve(tmp_path, 4096)
    first = (tmp_path / "reserve").read_bytes()
    assert len(first) == 4096
    vault_folder.keep_reserve(tmp_path, 4096)
    assert (tmp_path / "reserve").read_bytes() == first
    vault_folder.keep_reserve(tmp_path, 8192)
    assert (tmp_path / "reserve").stat().st_size == 8192
    assert vault_folder.give_reserve(tmp_path)
    assert not vault_folder.give_reserve(tmp_path)
    vault_folder.keep_reserve(tmp_path, 2**60)
    assert not (tmp_path / "reserve").exists()


def test_nothing_in_clear_is_personal(place: Path, clock: FakeClock) -> None:
    """V15."""
    opened(place, clock).end()
    words = (CAMILLE.called, CAMILLE.uid, "body_weight", socket.gethostname(), getpass.getuser())
    for path in place.iterdir():
        content = path.read_bytes().lower()
        for word in words:
            if len(word) > 3:
                assert word.lower().encode() not in content, path.name


def test_a_stale_building_site_that_is_no_folder_stops_the_making(tmp_path: Path) -> None:
    (tmp_path / "v.carnet.new").write_text("mine")
    with pytest.raises(NotWritable):
        vault_folder.start(tmp_path / "v.carnet")
    assert (tmp_path / "v.carnet.new").read_text() == "mine"


@contextmanager
def no_room(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_nobody_from_taking_the_lock(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"")
    with no_room(0):
        vault_folder.hold(tmp_path).release()
    vault_folder.hold(tmp_path).release()


def test_a_building_site_that_was_left_half_way_is_cleared(tmp_path: Path) -> None:
    place = tmp_path / "v.carnet"

    def build(room: int) -> None:
        with vault_folder.site(place) as building, no_room(room):
            (building / "record.db").write_bytes(b"x" * 100)

    with pytest.raises(OSError, match="File too large"):
        build(10)
    assert list(tmp_path.iterdir()) == []
    build(1000)
    assert [one.name for one in place.iterdir()] == ["record.db"]
