"""The program's first lines: what can end it before it says anything is caught here.

Nothing is imported before, so that Ctrl-C ends it quietly from the first moment on.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys


def run() -> None:
    """``spread-elearn`` and ``python -m spread_elearn``. Ends with an exit code."""
    try:
        for name in ("SIGTERM", "SIGHUP"):  # what Ctrl-C cleans up, they do
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.default_int_handler)
        for stream in (sys.stdout, sys.stderr):
            # A letter that the terminal lacks is no mistake; nor is no terminal at all.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        from spread_elearn.cli import main

        main()
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        _end(130, "")
    except BrokenPipeError:
        _end(1, "")
    except OSError as error:
        _end(1, f"Error: cannot write here: {error.strerror or error}.\n")


def _end(code: int, said: str) -> None:
    """Say a last word where that is possible, and end without another one."""
    with contextlib.suppress(OSError):
        os.write(2, said.encode())
    os._exit(code)


if __name__ == "__main__":
    run()
