"""Every failure a person can meet, drawn as one tree; a branch is an exit code (`docs/cli.md`).

VaultError
├── 2 WrongUse ............ WhichPerson, UnknownPerson, UnknownMeasure, UnknownUnit, NotFound,
│                           ImplausibleValue, AlreadyThere, PassphraseTooWeak, NothingChosen
├── 3 AccessDenied ........ WrongPassphrase, NoSuchWayIn, PassphraseNeeded, VaultInUse,
│                           VaultMissing, NotAVault, VaultTooNew, NeedsMigration, KdfTooHeavy,
│                           SlotTooWeak
├── 4 FileUnreadable ...... UnknownFormat, FileTooLarge, FileEncrypted, FileUnsafe, UnitMismatch,
│                           BackupUnreadable
├── 5 DeviceUnreachable ... BluetoothOff, BluetoothAbsent, BluetoothDenied, BluetoothBusy,
│                           DeviceOutOfRange, DeviceRefused, DeviceSilent, DeviceLost, DeviceForgot,
│                           DeviceNeedsPairing, DeviceCodeWrong, PairingBlocked, DeviceFull,
│                           DeviceUserUnknown, DeviceKeyMissing, DeviceKeyWrong, DeviceUnsupported,
│                           DeviceProtocol
├── 6 ServiceUnreachable .. Offline, ServiceRefused, SignatureInvalid, CatalogueStale,
│                           CatalogueRolledBack, CatalogueForked, GrantStopped, GrantExpired,
│                           NotConfirmed
├── 7 VaultUntrusted ...... VaultDamaged, HeaderAltered, HeaderRolledBack, Rollback, Fork,
│                           JournalBroken, RehearsalFailed
└── 8 PlaceRefused ........ DiskFull, NotWritable, BackupFailed

The tree is drawn whole; a class is written when something raises it. An error carries facts, never
health data, and its text is its name; its sentence lives in `vault.wording`. Any exception outside
this tree, ShareLeak too, is a fault of Carnet: nobody catches it, it reaches the crash notice (exit
code 9). `Cancelled` is no failure: the person stopped it, nothing half done is left (code 130).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class Cancelled(Exception):
    """The person stopped the work; what it had begun is gone."""


class ShareLeak(Exception):
    """Bytes that no grant names were about to leave; a fault of Carnet, caught by nobody."""


class VaultError(Exception):
    """Something went wrong that the person can understand and act upon."""

    exit_code: ClassVar[int]

    def __str__(self) -> str:
        """Say the name only: facts never stand in the text of an exception."""
        return type(self).__name__


@dataclass(eq=False, repr=False)
class WrongUse(VaultError):
    """A command or its options do not fit; `detail` repeats option names, never a value."""

    exit_code = 2
    detail: str = ""


class WhichPerson(WrongUse):
    """The vault holds several people and none was named."""


class UnknownPerson(WrongUse):
    """Nobody of the vault has this name or id."""


class UnknownMeasure(WrongUse):
    """No measure has this key."""


@dataclass(eq=False, repr=False, kw_only=True)
class UnknownUnit(WrongUse):
    """The unit is not one of this measure."""

    unit: str
    measure: str


@dataclass(eq=False, repr=False, kw_only=True)
class NotFound(WrongUse):
    """Nothing has this id; `what` is the kind of thing: "batch", "fact", "grant"."""

    what: str


@dataclass(eq=False, repr=False, kw_only=True)
class ImplausibleValue(WrongUse):
    """A typed value lies outside the hard bounds of its measure; `low` and `high` as text."""

    measure: str
    low: str
    high: str


class AlreadyThere(WrongUse):
    """The same value stands at the same minute, or the place or name is taken."""


class PassphraseTooWeak(WrongUse):
    """The new passphrase is too short or too easy to guess; `detail` is "short" or "easy"."""


class NothingChosen(WrongUse):
    """The choice lets nothing through."""


class AccessDenied(VaultError):
    """The vault does not open."""

    exit_code = 3


class WrongPassphrase(AccessDenied):
    """The passphrase opens none of the key slots."""


@dataclass(eq=False, repr=False)
class NoSuchWayIn(AccessDenied):
    """The vault has no way in of this kind, or these words or this file open none.

    `kind` as in `vault.json`; `why` is "count", "unknown" or "check" when the words or the file
    are not well formed, then `place` is the number of the first wrong word.
    """

    kind: str = ""
    why: str = ""
    place: int = 0


class PassphraseNeeded(AccessDenied):
    """This act asks for the passphrase itself."""


class VaultInUse(AccessDenied):
    """Another process holds the lock of the vault."""


class VaultMissing(AccessDenied):
    """No vault stands at the place."""


class NotAVault(AccessDenied):
    """The folder is there and is no vault."""


@dataclass(eq=False, repr=False)
class VaultTooNew(AccessDenied):
    """The vault was written by a later version of the app."""

    version: int
    known: int


class NeedsMigration(AccessDenied):
    """The vault has an older schema; nothing was written."""


@dataclass(eq=False, repr=False)
class KdfTooHeavy(AccessDenied):
    """The slot asks for more memory than this computer should give, in KiB."""

    memory_kib: int


class SlotTooWeak(AccessDenied):
    """The cost of the slot lies below the floor."""


@dataclass(eq=False, repr=False, kw_only=True)
class FileUnreadable(VaultError):
    """A file cannot be read; `lacks` is what it should hold and does not: "key"."""

    exit_code = 4
    lacks: str = ""


@dataclass(eq=False, repr=False)
class UnknownFormat(FileUnreadable):
    """Nothing recognises the file; `version` names an old one of a known kind: "FHIR STU3"."""

    version: str = ""


@dataclass(eq=False, repr=False)
class FileTooLarge(FileUnreadable):
    """The file passes the bound of its kind, in bytes."""

    limit: int


class FileEncrypted(FileUnreadable):
    """The file is protected by a password."""


class FileUnsafe(FileUnreadable):
    """An archive with suspicious paths, or that grows too much."""


@dataclass(eq=False, repr=False)
class UnitMismatch(FileUnreadable):
    """A unit does not measure what the measure is about."""

    unit: str
    measure: str


@dataclass(eq=False, repr=False)
class DeviceUnreachable(VaultError):
    """Bluetooth or a device does not do what was asked; `device` is the name it shows."""

    exit_code = 5
    device: str = ""


class BluetoothOff(DeviceUnreachable):
    """Bluetooth is off, or its service is not running."""


class BluetoothAbsent(DeviceUnreachable):
    """This computer has no Bluetooth."""


class BluetoothDenied(DeviceUnreachable):
    """The system does not let us use Bluetooth."""


class BluetoothBusy(DeviceUnreachable):
    """Another program is scanning."""


class DeviceOutOfRange(DeviceUnreachable):
    """Not seen in the scan."""


class DeviceRefused(DeviceUnreachable):
    """Seen, but three connections failed."""


class DeviceSilent(DeviceUnreachable):
    """Connected, and not one frame came."""


@dataclass(eq=False, repr=False)
class DeviceLost(DeviceUnreachable):
    """The link was cut; `count` readings had arrived."""

    count: int = 0


class DeviceForgot(DeviceUnreachable):
    """The device no longer knows our bond."""


class DeviceNeedsPairing(DeviceUnreachable):
    """The device wants a bond first."""


class DeviceCodeWrong(DeviceUnreachable):
    """The code was not accepted."""


class PairingBlocked(DeviceUnreachable):
    """Pairing failed although no code was asked from us."""


class DeviceUnsupported(DeviceUnreachable):
    """No decoder claims the device."""


@dataclass(eq=False, repr=False)
class DeviceProtocol(DeviceUnreachable):
    """The device answered something unexpected; `code` is the ATT error, where there was one."""

    code: int | None = None


@dataclass(eq=False, repr=False)
class DeviceUserUnknown(DeviceUnreachable):
    """The device does not know a slot or its code; `wiped`: it has no user any more."""

    wiped: bool = False


class DeviceFull(DeviceUnreachable):
    """The device has no free user slot."""


class DeviceKeyMissing(DeviceUnreachable):
    """The device encrypts its readings, and its key is not known."""


class DeviceKeyWrong(DeviceUnreachable):
    """The key does not open what the device sends."""


@dataclass(eq=False, repr=False)
class ServiceUnreachable(VaultError):
    """A service does not answer; `service` is its name in the catalogue, or the host."""

    exit_code = 6
    service: str = ""


class Offline(ServiceUnreachable):
    """There is no network."""


@dataclass(eq=False, repr=False)
class ServiceRefused(ServiceUnreachable):
    """The service said no; `problem` is the RFC 9457 name, `after` the seconds it asks to wait."""

    problem: str = ""
    after: int | None = None


@dataclass(eq=False, repr=False, kw_only=True)
class SignatureInvalid(ServiceUnreachable):
    """A statement is not what it claims; `problem` names the rule (sharing protocol, errors)."""

    what: str = ""
    problem: str = "bad-signature"


@dataclass(eq=False, repr=False, kw_only=True)
class CatalogueStale(ServiceUnreachable):
    """The catalogue has expired; `date` is the day it was made, ISO."""

    date: str = ""


class CatalogueRolledBack(ServiceUnreachable):
    """The catalogue received is older than the one we have."""


class CatalogueForked(ServiceUnreachable):
    """Two catalogues claim one version, or the chain does not hold."""


class GrantStopped(ServiceUnreachable):
    """The person stopped this share."""


class GrantExpired(ServiceUnreachable):
    """The share has ended."""


class NotConfirmed(ServiceUnreachable):
    """Bytes left, and no right receipt came."""


class VaultUntrusted(VaultError):
    """The vault opened, or would, but is not what was once written."""

    exit_code = 7


@dataclass(eq=False, repr=False)
class VaultDamaged(VaultUntrusted):
    """Bytes of the vault are not what was once written; `part` names where, never what."""

    part: str


class HeaderAltered(VaultUntrusted):
    """The MAC of the header is wrong although the slot opened."""


class HeaderRolledBack(VaultUntrusted):
    """An older header was put back."""


class Rollback(VaultUntrusted):
    """The vault is older than the last time."""


@dataclass(eq=False, repr=False)
class JournalBroken(VaultUntrusted):
    """The chain of the journal breaks at `seq`."""

    seq: int


class PlaceRefused(VaultError):
    """Nothing can be written there."""

    exit_code = 8


class DiskFull(PlaceRefused):
    """The disk is full; what was acknowledged is kept."""


@dataclass(eq=False, repr=False)
class NotWritable(PlaceRefused):
    """The place cannot be written; `place` is what the person named."""

    place: str = ""
