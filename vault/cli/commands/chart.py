"""`chart`: the chart of a measure, as a picture."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final, get_args

from vault.cli.command import Answer, Call, Command
from vault.cli.measure_options import asked, of_a_measure
from vault.errors import WrongUse
from vault.i18n import _
from vault.usecases import picturing
from vault.usecases.files_out import written
from vault.usecases.picturing import Caption, Kind
from vault.wording.charts import speech
from vault.wording.measures import measure_name
from vault.wording.references import drawn


def _run(call: Call) -> Answer:
    out = Path(call.options.out)
    kind = next((one for one in get_args(Kind) if out.suffix.lower() == f".{one}"), None)
    if kind is None:
        raise WrongUse("--out")
    session, topic = asked(call)
    today = session.clock.now().astimezone(topic.zone).date()
    caption = Caption(speech(topic.measure, today), measure_name(topic.measure), drawn)
    picture = picturing.picture(session, topic, caption, kind)
    written(out, picture)
    return Answer({"file": str(out)}, [_("The chart is in {file}.").format(file=out)])


def _arguments(parser: ArgumentParser) -> None:
    of_a_measure(parser)
    parser.add_argument("--out", required=True, metavar=_("FILE"))


COMMANDS: Final = (
    Command(("chart",), lambda: _("The chart of a measurement, as a picture"), _run, _arguments),
)
