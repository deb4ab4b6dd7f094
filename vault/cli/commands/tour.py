"""`tour`: the main job on the made-up family, one line a step."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any, Final

from vault import bootstrap
from vault.cli import printing
from vault.cli.command import Answer, Call, Command
from vault.errors import NotWritable, VaultError
from vault.i18n import _
from vault.record.measures import BODY_WEIGHT
from vault.usecases import tour
from vault.usecases.exporting import Words as PaperWords
from vault.usecases.tour import Step, Tools, Words
from vault.wording.charts import speech
from vault.wording.kinds import kind_name
from vault.wording.measures import measure_name
from vault.wording.paper import forms
from vault.wording.tour import step_done, step_failed

_FOLDER: Final = "carnet-exemple"


def _run(call: Call) -> Answer:
    folder = _folder(call.options.out)
    today = call.clock.now().astimezone(call.clock.zone).date()
    paper = PaperWords(forms(), partial(speech, today=today))
    words = Words(paper, measure_name(BODY_WEIGHT), kind_name)
    tools = Tools(call.clock, bootstrap.ask(), words, call.policy)
    secret, told, failed = tour.passphrase(), [], None
    steps = tour.walk(folder, secret, tools)
    try:
        for step in steps:
            told.append(_document(step))
            _say(call, step_done(step.name, step.facts, step.seconds))
    except VaultError as error:
        failed = error
        name = tour.NAMES[len(told)]
        told.append({"name": name, "ok": False, "seconds": 0.0, "files": []})
        _say(call, step_failed(name))
    data = {"steps": told, "ok": failed is None, "folder": str(folder)}
    said = () if failed else (
        _("Everything is in {folder}").format(folder=folder),
        _("The passphrase of this example: {passphrase}").format(passphrase=secret),
    )  # fmt: skip
    return Answer(data, said, error=failed)


def _say(call: Call, line: str) -> None:
    if not call.options.json:
        printing.text(line)


def _document(step: Step) -> dict[str, Any]:
    files = [str(one) for one in step.files]
    return {"name": step.name, "ok": True, "seconds": round(step.seconds, 2), "files": files}


def _folder(asked: str | None) -> Path:
    """Make the folder: the one asked for, else a new one in the person's own."""
    numbered = (Path.home() / f"{_FOLDER}{'' if n < 2 else f'-{n}'}" for n in range(1, 1000))  # noqa: PLR2004
    folder = Path(asked) if asked else next(one for one in numbered if not one.exists())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=bool(asked))
        if any(folder.iterdir()):
            raise NotWritable(str(folder))
    except OSError:
        raise NotWritable(str(folder)) from None
    return folder


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", metavar=_("FOLDER"))


COMMANDS: Final = (
    Command(("tour",), lambda: _("Show Carnet at work on a made-up family"), _run, _arguments),
)
