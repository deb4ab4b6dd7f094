"""Start the window as `carnet` does and end at its first picture: what `window.py` measures.

`python -m benchmarks._painted PLACE`; with no place, an empty window of Qt alone.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Painted(QObject):
    """Ends the process once a window was painted, without tidying up: that is not measured.

    It listens to the windows alone. One that listened to the whole application would have a Python
    object made for each part of each widget, which is no part of any start.
    """

    def hear(self, program: QApplication) -> None:
        """Listen to all windows that are there."""
        for window in program.topLevelWidgets():
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait until the system shows a window, and for the end of the round that paints it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.windowHandle().installEventFilter(self)
        elif event.type() == QEvent.Type.Expose:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main() -> None:
    """Show one of the two windows."""
    ends = Painted()
    if len(sys.argv) == 1:
        program, bare = QApplication([]), QMainWindow()
        ends.hear(program)
        bare.resize(1200, 800)
        bare.show()
        program.exec()
        return
    import vault.__main__  # noqa: F401, PLC0415 - what `carnet` loads first
    from vault.ui import program as window  # noqa: PLC0415
    from vault.ui.start import Look  # noqa: PLC0415

    window.run(Look(sys.argv[1], "fr", "light"), ends.hear)


if __name__ == "__main__":
    main()
