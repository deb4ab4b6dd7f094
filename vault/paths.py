"""Where things lie on each system, and where installed fonts and data are found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_data_path, user_state_path


def font() -> Path:
    """Return the variable Inter file of the package `fontpkg-inter`; never a copy of ours."""
    found = find_spec("fontpkg_inter")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "files" / "Inter[opsz,wght].ttf"


def assets() -> Path:
    """Return the folder of what is ours: `vault/_assets` once installed, beside `vault/` before."""
    here = Path(__file__).parent
    installed = here / "_assets"
    return installed if installed.exists() else here.parent / "assets"


def default_vault() -> Path:
    """Return where a vault lies when nobody names another place."""
    return user_data_path("Carnet", appauthor=False) / "dossier.carnet"


def taken(place: Path) -> bool:
    """Tell whether something stands at a place; an empty folder does not count."""
    if not os.path.lexists(place):
        return False
    return not place.is_dir() or place.is_symlink() or any(place.iterdir())


def can_write(folder: Path) -> bool:
    """Tell whether something may be made in a folder that is there, or that can be made."""
    there = next((one for one in (folder, *folder.parents) if os.path.lexists(one)), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def state() -> Path:
    """Return the folder of logs and of lists of known vaults, made if missing, for us alone."""
    folder = user_state_path("Carnet", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def runtime() -> Path:
    """Return the folder of this account for what ends with the program: sockets, temporary files.

    `$XDG_RUNTIME_DIR`, which is memory on a desktop, else our state folder.
    """
    named = os.environ.get("XDG_RUNTIME_DIR")
    return Path(named) if named and Path(named).is_dir() else state()


def of_this_process() -> Path:
    """Name a folder that only this process uses, not made yet; who makes it takes it away."""
    return runtime() / f"carnet-{os.getpid()}"


@contextmanager
def private_dir() -> Iterator[Path]:
    """Give a folder (mode 0700) that is gone at the end; the only place for temporary files."""
    import shutil  # noqa: PLC0415 - slow, and not needed before the window is painted
    import tempfile  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="carnet-", dir=runtime()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
