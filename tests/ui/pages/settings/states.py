"""Named states of the settings, as the presenter makes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.errors import VaultDamaged
from vault.ui.pages.settings.page import SettingsPage
from vault.ui.pages.settings.presenter import _PLAIN, _idle, _switch
from vault.ui.pages.settings.state import Act, Setting, SettingsState
from vault.ui.remembered import Remembered
from vault.wording.errors import sentence

_NOW: Final = Remembered(shade="dark", scale=1.5, contrast=True)
_SECURITY: Final = {
    "fr": (
        ("Phrase secrète", "Les anciennes copies s’ouvrent avec l’ancienne phrase secrète.",
         (Act("passphrase", "Changer la phrase secrète"),)),
        ("Fiche de secours", "Elle n’a jamais été vérifiée : saisissez ses mots une fois.",
         (Act("sheet", "Refaire la fiche"), Act("try sheet", "Vérifier la fiche"))),
        ("Fichier clé 1", "Qui a ce fichier peut ouvrir le carnet.",
         (Act("remove/1", "Retirer ce fichier clé", "error"),)),
    ),
    "en": (
        ("Passphrase", "Old backups open with the old passphrase.",
         (Act("passphrase", "Change the passphrase"),)),
        ("Recovery sheet", "It was never checked: type its words once.",
         (Act("sheet", "Make a new sheet"), Act("try sheet", "Check the sheet"))),
        ("Key file 1", "Whoever has this file can open the carnet.",
         (Act("remove/1", "Remove this key file", "error"),)),
    ),
}  # fmt: skip


def _security(language: str) -> SettingsState:
    lines = tuple(
        Setting(acts[0].key, title, detail, acts=acts)
        for title, detail, acts in _SECURITY[language]
    )
    return SettingsState("security", settings=(*lines, _idle(Remembered(idle=None))))


def states(language: str) -> dict[str, SettingsState]:
    """Every state; the plain sections speak the language that is spoken."""
    plain: dict[str, SettingsState] = {
        name: SettingsState(name, settings=told(_NOW)[0], note=told(_NOW)[1])
        for name, told in _PLAIN.items()
    }
    many = tuple(Setting(f"p{n}", f"package-{n} 1.{n}", "Apache-2.0") for n in range(40))
    loading = SettingsState("network", "loading")
    return {
        **plain,
        "security": _security(language),
        "many_lines": SettingsState("about", settings=many, note=plain["people"].note),
        "one_switch": replace(plain["looks"], settings=(
            _switch("calm", plain["looks"].settings[3].title, "", on=False, usual=False),
        )),
        "loading": loading,
        "failed": SettingsState("security", "failed", sentence=sentence(VaultDamaged("pages"))),
    }  # fmt: skip


PICTURED: Final = Pictured("settings", states, SettingsPage)
