"""`recover`: takes back what a service holds, or tests whether it gives back what was sent."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from vault import bootstrap
from vault.cli.command import Answer, Call, Command
from vault.cli.import_answers import answers_given, report_document, report_words
from vault.i18n import _, spoken
from vault.record.portability import Compared
from vault.usecases import importing, people, porting, recovering
from vault.usecases.importing import Wish
from vault.usecases.recovering import Browser, Recovery
from vault.wording import recovering as words


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("service", metavar=_("SERVICE"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))
    parser.add_argument(
        "--compare", action="store_true", help=_("only compare with what was sent; keep nothing")
    )
    parser.add_argument("--preview", action="store_true", help=_("write nothing"))
    parser.add_argument("--again", action="store_true", help=_("keep the login for the next time"))
    parser.add_argument("--end", action="store_true", help=_("give a kept login back"))
    parser.add_argument("--timezone", metavar=_("ZONE"), help=_("of clocks that say none"))
    parser.add_argument(
        "--accept-identity", action="store_true", help=_("the file is about this person")
    )
    parser.add_argument(
        "--answer", action="append", default=[], metavar=_("ID=VALUE"), help=_("answer a question")
    )


def _run(call: Call) -> Answer:
    options, session, ask = call.options, call.session(), bootstrap.ask()
    person = people.named(session, options.person)
    if options.end:
        ended = recovering.ended(session, ask, person, options.service)
        return Answer({"given_back": ended}, (words.given_back(said=ended),))
    place = recovering.ground(session, person, options.service, spoken())
    wish = Wish(
        (), None, options.timezone, answers_given(options.answer),
        accept_identity=options.accept_identity,
    )  # fmt: skip
    told = call.progress(words.taking(place.name))
    with recovering.pulled(
        place, ask, _browser(call), wish, again=options.again, told=lambda count: told(count, 0)
    ) as recovery:
        return _answer(call, recovery)


def _answer(call: Call, recovery: Recovery) -> Answer:
    options, session = call.options, call.session()
    compared = porting.tested(session, recovery) if options.compare else None
    if not recovery.ready.ready:
        report = importing.asked(recovery.ready)
    elif options.preview or options.compare:
        report = recovering.preview(session, recovery)
    else:
        report = recovering.keep(session, recovery)
    data = {**report_document(report), **_document(recovery, compared)}
    code = report.code if compared is None else 0
    said = _said(recovery, compared) if compared is not None else report_words(report)
    return Answer(
        data, (*said, *words.gaps(recovery.taken.gaps), *_login(recovery)),
        code or int(not recovery.complete),
    )  # fmt: skip


def _document(recovery: Recovery, compared: Compared | None) -> dict[str, Any]:
    taken = recovery.taken
    data: dict[str, Any] = {
        "how": taken.how, "received": dict(sorted(taken.counts.items())),
        "gaps": [{"type": gap.what, "why": gap.why} for gap in taken.gaps],
        "given_back": recovery.given_back,
    }  # fmt: skip
    if compared is not None:
        data["compare"] = {
            "sent": compared.sent,
            "identical": list(compared.identical),
            "changed": [
                {"item": name, "elements": [asdict(one) for one in changes]}
                for name, changes in compared.changed
            ],
            "missing": list(compared.missing),
            "extra": list(compared.extra),
            "gaps": list(compared.not_comparable),
        }
    return data


def _said(recovery: Recovery, compared: Compared) -> Iterator[str]:
    yield words.compared(recovery.place.name, compared)
    yield from words.differences(compared)


def _login(recovery: Recovery) -> Iterator[str]:
    if recovery.given_back:
        yield words.given_back(said=True)


def _browser(call: Call) -> Browser:
    """Open the login in the browser, and show its address to who has none here."""

    def browse(address: str) -> None:
        if not (call.options.json or call.options.quiet):
            sys.stderr.write(f"{words.browser()}\n{address}\n")
        bootstrap.browse(address)

    return Browser(browse)


COMMANDS: Final = (
    Command(
        words=("recover",),
        help=lambda: _("Take back what a service holds about a person"),
        arguments=_arguments,
        run=_run,
    ),
)
