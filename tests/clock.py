"""Starts Odoo on a day that the tests choose, and moves it on while it runs.

    python tests/clock.py FILE -d school …

FILE holds a moment, as «2026-09-01T08:00:00+00:00». From there the clock of this
process goes on; whenever the file is written anew, it is put to the new moment at once.
The product knows nothing of it: Python's own clock is exchanged underneath, whoever
asks it. PostgreSQL keeps its clock (`create_date` is of today), as a database server
that stands elsewhere would.

Not libfaketime: as Debian has it, it breaks `time.sleep` of Python, with which Odoo
waits.
"""

import datetime
import pathlib
import sys
import threading

import time_machine

LOOKS_EVERY = 0.05  # seconds


def moment(file):
    """The moment that the file names."""
    return datetime.datetime.fromisoformat(file.read_text().strip())


def follow(file, clock):
    """Put the clock anew whenever the file changes."""
    written = file.stat().st_mtime_ns
    pause = threading.Event()
    while True:
        pause.wait(LOOKS_EVERY)
        if (now := file.stat().st_mtime_ns) != written:
            written = now
            clock.move_to(moment(file))


def main():
    file = pathlib.Path(sys.argv.pop(1))
    clock = time_machine.travel(moment(file), tick=True).start()
    threading.Thread(target=follow, args=(file, clock), daemon=True).start()

    # Imported on the day it is to start on, as everything that it loads in its turn.
    from odoo.cli.command import main as odoo

    odoo()


if __name__ == "__main__":
    main()
