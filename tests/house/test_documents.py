"""The documents name every command, option, decoder and format there is, and none that is not."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from vault.cli import main
from vault.cli.command import Command

ROOT = Path(__file__).parents[2]
CLI = (ROOT / "docs/cli.md").read_text("utf-8")
COMMANDS = main._all_commands()


def options(command: Command) -> set[str]:
    parser = ArgumentParser(add_help=False)
    command.arguments(parser)
    return {name for action in parser._actions for name in action.option_strings}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join(c.words))
def test_every_command_and_option_is_in_the_manual(command: Command) -> None:
    assert f"`{' '.join(command.words)}" in CLI
    assert [name for name in options(command) if f"`{name}" not in CLI] == []


def test_the_manual_names_no_command_that_is_not_there() -> None:
    told = re.findall(r"^\| `([a-z][a-z -]*[a-z])", CLI, re.MULTILINE)
    known = {" ".join(command.words) for command in COMMANDS}
    assert [words for words in told if words not in known] == []


def test_the_options_of_every_command_are_in_the_manual() -> None:
    names = {n for action in main._everywhere()._actions for n in action.option_strings}
    assert [name for name in names if f"`{name}" not in CLI] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name)
def test_a_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        assert "://" in target or (path.parent / target).exists(), target


def test_the_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text("utf-8")):
        assert "://" in target or (ROOT / target).exists(), target


def test_the_first_two_blocks_of_the_readme_are_one_command_each() -> None:
    blocks = re.findall(
        r"^```bash\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL
    )
    assert [block.strip() for block in blocks] == ["packaging/start", "packaging/check"]
