"""One sentence for each error a person can meet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from vault import errors as e
from vault.formatting import decimal, quantity, size
from vault.i18n import _
from vault.record.measures import known
from vault.wording.measures import measure_name
from vault.wording.units import unit_word

Say = Callable[[Any], str]


def _bounds(error: e.ImplausibleValue) -> dict[str, str]:
    """Write a measure and what can be of it as they are read: the name, 0,5 and 650 kg."""
    measure = known(error.measure)
    low, high = (decimal(Decimal(bound)) for bound in (error.low, error.high))
    high = quantity(high, unit_word(measure.unit))
    return {"measure": measure_name(measure), "low": low, "high": high}


_ASKING: Final[dict[type[e.VaultError], Say]] = {
    e.WrongUse: lambda x: _("This command does not fit: {detail}.").format(detail=x.detail),
    e.WhichPerson: lambda _x: _("This carnet holds several people. Say whose record is meant."),
    e.UnknownPerson: lambda _x: _("Nobody in this carnet has this name."),
    e.UnknownMeasure: lambda _x: _("Carnet does not know this measurement."),
    e.UnknownUnit: lambda x: _("This unit does not fit: {unit}.").format(unit=x.unit),
    e.NotFound: lambda x: (
        _("The file given with {option} is not there.").format(option=x.what)
        if x.what.startswith("--")
        else _("Nothing has this number or name.")
    ),
    e.ImplausibleValue: lambda x: _(
        "{measure}: a value between {low} and {high} is expected."
    ).format(**_bounds(x)),
    e.AlreadyThere: lambda _x: _("This is already there. Nothing was added."),
    e.PassphraseTooWeak: lambda x: (
        {
            "short": _("This passphrase is too short."),
            "long": _("This passphrase is too long."),
            "different": _("The two passphrases are not the same."),
        }.get(x.detail, _("This passphrase is too easy to guess."))
    ),
    e.NothingChosen: lambda _x: _("Nothing in the record fits this choice."),
}  # fmt: skip


def _no_way_in(error: e.NoSuchWayIn) -> str:
    if error.kind != "recovery":
        return _("This way in does not open this carnet.")
    return {
        "count": _("The recovery code has thirteen words."),
        "unknown": _("Word {place} of the recovery code is not one of the list.").format(
            place=error.place
        ),
        "check": _("One word does not fit. Check the order."),
    }.get(error.why, _("This recovery code does not open this carnet."))


_OPENING: Final[dict[type[e.VaultError], Say]] = {
    e.WrongPassphrase: lambda _x: _("The passphrase is not correct."),
    e.NoSuchWayIn: _no_way_in,
    e.PassphraseNeeded: lambda _x: _("The passphrase itself is needed for this."),
    e.VaultInUse: lambda _x: _("This carnet is already open on this computer."),
    e.VaultMissing: lambda _x: _("There is no carnet at this place."),
    e.NotAVault: lambda _x: _("This folder is not a carnet."),
    e.VaultTooNew: lambda x: _("This carnet was written by a newer Carnet ({version}).").format(
        version=x.version
    ),
    e.NeedsMigration: lambda _x: _("This carnet was written by an older Carnet."),
    e.KdfTooHeavy: lambda x: _(
        "This carnet asks more memory than this computer has ({size})."
    ).format(size=size(x.memory_kib * 1024)),
    e.SlotTooWeak: lambda _x: _("This way in is too weak to be used."),
    e.VaultDamaged: lambda _x: _("Part of this carnet cannot be read. Nothing was changed."),
    e.HeaderAltered: lambda _x: _(
        "The list of ways in was altered. The carnet was not opened."
    ),
    e.HeaderRolledBack: lambda _x: _("An older list of ways in was put back."),
    e.Rollback: lambda _x: _("This carnet is older than the last time."),
    e.JournalBroken: lambda _x: _("The history of this carnet is not whole."),
    e.DiskFull: lambda _x: _("The disk is full. Nothing was lost."),
    e.NotWritable: lambda x: _("Carnet cannot write in {place}.").format(place=x.place),
}  # fmt: skip

_READING: Final[dict[type[e.VaultError], Say]] = {
    e.FileUnreadable: lambda x: (
        _("This file holds no key of a catalogue.")
        if x.lacks == "key"
        else _("This file cannot be read.")
    ),
    e.UnknownFormat: lambda x: (
        _("This file is written in {version}, an old version. Ask for FHIR R4.").format(
            version=x.version
        )
        if x.version
        else _("Carnet does not know this kind of file.")
    ),
    e.FileTooLarge: lambda x: _("This file is larger than Carnet accepts ({limit}).").format(
        limit=size(x.limit)
    ),
    e.FileEncrypted: lambda _x: _("This file is protected by a password."),
    e.FileUnsafe: lambda _x: _(
        "This archive contains suspicious paths or grows too much when opened. It was not opened."
    ),
    e.UnitMismatch: lambda _x: _("The file mixes units that cannot be compared."),
}

_DEVICES: Final[dict[type[e.VaultError], Say]] = {
    e.BluetoothOff: lambda _x: _("Bluetooth is off on this computer."),
    e.BluetoothAbsent: lambda _x: _("This computer has no Bluetooth."),
    e.BluetoothDenied: lambda _x: _("The system does not let Carnet use Bluetooth."),
    e.BluetoothBusy: lambda _x: _("Another program is using Bluetooth."),
    e.DeviceOutOfRange: lambda x: _(
        "{device} is not in range. Wake it up and bring it closer."
    ).format(device=x.device),
    e.DeviceRefused: lambda x: _(
        "{device} does not accept the connection. Is it connected to a phone?"
    ).format(device=x.device),
    e.DeviceSilent: lambda x: _("{device} sent nothing.").format(device=x.device),
    e.DeviceLost: lambda x: _(
        "The link with {device} was cut. {count} readings arrived before."
    ).format(device=x.device, count=x.count),
    e.DeviceForgot: lambda x: _("{device} no longer recognises this computer.").format(
        device=x.device
    ),
    e.DeviceNeedsPairing: lambda x: _(
        "{device} wants to be paired with this computer first."
    ).format(device=x.device),
    e.DeviceCodeWrong: lambda _x: _("The code was not accepted."),
    e.PairingBlocked: lambda _x: _(
        "The pairing did not succeed. Another Bluetooth program may have answered in our place."
    ),
    e.DeviceUserUnknown: lambda x: (
        _("The user slots of {device} were erased: its batteries were out.")
        if x.wiped
        else _("{device} does not know this user or this code.")
    ).format(device=x.device),
    e.DeviceFull: lambda x: _("{device} has no free user slot.").format(device=x.device),
    e.DeviceKeyMissing: lambda x: _("{device} encrypts its readings. Its key is needed.").format(
        device=x.device
    ),
    e.DeviceKeyWrong: lambda x: _("This key does not open the readings of {device}.").format(
        device=x.device
    ),
    e.DeviceUnsupported: lambda x: _("{device} is not known to Carnet yet.").format(
        device=x.device
    ),
    e.DeviceProtocol: lambda x: _(
        "{device} answered something unexpected. What it sent was kept."
    ).format(device=x.device),
}


def _signature(error: e.SignatureInvalid) -> str:
    """Say whose signature does not hold; a whole sentence each, as French grammar asks."""
    return {
        "catalogue+jwt": _("The signature of the catalogue is not valid. It was refused."),
        "catalogue-keys+jws": _("The new keys of the catalogue are not signed. They were refused."),
        "consent-grant+jwt": _("The signature of the agreement is not valid."),
        "share-receipt+jwt": _("The signature of the receipt is not valid."),
        "login": _("The login was answered by somebody else. Nothing was fetched."),
        "id_token": _("The login was answered by somebody else. Nothing was fetched."),
    }.get(error.what, _("A signature is not valid. What it stands on was refused."))


_SERVICES: Final[dict[type[e.VaultError], Say]] = {
    e.Offline: lambda _x: _("No Internet connection."),
    e.ServiceUnreachable: lambda x: _("{service} does not answer.").format(service=x.service),
    e.SignatureInvalid: _signature,
    e.CatalogueStale: lambda x: _(
        "The catalogue dates from {date}. No new share until it is updated."
    ).format(date=x.date),
    e.CatalogueRolledBack: lambda _x: _(
        "The catalogue received is older than the one you have. It was refused."
    ),
    e.CatalogueForked: lambda _x: _(
        "Two different catalogues bear the same number. Nothing is sent until you decide."
    ),
    e.GrantStopped: lambda _x: _("You stopped this share. Nothing was sent."),
    e.GrantExpired: lambda _x: _("This share has ended. Nothing was sent."),
    e.NotConfirmed: lambda _x: _("Sent, but {service} has not confirmed.").format(
        service=_x.service
    ),
}

# the RFC 9457 names of the sharing protocol; an unknown name gets the last sentence
_PROBLEMS: Final[dict[str, Say]] = {
    "stale-catalogue": lambda x: _("{service} asks you to update the catalogue first.").format(
        service=x.service
    ),
    "unknown-service": lambda x: _("{service} does not recognise itself in this catalogue.").format(
        service=x.service
    ),
    "grant-expired": lambda _x: _("This share has ended. Nothing was sent."),
    "grant-revoked": lambda _x: _("You stopped this share. Nothing was sent."),
    "scope-exceeded": lambda x: _("{service} refused items it did not ask for.").format(
        service=x.service
    ),
    "bad-signature": lambda x: _("{service} did not accept the signature.").format(
        service=x.service
    ),
    "unknown-enc-key": lambda x: _("The key of {service} has changed.").format(service=x.service),
    "replay": lambda _x: _("This sending was already received."),
    "hash-mismatch": lambda x: _("What {service} received differs from what you signed.").format(
        service=x.service
    ),
    "fhir-invalid": lambda x: _("{service} could not read part of the data.").format(
        service=x.service
    ),
    "too-large": lambda x: _("The sending is too large for {service}.").format(service=x.service),
    "try-later": lambda x: _("{service} asks to try again later.").format(service=x.service),
    "not-smart": lambda x: _("{service} offers no way to take data back.").format(
        service=x.service
    ),
    "not-fhir": lambda x: _("What {service} gives back cannot be read. Nothing was kept.").format(
        service=x.service
    ),
    "link-passcode": lambda _x: _("The passcode of the link was not accepted."),
    "link-gone": lambda _x: _("Nothing lies behind this link any more."),
    "login-denied": lambda _x: _("Access was refused in the browser. Nothing was fetched."),
    "login-unanswered": lambda _x: _("The browser did not come back. Nothing was fetched."),
    "login-refused": lambda x: _("{service} did not accept the login. Nothing was fetched.").format(
        service=x.service
    ),
    "login-no-patient": lambda x: _("{service} does not say whose data it gives.").format(
        service=x.service
    ),
}
_ALIKE: Final = {"bad-typ": "bad-signature", "wrong-audience": "bad-signature"}


def _refused(error: e.ServiceRefused) -> str:
    said = _PROBLEMS.get(_ALIKE.get(error.problem, error.problem))
    if said is None:
        return _("{service} refused the sending.").format(service=error.service)
    return said(error)


SENTENCES: Final[dict[type[e.VaultError], Say]] = {
    **_ASKING, **_OPENING, **_READING, **_DEVICES, **_SERVICES, e.ServiceRefused: _refused,
}  # fmt: skip


def sentence(error: e.VaultError) -> str:
    """Say an error to the person."""
    return SENTENCES[type(error)](error)


def unforeseen() -> str:
    """Say that Carnet itself failed; nothing of the fault is told."""
    return _("Carnet met a problem and could not finish. What was saved is intact.")
