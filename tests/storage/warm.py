"""Processes of their own that find the libraries loaded: each would need a second to load them.

One process loads what the product is built on, and none of the web house, whose settings are those
of an installation. For each program that is asked for it makes a copy of itself, which gets the
arguments, the environment and the files of that program and ends as any Python process ends.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[2]
_LOADED: Final = (
    *("numpy", "scipy.optimize", "scipy.sparse", "duckdb", "openpyxl", "lxml.etree", "psycopg"),
    *("fido2.server", "requests", "PIL.Image", "cryptography", "rich.progress", "rich.table"),
    *("django.contrib.auth", "django.core.management", "django.db.backends.sqlite3.base"),
    *("binnenuit.privacy", "binnenuit.tables", "binnenuit.cli.program"),
)
_STREAMS: Final = ("in", "out", "err")


def run(
    arguments: tuple[str, ...], environment: Mapping[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run ``python ARGUMENTS``, which are ``-c CODE ...`` or ``-m MODULE ...``, to its end."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in _STREAMS]
        files[0].write_text(given, encoding="utf-8")
        code = _answer([arguments, dict(environment), [str(file) for file in files]])
        _, said, complained = (file.read_text(encoding="utf-8") for file in files)
    return subprocess.CompletedProcess(arguments, code, said, complained)


def _answer(asked: object) -> int:
    mother = _mother()
    assert mother.stdin is not None
    assert mother.stdout is not None
    try:
        print(json.dumps(asked), file=mother.stdin, flush=True)
        return int(mother.stdout.readline())
    except BaseException:  # a test that takes too long, too: the next one begins anew
        mother.kill()
        _mother.cache_clear()
        raise


@cache
def _mother() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.warm"]
    mother = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(mother.communicate)  # closes its input, with which it ends
    return mother


def _load() -> None:
    for name in _LOADED:
        with suppress(ImportError):  # not everything is everywhere
            import_module(name)


def _child() -> list[str] | None:
    """Make a child for each line; return its arguments there, and here nothing at the end."""
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            return _become(*json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  the answer
    return None


def _become(arguments: list[str], environment: dict[str, str], files: list[str]) -> list[str]:
    os.environ.clear()
    os.environ.update(environment)
    for number, file in enumerate(files):
        opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  not what was read ahead
    return arguments


def _start(how: str, what: str, *arguments: str) -> None:
    sys.argv = [how, *arguments]
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})  # noqa: S102  as python -c does


if __name__ == "__main__":
    _load()
    if (called := _child()) is not None:
        _start(*called)
