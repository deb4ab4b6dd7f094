"""Says how everything is set, and sets it anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, get_args

from vault.errors import VaultError
from vault.formatting import day
from vault.i18n import _, ngettext, spoken
from vault.ui.asking import Ask, Latest
from vault.ui.pages.settings.state import Act, Section, Setting, SettingsState
from vault.ui.remembered import Remembered
from vault.usecases import about, catalogues, checking, ways_in
from vault.usecases.session import Session
from vault.wording import checks
from vault.wording.errors import sentence

SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
_MINUTES: Final = (1, 5, 15, 60)
_USUAL: Final = Remembered()
Told = tuple[tuple[Setting, ...], str]  # the settings of a section and the note under them


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen outside any carnet: read, and put anew."""

    now: Callable[[], Remembered]
    put: Callable[..., None]


class SettingsPresenter:
    """One section at a time."""

    def __init__(
        self, session: Session, choices: Choices, ask: Ask, show: Callable[[SettingsState], None]
    ) -> None:
        self._session, self._choices = session, choices
        self._ask, self._show = Latest(ask), show
        self.section: Section = "looks"

    def begin(self) -> None:
        """Show the section."""
        told = _PLAIN.get(self.section)
        if told is not None:
            settings, note = told(self._choices.now())
            self._show(SettingsState(self.section, settings=settings, note=note))
            return
        work, section = _ASKED[self.section], self.section
        self._show(SettingsState(section, "loading"))
        self._ask(
            lambda: work(self._session, self._choices.now()),
            lambda found: self._show(SettingsState(section, settings=found[0], note=found[1])),
            self._sorry,
        )

    def open(self, section: str) -> None:
        """Show another section; an unknown one is the first."""
        self.section = next((one for one in SECTIONS if one == section), SECTIONS[0])
        self.begin()

    def put(self, key: str, answer: str) -> None:
        """Set something anew, at once."""
        self._choices.put(**{key: _value(key, answer)})
        self.begin()

    def check(self) -> None:
        """Look whether everything in the carnet is as it was once written."""
        self._show(SettingsState("data", "loading"))
        self._ask(lambda: checking.check(self._session), self._checked, self._sorry)

    def leave(self) -> None:
        """Drop what is still on its way."""
        self._ask.leave()

    def _checked(self, findings: tuple[checking.Finding, ...]) -> None:
        lines = tuple(Setting(one.name, checks.name(one), checks.result(one)) for one in findings)
        settings, note = _data(self._choices.now())
        self._show(SettingsState("data", settings=(*settings, *lines), note=note))

    def _sorry(self, error: VaultError) -> None:
        self._show(SettingsState(self.section, "failed", sentence=sentence(error)))


def _value(key: str, answer: str) -> Any:
    """Turn the key of an answer into what is remembered."""
    if key == "scale":
        return int(answer) / 100
    if key == "idle":
        return None if answer == "never" else int(answer)
    if key in ("contrast", "calm", "keep_last_opening"):
        return answer == "yes"
    return answer


def _switch(key: str, title: str, detail: str, *, on: bool, usual: bool) -> Setting:
    answers = (("no", _("No")), ("yes", _("Yes")))
    words = {True: "yes", False: "no"}
    return Setting(key, title, detail, answers, words[on], words[usual])


def _looks(now: Remembered) -> Told:
    shades = (("light", _("Light")), ("dark", _("Dark")), ("system", _("Like the computer")))
    sizes = tuple((str(size), f"{size} %") for size in (100, 125, 150, 200))
    return (
        Setting("shade", _("Theme"), "", shades, now.shade, _USUAL.shade),
        _switch("contrast", _("More contrast"), _("Stronger lines and colours."),
                on=now.contrast, usual=_USUAL.contrast),
        Setting("scale", _("Text size"), "", sizes, str(round(now.scale * 100)), "100"),
        _switch("calm", _("Reduce animations"), _("Messages appear at once."),
                on=now.calm, usual=_USUAL.calm),
    ), ""  # fmt: skip


def _language(_now: Remembered) -> Told:
    answers = (("fr", "Français"), ("en", "English"))
    note = _("Some texts will change at the next opening.")
    return (Setting("language", _("Language"), "", answers, spoken()),), note


