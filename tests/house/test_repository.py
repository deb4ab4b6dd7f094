"""What the repository may hold: no registry address, no file of others, no path of a machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("vault", "tests", "benchmarks", "docs", "packaging", "assets", "requirements", ".ci")
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".json", ".sh", ".mjs", ".yaml", ".typ", ".po", ""}
LEFT_OUT = {"node_modules", "__pycache__", "build"}


def texts() -> list[Path]:
    found = [path for name in OURS for path in (ROOT / name).rglob("*") if path.is_file()]
    left = (".git", ".coverage")  # a worktree's pointer; what a measured run leaves
    found += [path for path in ROOT.iterdir() if path.is_file() and path.name not in left]
    return [p for p in found if p.suffix in TEXT and not LEFT_OUT & set(p.parts)]


TEXTS = texts()


@pytest.mark.parametrize("name", ["runtime", "test"])
def test_a_lock_pins_by_hash_and_names_no_address(name: str) -> None:
    lock = (ROOT / f"requirements/{name}.txt").read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock


def test_a_package_lock_names_no_address() -> None:
    locks = [
        p for p in (ROOT / "tests").rglob("package-lock.json") if "node_modules" not in p.parts
    ]
    assert [path for path in locks if "resolved" in path.read_text()] == []


def test_what_is_declared_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]["sandbox"]
    names = {re.split(r"[<>=]", one)[0].lower() for one in project["dependencies"] + extras}
    pinned = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements/runtime.txt").read_text(), re.MULTILINE)
    )
    assert names - {name.lower() for name in pinned} == set()


def test_no_font_picture_or_word_list_of_others() -> None:
    kinds = {".ttf", ".otf", ".woff", ".woff2", ".svg", ".ico"}
    found = [path for name in OURS for path in (ROOT / name).rglob("*") if path.suffix in kinds]
    assert [path for path in found if not LEFT_OUT & set(path.parts)] == []


HOSTS = "|".join(rf"{name}\.(?:org|com)" for name in ("pypi", "pythonhosted", "npmjs", "debian"))
MACHINE = re.compile(rf"{HOSTS}|(?<![\w.])/(?:work|root|farm)/")


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_registry_and_no_machine_is_named(path: Path) -> None:
    assert MACHINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_product_stands_on_its_own(path: Path) -> None:
    """Only tests may read samples that lie beside the repository; no other document is named."""
    if path.name == Path(__file__).name:
        return
    said = path.read_text("utf-8")
    assert not re.search(r"\bspec/\w+\.md|shared/(?!data\b)\w", said)
    if "tests" not in path.relative_to(ROOT).parts:
        assert "shared/data" not in said
