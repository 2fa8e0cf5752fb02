"""The command line as people call it: in this process, or in one of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from binnenuit.cli import main


def started(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Start the program as a shell does; that takes a second longer than calling it."""
    command = [sys.executable, "-m", "binnenuit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


def binnenuit(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Call the program where we are; what it writes and ends with is as in a process of its own."""
    command = ["binnenuit", *map(str, arguments)]
    code: object = None
    with (
        redirect_stdout(io.StringIO()) as said,
        redirect_stderr(io.StringIO()) as complained,
        pytest.MonkeyPatch.context() as called,
    ):
        called.setattr(sys, "argv", command)
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert code is None or isinstance(code, int)
    return subprocess.CompletedProcess(command, code or 0, said.getvalue(), complained.getvalue())