def _security(session: Session, now: Remembered) -> Told:
    found = ways_in.listed(session) if session.held is not None else ()
    files = [way for way in found if way.kind == "keyfile"]
    return (
        Setting("passphrase", _("Passphrase"),
                _("Old backups open with the old passphrase."),
                acts=(Act("passphrase", _("Change the passphrase")),)),
        Setting("sheet", _("Recovery sheet"), _sheet(session),
                acts=(Act("sheet", _("Make a new sheet")), Act("try sheet", _("Check the sheet")))),
        *(Setting(f"file {number}", _("Key file {n}").format(n=number),
                  _("Whoever has this file can open the carnet."),
                  acts=(Act(f"remove/{way.id}", _("Remove this key file"), "error"),))
          for number, way in enumerate(files, 1)),
        Setting("key file", _("Key file"), _("A second way in, kept on a stick for example."),
                acts=(Act("key file", _("Add a key file")),)),
        _idle(now),
        _switch("keep_last_opening", _("Show when the carnet was last opened"),
                _("It stands on the page that asks for the passphrase."),
                on=now.keep_last_opening, usual=_USUAL.keep_last_opening),
    ), ""  # fmt: skip


def _idle(now: Remembered) -> Setting:
    answers = tuple((str(n), _("{n} min").format(n=n)) for n in _MINUTES)
    standing = "never" if now.idle is None else str(now.idle)
    if standing not in {key for key, _words in answers} | {"never"}:
        answers = (*answers[:3], (standing, _("{n} min").format(n=standing)))
    return Setting(
        "idle", _("Automatic locking"), _("After this time without a key or a click."),
        (*answers, ("never", _("Never"))), standing, str(_USUAL.idle),
    )  # fmt: skip


def _sheet(session: Session) -> str:
    at = ways_in.sheet_checked_at(session)
    if at is None:
        return _("It was never checked: type its words once.")
    zone = session.clock.zone
    when = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date()
    return _("Checked: {day}").format(day=day(session.at().date(), when))


def _people(_now: Remembered) -> Told:
    words = _("Anyone who knows the passphrase sees every record of this carnet.")
    act = (Act("people", _("Manage people")),)
    return (Setting("people", _("People of this carnet"), words, acts=act),), ""


def _network(session: Session, _now: Remembered) -> Told:
    held = catalogues.held(session)
    acts = (Act("services", _("Open the services")),)
    count = ngettext("{n} catalogue", "{n} catalogues", len(held)).format(n=len(held))
    note = _("Nothing leaves this computer without your signature.")
    return (Setting("services", _("Catalogues of services"), count, acts=acts),), note


def _data(_now: Remembered) -> Told:
    return (
        Setting("bin", _("Bin"), _("What was deleted stays there for 30 days."),
                acts=(Act("empty", _("Empty the bin"), "error"),)),
        Setting("state", _("State of the carnet"),
                _("Pages, documents and history are read again and compared."),
                acts=(Act("check", _("Check everything")),)),
        Setting("export", _("Export"), _("For a professional or another program."),
                acts=(Act("exports", _("Open the exports")),)),
    ), ""  # fmt: skip


def _about(_session: Session, _now: Remembered) -> Told:
    version = about.version()
    lines = tuple(
        Setting(one.name, f"{one.name} {one.version}", one.licence) for one in about.packages()
    )
    first = (
        Setting("version", "Carnet", _("Version {version}").format(version=version or "–")),
        Setting("keys", _("Keyboard shortcuts"), acts=(Act("keys", _("Show the shortcuts")),)),
        Setting("licences", _("Licences of what Carnet is built on")),
    )
    words = _("Carnet shows your data. It does not interpret it and does not replace medical "
              "advice.")  # fmt: skip
    return (*first, *lines), words


_PLAIN: Final[dict[Section, Callable[[Remembered], Told]]] = {
    "looks": _looks, "language": _language, "people": _people, "data": _data,
}  # fmt: skip
_ASKED: Final[dict[Section, Callable[[Session, Remembered], Told]]] = {
    "security": _security, "network": _network, "about": _about,
}  # fmt: skip
