"""`carnet share`: everything a person does about shares, from the preview to the evidence."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault import bootstrap
from vault.cli import printing
from vault.cli.command import Answer, Call, Command
from vault.cli.share_answers import (
    grant_document,
    preview_document,
    share_words,
    shares_table,
    whole_document,
)
from vault.cli.share_choice import choice_arguments, person_argument
from vault.cli.share_choice import shown as choice_shown
from vault.errors import PassphraseNeeded, WrongUse
from vault.i18n import _
from vault.usecases import (
    people,
    previewing,
    proving,
    rotating,
    sharing,
    signing,
    standing,
    stopping,
    withdrawing,
)
from vault.usecases.previewing import Preview
from vault.usecases.sending import Done
from vault.usecases.session import Session
from vault.usecases.signing import Signed
from vault.wording import sharing as words
from vault.wording.kinds import kind_name


def _evidence_arguments(parser: ArgumentParser) -> None:
    _grant_argument(parser)
    parser.add_argument("--out", required=True, type=Path, metavar=_("FILE"))
    parser.add_argument("--with-content", action="store_true")


def _preview_arguments(parser: ArgumentParser) -> None:
    choice_arguments(parser)
    parser.add_argument("--out", type=Path, metavar=_("FILE"))


def _sign_arguments(parser: ArgumentParser) -> None:
    choice_arguments(parser)
    parser.add_argument("--sha256", metavar=_("HASH"))


def _grant_argument(parser: ArgumentParser) -> None:
    parser.add_argument("grant", metavar=_("GRANT"))


def _send_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("grant", nargs="?", metavar=_("GRANT"))


def _resume_arguments(parser: ArgumentParser) -> None:
    _grant_argument(parser)
    parser.add_argument("--send-missed", action="store_true")


def _withdraw_arguments(parser: ArgumentParser) -> None:
    _grant_argument(parser)
    parser.add_argument("items", nargs="+", metavar=_("ID"))


def _rotate_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("service", metavar=_("SERVICE"))
    parser.add_argument("--reason", choices=("scheduled", "suspected", "lost"), default="scheduled")
    person_argument(parser)


def _stop_arguments(parser: ArgumentParser) -> None:
    _grant_argument(parser)
    parser.add_argument("--erase", action="store_true")


def _preview(call: Call) -> Answer:
    shown = choice_shown(call)
    data = preview_document(shown)
    if call.options.out is not None:
        previewing.save(shown, call.options.out)
        data["file"] = str(call.options.out)
    return Answer(data, _preview_words(shown))


def _preview_words(shown: Preview) -> tuple[str, ...]:
    content = shown.content
    told = words.content(content.count, content.bytes)
    by_day = (_("Of long series one figure a day leaves."),) if shown.by_day else ()
    return (
        shown.notice,
        _("Exact content of the sending: {content}.").format(content=told),
        *by_day,
        _("Nothing was sent."),
    )


def _sign(call: Call) -> Answer:
    session = call.session()
    if not session.by_passphrase:
        raise PassphraseNeeded
    shown = choice_shown(call)
    if call.options.sha256 not in (None, shown.content.sha256):
        changed = _("The record has changed since that preview. This would leave now.")
        return Answer(
            preview_document(shown), (changed, *_preview_words(shown)), error=WrongUse("--sha256")
        )
    while isinstance(done := _signed(call, session, shown), Preview):
        shown = done  # the day ended while it was read: it is shown again before anything is signed
    share = sharing.share(session, done.consent.uid)
    return Answer({"grant": grant_document(share)}, (_("Signed, but not sent yet."),))


def _signed(call: Call, session: Session, shown: Preview) -> Signed | Preview:
    """Show every word, then ask for the passphrase; one from a file was given for this act."""
    if not call.options.json:
        printing.text(shown.notice)
    given = None
    if not call.options.passphrase_file:
        given = call.secret("passphrase_file", _("Passphrase, to sign:"))
    return signing.sign(session, shown, given, kind_name)


def _send(call: Call) -> Answer:
    session, grant = call.session(), call.options.grant
    done = sharing.send(session, bootstrap.ask(), grant)
    seen = {one.consent.uid: sharing.share(session, one.consent.uid) for one in done}
    if grant is not None:
        seen = {grant: sharing.share(session, grant)}
    documents = [whole_document(one) for one in seen.values()]
    data = {"grant": documents[0]} if grant is not None else {"grants": documents}
    said = [line for one in seen.values() for line in share_words(session, one)]
    return Answer(
        data, said or (_("Nothing was to be sent."),), _code(done),
        next((one.error for one in done if one.error is not None), None),
    )  # fmt: skip


def _code(done: tuple[Done, ...]) -> int:
    return 1 if any(one.rejected for one in done) else 0


def _list(call: Call) -> Answer:
    session = call.session()
    asked = call.options.person
    person = people.named(session, asked).uid if asked is not None else None
    shares = sharing.shares(session, person)
    said = (shares_table(session, shares),) if shares else (_("You share nothing."),)
    return Answer({"grants": [grant_document(one) for one in shares]}, said)


def _show(call: Call) -> Answer:
    session, grant = call.session(), call.options.grant
    share, changed = sharing.share(session, grant), sharing.differences(session, grant)
    data = {"grant": whole_document(share, changed)}
    return Answer(data, tuple(share_words(session, share, changed)))


def _pause(call: Call) -> Answer:
    standing.pause(call.session(), call.options.grant)
    return _one(call)


def _resume(call: Call) -> Answer:
    standing.resume(call.session(), call.options.grant, catch_up=call.options.send_missed)
    return _one(call)


def _withdraw(call: Call) -> Answer:
    withdrawing.withdraw(call.session(), call.options.grant, call.options.items)
    return _one(call)


def _rotate(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    new = rotating.rotate(session, bootstrap.ask(), person, options.service, options.reason)
    told = _("{service} knows your new key: {key}").format(service=options.service, key=new)
    return Answer({"service": options.service, "key": new}, (told,))


def _one(call: Call) -> Answer:
    share = sharing.share(call.session(), call.options.grant)
    return Answer({"grant": whole_document(share)}, tuple(share_words(call.session(), share)))


def _stop(call: Call) -> Answer:
    session, grant = call.session(), call.options.grant
    consent = stopping.stop(session, grant, erase=call.options.erase)
    for sending in stopping.unanswered(session, consent):
        consent = stopping.tell(session, bootstrap.ask(), consent, sending).consent
    share = sharing.share(session, grant)
    answered = consent.stop_state in (None, "acknowledged")
    left = not stopping.unanswered(session, consent)
    return Answer(
        {"grant": whole_document(share)}, tuple(share_words(session, share)),
        code=0 if answered and left else 1,
    )  # fmt: skip


def _evidence(call: Call) -> Answer:
    options = call.options
    given = None
    if options.with_content and not options.passphrase_file and call.session().by_passphrase:
        given = call.secret("passphrase_file", _("Passphrase:"))
    proved = proving.evidence(
        call.session(), options.grant, options.out, content=options.with_content, passphrase=given
    )
    data = {"file": str(proved.place), "bytes": proved.bytes, "sha256": proved.sha256}
    return Answer(data, (_("Evidence file: {file}").format(file=proved.place),))


COMMANDS: Final = (
    Command(
        words=("share", "preview"),
        help=lambda: _("Show exactly what would leave"),
        arguments=_preview_arguments,
        run=_preview,
    ),
    Command(
        words=("share", "sign"),
        help=lambda: _("Sign a share with the passphrase; sends nothing"),
        arguments=_sign_arguments,
        run=_sign,
    ),
    Command(
        words=("share", "send"),
        help=lambda: _("Send what was signed, and stops not yet acknowledged"),
        arguments=_send_arguments,
        run=_send,
    ),
    Command(
        words=("share", "list"),
        help=lambda: _("List the shares"),
        arguments=person_argument,
        run=_list,
    ),
    Command(
        words=("share", "show"),
        help=lambda: _("Show a share, its sendings and receipts"),
        arguments=_grant_argument,
        run=_show,
    ),
    Command(
        words=("share", "pause"),
        help=lambda: _("Pause a standing share; the service is told nothing"),
        arguments=_grant_argument,
        run=_pause,
    ),
    Command(
        words=("share", "resume"),
        help=lambda: _("Go on with a share that was paused"),
        arguments=_resume_arguments,
        run=_resume,
    ),
    Command(
        words=("share", "withdraw"),
        help=lambda: _("Prepare to tell the service that deleted items were errors"),
        arguments=_withdraw_arguments,
        run=_withdraw,
    ),
    Command(
        words=("share", "rotate"),
        help=lambda: _("Put a new key in the place of the one you sign with for a service"),
        arguments=_rotate_arguments,
        run=_rotate,
    ),
    Command(
        words=("share", "stop"),
        help=lambda: _("Stop a share at once"),
        arguments=_stop_arguments,
        run=_stop,
    ),
    Command(
        words=("share", "evidence"),
        help=lambda: _("Write everything that was signed about a share to a file"),
        arguments=_evidence_arguments,
        run=_evidence,
    ),
)
