"""The help and the misfits of the command line, as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from vault.cli.command import Command
from vault.cli.main import _all_commands, main
from vault.cli.parser import Parser
from vault.i18n import speak
from vault.paths import assets

Reading = pytest.CaptureFixture[str]
_ARGPARSE = r"usage:|show this|positional|optional|==SUPPRESS==|required|argument|choose from"


@pytest.mark.parametrize("words", [[], ["--help"]])
def test_without_a_command_carnet_says_what_it_is_and_all_it_can(
    words: list[str], capsys: Reading
) -> None:
    assert main(["--lang", "fr", *words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Carnet garde votre dossier de santé")
    assert "Commandes\u00a0:" in told
    assert "\n  share sign " in told
    assert "\n  --passphrase-file CHEMIN " in told
    assert not re.search(_ARGPARSE, told)


def test_help_in_english_is_english(capsys: Reading) -> None:
    assert main(["--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Carnet keeps your health record encrypted")


@pytest.mark.parametrize("command", ["share", "record show", "export", "people add", "import"])
def test_the_help_of_a_command_is_in_french(command: str, capsys: Reading) -> None:
    assert main([*command.split(), "--help", "--lang", "fr"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Utilisation\u00a0: carnet {command} [-h]")
    assert "montrer cette aide" in told
    assert not re.search(_ARGPARSE, told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("record show", "il manque NUMÉRO"),
        ("passphrase", "il manque COMMANDE"),
        ("measures --zut=secret", "--zut n’est pas connu ici"),
        ("unlock secret", "un des mots n’est pas connu ici"),
        ("measures --from", "--from attend une valeur"),
        ("people add X --sex secret", "--sex est à choisir parmi female, male, other, unknown"),
        ("search x --limit secret", "--limit attend un nombre"),
        ("trash empty --yes=secret", "--yes ne prend pas de valeur"),
    ],
)
def test_what_does_not_fit_is_said_in_french_without_the_value(
    words: str, told: str, capsys: Reading
) -> None:
    assert main([*words.split(), "--lang", "fr"]) == 2
    assert capsys.readouterr().err == f"Cette commande ne convient pas\u00a0: {told}.\n"


def words_of(command: Command) -> Iterator[str]:
    """What stands for a value in the help of a command; a closed choice shows itself."""
    parser = Parser()
    command.arguments(parser)
    for action in parser._actions:
        if action.nargs != 0 and (action.choices is None or action.metavar is not None):
            assert isinstance(action.metavar, str), (command.words, action.dest)
            yield action.metavar


def test_what_stands_for_a_value_is_in_the_language_of_the_person() -> None:
    """Each word is found in the catalogue, and differs but where both languages have it."""
    alike = {"DATE", "TYPE", "SERVICE", "P,Q"}
    commands = _all_commands()
    english = [word for one in commands for word in words_of(one)]
    speak("fr", assets() / "locale")
    french = [word for one in commands for word in words_of(one)]
    assert {one for one, other in zip(english, french, strict=True) if one == other} <= alike
