"""The options that describe a person, the same for `create` and `people`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final, get_args
from unicodedata import category
from uuid import uuid4

from vault.bootstrap import zone_name
from vault.errors import WrongUse
from vault.i18n import _
from vault.record.person import Basis, Person, Relation, Sex, is_birth, is_zone

_LONGEST: Final = 200
_BASES: Final = {"self": "self", "child": "legal"}


def person_arguments(parser: ArgumentParser) -> None:
    """Add the options; none has a default, so that `people edit` knows what was given."""
    parser.add_argument("--born", metavar=_("DATE"))
    parser.add_argument("--sex", choices=get_args(Sex))
    parser.add_argument("--relation", choices=get_args(Relation))
    parser.add_argument("--basis", choices=get_args(Basis))
    parser.add_argument("--zone", metavar=_("ZONE"))


def given(options: Namespace) -> dict[str, str]:
    """Return what was given of a person.

    Raises:
        WrongUse: a date or a time zone that is none.
    """
    names = ("born", "sex", "relation", "basis", "zone")
    told = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if "born" in told and not is_birth(told["born"]):
        raise WrongUse("--born")
    if "zone" in told and not is_zone(told["zone"]):
        raise WrongUse("--zone")
    return told


def described(options: Namespace, called: str, *, holder: bool) -> Person:
    """Return a new person, in this computer's zone; without options the holder, or another one.

    Raises:
        WrongUse: an empty name, a date or a time zone that is none.
    """
    told = {"relation": "self" if holder else "other", "zone": zone_name(), **given(options)}
    told.setdefault("basis", _BASES.get(told["relation"], "agreement"))
    return Person(str(uuid4()), a_name(called), **told)  # type: ignore[arg-type]


def a_name(typed: str) -> str:
    """Return a name as it is kept: one line, without blanks around it.

    Raises:
        WrongUse: empty, of more than 200 characters, or with characters that steer a terminal.
    """
    name = typed.strip()
    if not name or len(name) > _LONGEST or any(category(sign)[0] == "C" for sign in name):
        raise WrongUse(_("NAME"))
    return name
