"""The command line: options, the right command, exit codes, errors as one JSON object."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import vault.cli.commands as shelf
from vault import bootstrap, log, paths
from vault.cli import opening, printing
from vault.cli.command import Answer, Call, Command
from vault.cli.parser import TEXT_SIZES, THEMES, Parser, overview
from vault.errors import Cancelled, VaultError, WrongUse
from vault.i18n import _
from vault.usecases.policy import Policy

UNFORESEEN, INTERRUPTED = 9, 130
_PATIENCE = 3.0  # seconds for the command before this one to end


def main(words: Sequence[str], policy: Policy | None = None) -> int:
    """Run one command line; return its exit code (`docs/cli.md`).

    `policy` says what a passphrase costs: a test passes a cheap one, no option can.
    """
    options = Namespace(json="--json" in words)
    try:
        bootstrap.language(None)
        options, rest = _everywhere().parse_known_args(words)
        bootstrap.language(options.lang)
        return _noted(
            _answered(options, rest, policy or Policy(attempts=_state(), patience=_PATIENCE))
        )
    except VaultError as error:
        printing.failure(error, as_json=options.json)
        return _noted(error.exit_code, type(error))
    except (KeyboardInterrupt, Cancelled):
        return _noted(INTERRUPTED)
    except BrokenPipeError:
        return 0
    except SystemExit:  # the help was shown
        return 0
    except Exception as fault:  # noqa: BLE001 - a bug: told without a value, a name or a message
        printing.fault(fault, as_json=options.json)
        return _noted(UNFORESEEN, type(fault))


def _noted(code: int, kind: type[BaseException] | None = None) -> int:
    facts = {} if kind is None else {"error": kind}
    log.event("command.done", bootstrap.clock().now(), code=code, **facts)
    return code


def _state() -> Path | None:
    """Return the state folder; None where it cannot be made, which keeps nobody from reading."""
    try:
        return paths.state()
    except OSError:
        return None


def _answered(options: Namespace, rest: list[str], policy: Policy) -> int:
    command = _chosen(rest)
    if command is None:
        printing.text(overview(_all_commands(), _everywhere()))
        return 0
    known = _parser(_commands(_module_of(command))).parse_args(rest, namespace=options)
    answer = _run(known.command, known, policy)
    if not answer.shown:
        printing.answer(answer, as_json=options.json)
    return answer.code if answer.error is None else answer.error.exit_code


def _run(command: Command, options: Namespace, policy: Policy) -> Answer:
    clock = bootstrap.clock()
    with opening.Opener(options, clock, policy) as opener, printing.Progress(options) as progress:
        call = Call(
            options, clock, opener.session, progress.follow, opener.secret, opener.place, policy,
            opener.keep,
        )  # fmt: skip
        return command.run(call)


def _everywhere() -> ArgumentParser:
    """Make the parser of the options that stand before or after the command."""
    parser = Parser(add_help=False)
    helps = {
        "vault": _("which carnet; else the one in your data folder"),
        "passphrase_file": _("passphrase from the first line of a file"),
        "new_passphrase_file": _("the same for a new passphrase"),
        "recovery_file": _("open with the words of the recovery sheet"),
        "vault_key_file": _("open with a key file"),
    }
    for name, says in helps.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=_("PATH"), help=says)
    for name, says in (
        ("json", _("one JSON document instead of sentences")),
        ("quiet", _("no progress")),
        ("migrate", _("accept to bring an older carnet up to date")),
        ("accept-rollback", _("open although an older list of ways in was put back")),
    ):
        parser.add_argument(f"--{name}", action="store_true", help=says)
    parser.add_argument("--lang", choices=("fr", "en"), help=_("language of what people read"))
    parser.add_argument("--theme", choices=THEMES, help=_("look of the window, for this run only"))
    parser.add_argument(
        "--text-size", choices=TEXT_SIZES, help=_("text of the window in percent, for this run")
    )
    return parser


def _chosen(rest: Sequence[str]) -> str | None:
    first = next((word for word in rest if not word.startswith("-")), None)
    if first is None and rest and rest[0] not in ("-h", "--help"):
        raise WrongUse(rest[0])
    if first is not None and _module_of(first) not in _modules():
        raise WrongUse(first)
    return first


def _modules() -> list[str]:
    return [module.name for module in iter_modules(shelf.__path__)]


def _module_of(word: str) -> str:
    name = word.replace("-", "_")
    return f"{name}_" if name == "import" else name


def _commands(module: str) -> tuple[Command, ...]:
    found: tuple[Command, ...] = import_module(f"{shelf.__name__}.{module}").COMMANDS
    return found


def _all_commands() -> tuple[Command, ...]:
    return tuple(command for module in _modules() for command in _commands(module))


def _parser(commands: Sequence[Command]) -> ArgumentParser:
    """Make the tree of these commands: `share sign` is `sign` below `share`."""
    top = Parser(prog="carnet", parents=[_everywhere()])
    parsers: dict[tuple[str, ...], ArgumentParser] = {(): top}
    branches: dict[tuple[str, ...], Any] = {}
    bare = {command.words for command in commands} | {()}  # these do something by themselves

    def branch(words: tuple[str, ...]) -> Any:
        if words not in branches:
            parser = parsers.get(words) or leaf(words, "")
            branches[words] = parser.add_subparsers(
                required=words not in bare, metavar=_("COMMAND")
            )
        return branches[words]

    def leaf(words: tuple[str, ...], says: str) -> ArgumentParser:
        parsers[words] = branch(words[:-1]).add_parser(words[-1], help=says, description=says)
        return parsers[words]

    for command in sorted(commands, key=lambda one: len(one.words)):
        parser = leaf(command.words, command.help())
        command.arguments(parser)
        parser.set_defaults(command=command)
    return top
