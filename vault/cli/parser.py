"""Options and their help, in the language of the person; a misfit is an error of ours."""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NoReturn

from vault.cli.command import Command
from vault.errors import WrongUse
from vault.i18n import _

# what the window can be asked to look like; it reads these words itself, before all else
THEMES: Final = ("light", "dark", "light-contrast", "dark-contrast")
TEXT_SIZES: Final = ("100", "125", "150", "200")

_Said = Callable[[Mapping[str, str]], str]

# what argparse says in English -> the same in the language of the person, without any typed value
_MISFITS: Final[tuple[tuple[str, _Said], ...]] = (
    (r"the following arguments are required: (?P<a>.*)",
     lambda x: _("{words} is missing").format(words=x["a"])),
    (r"one of the arguments (?P<a>.*) is required",
     lambda x: _("{words} is missing").format(words=x["a"].replace(" ", " / "))),
    (r"unrecognized arguments: (?P<a>.*)",
     lambda x: _("{words} is not known here").format(words=_options(x["a"]))),
    (r"argument (?P<a>\S+): expected .*",
     lambda x: _("{option} wants a value").format(option=x["a"])),
    (r"argument (?P<a>\S+): invalid choice: .* \(choose from (?P<b>.*)\)",
     lambda x: _("{option} is one of {choices}").format(
         option=x["a"], choices=x["b"].replace("'", ""))),
    (r"argument (?P<a>\S+): invalid (?:int|float) value: .*",
     lambda x: _("{option} wants a number").format(option=x["a"])),
    (r"argument (?P<a>\S+): not allowed with argument (?P<b>\S+)",
     lambda x: _("{option} does not go with {other}").format(option=x["a"], other=x["b"])),
    (r"argument (?P<a>\S+): ignored explicit argument .*",
     lambda x: _("{option} takes no value").format(option=x["a"])),
)  # fmt: skip


class Formatter(HelpFormatter):
    """Help whose own words are ours."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:  # fmt: skip
        """Add the line that shows the order of the words."""
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class Parser(ArgumentParser):
    """A parser that speaks the language of the person and never ends the program on a misfit."""

    def __init__(self, *, add_help: bool = True, **rest: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Formatter, **rest)
        self._positionals.title, self._optionals.title = _("What to give"), _("Options")
        if add_help:
            self.add_argument(
                "-h", "--help", action="help", default=SUPPRESS, help=_("show this help")
            )

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse with what does not fit: names of options, never a value."""
        for pattern, said in _MISFITS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                raise WrongUse(said(found.groupdict()))
        raise WrongUse(f"{self.prog} --help")


def overview(commands: Sequence[Command], everywhere: ArgumentParser) -> str:
    """Say what Carnet is, where to begin, and every command that there is."""
    pages = Formatter("carnet", max_help_position=28)
    pages.add_text(_(
        "Carnet keeps your health record encrypted on your own computer: it reads your files and "
        "your devices, draws trends, and shares only what you sign."
    ))  # fmt: skip
    _section(pages, _("To begin"), (
        ("carnet", _("open the window")),
        ("carnet tour", _("see Carnet at work on a made-up family")),
        (_("carnet create --person NAME"), _("your own carnet")),
        (_("carnet COMMAND --help"), _("help of a command")),
    ))  # fmt: skip
    _section(pages, _("Commands"), ((" ".join(one.words), one.help()) for one in commands))
    pages.start_section(_("Options that every command takes"))
    pages.add_arguments(everywhere._actions)  # noqa: SLF001 - argparse has no other list of them
    pages.end_section()
    return pages.format_help()


def _section(pages: Formatter, title: str, lines: Iterable[tuple[str, str]]) -> None:
    pages.start_section(title)
    pages.add_arguments(Action([], words, metavar=words, help=says) for words, says in lines)
    pages.end_section()


def _options(words: str) -> str:
    """Keep the names of options; a value that was typed is never repeated."""
    names = [word.partition("=")[0] for word in words.split() if word.startswith("-")]
    return ", ".join(names) or _("one of the words")
