"""Start the window as `carnet` does and end at its first picture: what `window.py` measures.

`python -m benchmarks._painted PLACE`; with no place, an empty window of Qt alone.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class Painted(QObject):
    """Ends the program once something was painted."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first picture."""
        if event.type() == QEvent.Type.Paint:
            QApplication.quit()
        return False


def main() -> None:
    """Show one of the two windows."""
    if len(sys.argv) == 1:
        program = QApplication([])
        ends, bare = Painted(), QMainWindow()
        program.installEventFilter(ends)
        bare.resize(1200, 800)
        bare.show()
        program.exec()
        return
    import vault.__main__  # noqa: F401, PLC0415 - what `carnet` loads first
    from vault.ui import program as window  # noqa: PLC0415
    from vault.ui.start import Look  # noqa: PLC0415

    ends = Painted()
    window.run(Look(sys.argv[1], "fr", "light"), lambda app: app.installEventFilter(ends))


if __name__ == "__main__":
    main()
