"""`carnet devices`: Bluetooth scales, cuffs and belts."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault import bootstrap
from vault.cli import devices_read, devices_shown
from vault.cli.command import Answer, Call, Command, Table
from vault.errors import WrongUse
from vault.i18n import _, ngettext
from vault.usecases import frame_files, instruments, people
from vault.usecases.files_out import written
from vault.usecases.instruments import Linking
from vault.usecases.meeting import Meet, no_key
from vault.wording import readings as words

_KEY_DIGITS: Final = 32


def _supported(_call: Call) -> Answer:
    families = [devices_shown.family(one) for one in instruments.supported()]
    heads = (_("Kind"), _("Measures"), _("Needs"))
    rows = [(one["name"], ", ".join(one["measures"]), ", ".join(one["needs"])) for one in families]
    return Answer({"devices": families}, (Table(heads, rows),))


def _list(call: Call) -> Answer:
    session = call.session()
    known = instruments.everything(session)
    called = {one.uid: one.called for one in session.vault.people.all()}
    heads = (_("Number"), _("Name"), _("Address"), _("For"), _("Battery"))
    rows = [
        (
            one.uid,
            one.name,
            one.address,
            ", ".join(called.get(uid, "") for uid in one.people) or "–",
            devices_shown.percent(one.settings.get("battery")),
        )
        for one in known
    ]
    said = (Table(heads, rows),) if rows else (_("No device was added yet."),)
    return Answer({"devices": [devices_shown.device(one) for one in known]}, said)


def _scan(call: Call) -> Answer:
    session = call.session()
    found = asyncio.run(instruments.nearby(session, bootstrap.radio(), call.options.seconds))
    heads = (_("Address"), _("Name"), _("Kind"), _("Signal"))
    rows = [
        (
            one.seen.address,
            one.seen.name or "–",
            ", ".join(one.drivers) or _("not recognised"),
            words.signal(one.seen.rssi),
        )
        for one in found
    ]
    said = (Table(heads, rows),) if rows else (_("Nothing was heard. Wake the device up."),)
    return Answer({"devices": [devices_shown.near(one) for one in found]}, said)


def _pair(call: Call) -> Answer:
    options, session = call.options, call.session()
    linking = _linking(call, default=True)
    told = call.progress(_("Connecting"))
    person = _Terminal(options.passkey)
    bond = options.passkey is not None
    key = person.key if linking.key is None else no_key
    meet = Meet(person, bond=bond, tried=told, key=key)
    added = asyncio.run(instruments.add(session, bootstrap.radio(), options.address, linking, meet))
    said = _("{device} was added.").format(device=added.name)
    return Answer({"device": devices_shown.device(added)}, (said,))


def _edit(call: Call) -> Answer:
    options, session = call.options, call.session()
    linking = _linking(call, default=False)
    known, _changes = instruments.change(session, options.id, label=options.name, linking=linking)
    said = _("{device} was changed.").format(device=known.name)
    return Answer({"device": devices_shown.device(known)}, (said,))


def _forget(call: Call) -> Answer:
    known = asyncio.run(instruments.forget(call.session(), bootstrap.radio(), call.options.address))
    said = _("{device} was forgotten. Its measurements stay.").format(device=known.name)
    return Answer({"device": {"id": known.uid}}, (said,))


def _record(call: Call) -> Answer:
    options = call.options
    if not options.agree:
        raise WrongUse("--agree")
    content, count = frame_files.recorded(call.session(), options.address)
    written(options.file, content)
    said = ngettext("{count} frame written.", "{count} frames written.", count)
    return Answer({"file": str(options.file), "frames": count}, (said.format(count=count),))


class _Terminal:
    """The person at the terminal, or what `--passkey` says."""

    def __init__(self, passkey: str | None) -> None:
        self._passkey = passkey

    async def code(self) -> str | None:
        """Return the digits that the device shows."""
        if self._passkey is not None or not sys.stdin.isatty():
            return self._passkey
        return await asyncio.to_thread(self._asked, _("Code shown by the device:"))

    async def key(self) -> str | None:
        """Return the key of a device that encrypts; nobody types it without a terminal."""
        if not sys.stdin.isatty():
            return None
        return await asyncio.to_thread(self._asked, _("Key of the device (32 digits and letters):"))

    async def same(self, digits: str) -> bool:
        """Compare the digits with what the device shows."""
        if self._passkey is not None or not sys.stdin.isatty():
            return self._passkey == digits
        question = _("Does the device show {digits}? (yes/no)").format(digits=digits)
        return await asyncio.to_thread(self._asked, question) in (_("yes"), "yes")

    @staticmethod
    def _asked(question: str) -> str:
        sys.stderr.write(f"{question} ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()


def _linking(call: Call, *, default: bool) -> Linking:
    """Read for whom a device is; `default`: the only person of the vault when nobody is named."""
    options, session = call.options, call.session()
    names = [options.person] if options.person else (options.people or "").split(",")
    asked = [people.named(session, name.strip()) for name in names if name.strip()]
    whose = instruments.allowed(session, asked) if default else tuple(one.uid for one in asked)
    slots = {}
    for one in options.slot:
        number, colon, name = one.partition(":")
        if not colon or not number.isdigit():
            raise WrongUse("--slot N:PERSON")
        slots[int(number)] = people.named(session, name).uid
    return Linking(whose, slots, _codes(options.code_file), _key(options.key_file))


def _codes(file: Path | None) -> dict[int, int]:
    lines = [] if file is None else [one for one in _text(file).splitlines() if one.strip()]
    pairs = [one.partition(":") for one in lines]
    if not all(slot.strip().isdigit() and code.strip().isdigit() for slot, _c, code in pairs):
        raise WrongUse("--code-file")
    return {int(slot): int(code) for slot, _colon, code in pairs}


def _key(file: Path | None) -> str | None:
    if file is None:
        return None
    digits = _text(file).strip().lower()
    if len(digits) != _KEY_DIGITS or set(digits) - set("0123456789abcdef"):
        raise WrongUse("--key-file")
    return digits


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongUse(file.name) from None


def _address(parser: ArgumentParser) -> None:
    parser.add_argument("address", metavar=_("ADDRESS"))


def _whose(parser: ArgumentParser) -> None:
    parser.add_argument("--person", metavar=_("NAME"), help=_("the one person it is for"))
    parser.add_argument("--people", metavar=_("P,Q"), help=_("the people it is for"))
    parser.add_argument(
        "--slot", action="append", default=[], metavar=_("N:PERSON"), help=_("who a user slot is")
    )
    parser.add_argument("--code-file", type=Path, metavar=_("FILE"), help=_("codes of slots"))
    parser.add_argument("--key-file", type=Path, metavar=_("FILE"), help=_("key of its readings"))


def _pairing(parser: ArgumentParser) -> None:
    _address(parser)
    parser.add_argument("--passkey", metavar=_("N"), help=_("the code that the device shows"))
    _whose(parser)


def _editing(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"))
    parser.add_argument("--name", metavar=_("TEXT"), help=_("another name"))
    _whose(parser)


def _recording(parser: ArgumentParser) -> None:
    _address(parser)
    parser.add_argument("file", type=Path, metavar=_("FILE"))
    parser.add_argument(
        "--agree", action="store_true", help=_("yes: the file holds what was measured, readable")
    )


def _seconds(parser: ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=10.0, metavar=_("N"), help=_("how long"))


COMMANDS: Final = (
    Command(("devices", "supported"), lambda: _("Devices that Carnet recognises"), _supported),
    Command(("devices", "list"), lambda: _("Devices that were added"), _list),
    Command(("devices", "scan"), lambda: _("Devices that are near"), _scan, _seconds),
    Command(("devices", "pair"), lambda: _("Add a Bluetooth device"), _pair, _pairing),
    Command(
        ("devices", "read"), lambda: _("Read devices"), devices_read.run, devices_read.arguments
    ),
    Command(("devices", "edit"), lambda: _("Change a device"), _edit, _editing),
    Command(
        ("devices", "record"), lambda: _("Write the last frames of a device"), _record, _recording
    ),
    Command(("devices", "forget"), lambda: _("Forget a device"), _forget, _address),
)
