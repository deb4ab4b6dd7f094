"""How the words about a person are said."""

from __future__ import annotations

from vault.i18n import _
from vault.record.person import Basis, Relation, Sex


def relation(tie: Relation) -> str:
    """Say what a person is to the holder of the vault."""
    return {
        "self": _("me"),
        "child": _("my child"),
        "parent": _("my parent"),
        "spouse": _("my spouse"),
        "other": _("another person"),
    }[tie]


def sex(word: Sex) -> str:
    """Say a sex as it stands in the record."""
    return {
        "female": _("female"),
        "male": _("male"),
        "other": _("other sex"),
        "unknown": _("not filled in"),
    }[word]


def tie(relation: Relation) -> str:
    """Say whose record it is, as it stands on screen."""
    return {
        "self": _("Your record"),
        "child": _("Your child"),
        "parent": _("Your parent"),
        "spouse": _("Your partner"),
        "other": _("Person you help"),
    }[relation]


def ground(basis: Basis) -> str:
    """Say on which ground a record is kept."""
    return {
        "self": _("own record"),
        "agreement": _("with their agreement"),
        "legal": _("legal representation"),
    }[basis]
