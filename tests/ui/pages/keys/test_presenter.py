"""Every shortcut is in the list, and found by a word."""

from __future__ import annotations

from vault.ui.pages.keys.presenter import KeysPresenter
from vault.ui.pages.keys.state import KeysState
from vault.ui.places import KEYS


def test_every_key_of_the_window_is_listed_once() -> None:
    shown: list[KeysState] = []
    KeysPresenter(KEYS, shown.append).begin()
    listed = [key.keys for group in shown[0].groups for key in group.keys]
    for first, *_signs in KEYS.values():
        assert listed.count(first.replace("Left", "←")) == 1


def test_a_word_finds_its_shortcuts() -> None:
    shown: list[KeysState] = []
    presenter = KeysPresenter(KEYS, shown.append)
    presenter.find(" LOCK ")
    assert [key.act for group in shown[0].groups for key in group.keys] == ["Lock"]
    presenter.find("ctrl+n")
    assert [key.act for group in shown[1].groups for key in group.keys] == ["Add a measurement"]
    presenter.find("nothing of the kind")
    assert shown[2] == KeysState((), "nothing of the kind")
