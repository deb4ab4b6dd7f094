from __future__ import annotations

from pathlib import Path

import pytest

from vault.store.place import network, synced

MOUNTS = """\
overlay / overlay rw 0 0
server:/home /home nfs4 rw 0 0
//box/share /mnt/my\\040share cifs rw 0 0
/dev/sdb1 /media/key fuseblk rw 0 0
tmpfs /home/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "far"),
    [
        ("/srv/v.carnet", False),
        ("/home/zoe/v.carnet", True),
        ("/home/local/v.carnet", False),
        ("/mnt/my share/v.carnet", True),
        ("/media/key/v.carnet", True),
        ("/homestead/v.carnet", False),
    ],
)
def test_the_nearest_mount_says_whether_a_place_is_far(
    tmp_path: Path, place: str, *, far: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert network(Path(place), mounts) is far


def test_a_system_that_does_not_tell_is_near(tmp_path: Path) -> None:
    assert network(tmp_path, tmp_path / "none") is False


def test_folders_that_others_copy_are_known(tmp_path: Path) -> None:
    assert synced(Path("/home/zoe/Dropbox/v.carnet"))
    assert synced(Path("/home/zoe/OneDrive - Famille/v.carnet"))
    assert not synced(tmp_path / "v.carnet")
    (tmp_path / ".stfolder").mkdir()
    assert synced(tmp_path / "deep" / "v.carnet")
