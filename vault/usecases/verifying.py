"""Check an evidence file: needs no carnet, trusts nothing of the file but what it can verify."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from vault.errors import FileTooLarge, FileUnreadable, SignatureInvalid
from vault.exports import evidence_reading
from vault.exports.evidence_reading import EvidenceFiles
from vault.sync.catalogue import MOST_ROOT_FILE, Trust, read_root_file
from vault.usecases import verifying_parts as parts
from vault.usecases.verifying_parts import Case, Wrong


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `name` is for ever, `detail` the rule that did not hold.

    `about` is the member of the file it is about, "" for the whole.
    """

    name: str
    ok: bool
    detail: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every check, in the order of the file; `rooted` = under keys that the reader brought."""

    checks: tuple[Check, ...]
    rooted: bool

    @property
    def ok(self) -> bool:
        """Tell whether all of it holds."""
        return all(check.ok for check in self.checks)


def verify(file: Path, root_file: Path | None) -> Verdict:
    """Check an evidence file, under the root keys that the reader trusts when there are any.

    Raises:
        FileUnreadable, FileTooLarge, FileUnsafe: it, or the root key file, cannot be read.
    """
    files = evidence_reading.read(_bytes(file, evidence_reading.MOST))
    trust = None
    if root_file is not None:
        trust = read_root_file(_bytes(root_file, MOST_ROOT_FILE))
    return Verdict(tuple(_checks(files, trust)), rooted=trust is not None)


def _checks(files: EvidenceFiles, trust: Trust | None) -> Iterator[Check]:
    """Check in order; what stands on a thing that failed is not looked at."""
    case = Case(files)
    yield _tried("manifest", partial(parts.manifest, files))
    yield _tried("no-private-key", partial(parts.no_private_key, files))
    roots = _tried("roots", partial(parts.roots, case, trust))
    yield roots
    if not roots.ok:
        return
    for name in files.under("catalogue"):
        yield _tried("catalogue", partial(parts.catalogue, case, name), name)
    grant = _tried("grant", partial(parts.grant, case))
    yield grant
    if not grant.ok:
        return
    yield _tried("within-request", partial(parts.within_request, case))
    yield _tried("notice", partial(parts.notice, case))
    for name in files.under("rotations"):
        yield _tried("rotation", partial(parts.rotation, case, name), name)
    yield from _sendings(case)
    yield from _endings(case)


def _sendings(case: Case) -> Iterator[Check]:
    for name in case.files.under("shares"):
        yield _tried("share", partial(parts.share, case, name), name)
    yield _tried("numbers", partial(parts.numbers, case))
    for name in case.files.under("receipts"):
        yield _tried("receipt", partial(parts.receipt, case, name), name)
    for name in case.files.under("content"):
        yield _tried("content", partial(parts.content, case, name), name)
    for name in case.files.under("refusals"):
        yield _tried("refusal", partial(parts.refusal, case, name), name)


def _endings(case: Case) -> Iterator[Check]:
    if "revocation.jwt" in case.files:
        yield _tried("revocation", partial(parts.revocation, case))
    if "revocation-receipt.jwt" in case.files:
        yield _tried("revocation-receipt", partial(parts.revocation_receipt, case))
    for name in case.files.under("erasure"):
        yield _tried("erasure", partial(parts.erasure, case, name), name)
    if case.files.under("heads") or "proofs.json" in case.files:
        yield _tried("ledger", partial(parts.ledger, case))


def _tried(name: str, work: Callable[[], None], about: str = "") -> Check:
    try:
        work()
    except Wrong as wrong:
        return Check(name, ok=False, detail=str(wrong), about=about)
    except SignatureInvalid as refusal:
        return Check(name, ok=False, detail=refusal.problem, about=about)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return Check(name, ok=False, detail="unreadable", about=about)
    return Check(name, ok=True, about=about)


def _bytes(file: Path, most: int) -> bytes:
    try:
        if file.stat().st_size > most:
            raise FileTooLarge(most)
        return file.read_bytes()
    except OSError:
        raise FileUnreadable from None
