"""The chart of a measure as a picture file: what the window shows, with its title and source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from vault.exports import figure
from vault.record.measures import Measure
from vault.record.references import Reference
from vault.trends.chart import Reference as Zone
from vault.trends.chart import Speech
from vault.trends.manners import manner
from vault.usecases import charting, references
from vault.usecases.charting import Topic
from vault.usecases.session import Session
from vault.usecases.signing import prove

Kind = Literal["png", "svg", "pdf"]
Drawn = Callable[[Sequence[Reference], Measure], tuple[Zone, ...]]


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture: number forms of the measure, the title above it, its reference.

    `drawn` says how the reference that was chosen is drawn, and named with its source below.
    """

    speech: Speech
    title: str
    drawn: Drawn = lambda _chosen, _measure: ()


def picture(
    session: Session, topic: Topic, caption: Caption, kind: Kind,
    size: tuple[int, int] = figure.SIZE,
) -> bytes:  # fmt: skip
    """Draw the chart of a measure over whole days as a PNG, SVG or PDF; `size` in px of 1/96 inch.

    The name of the person is not in it: a picture is passed on.
    """
    chosen = references.of(session, topic.person, topic.measure)
    zones = caption.drawn(chosen, topic.measure)
    chart = charting.chart(session, topic, caption.speech, zones)
    source = " ".join(filter(None, (chart.sentence, *(one.sentence for one in zones))))
    look = figure.look(manner(topic.measure).ink, caption.title, source)
    return figure.drawn(chart, look, kind, size)


def export(
    session: Session, topic: Topic, caption: Caption, kind: Kind,
    write: Callable[[bytes], object], passphrase: str,
) -> None:  # fmt: skip
    """Draw the chart and let it leave in the clear, with its line in the journal.

    Raises:
        PassphraseNeeded: the vault was opened by another way in.
        WrongPassphrase: it is another one.
        DiskFull, NotWritable: from `write`; the journal then says nothing.
    """
    prove(session, passphrase)
    made = picture(session, topic, caption, kind)
    told = {"format": kind, "items": 1, "gaps": 0, "bytes": len(made), "measure": topic.measure.key}
    with session.act("exported", topic.person.uid, told):
        write(made)
