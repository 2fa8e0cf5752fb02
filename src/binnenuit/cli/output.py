"""What every command shares: its options, its progress, and where its answer goes."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from binnenuit.language import LANGUAGES
from binnenuit.tables import write_records
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from binnenuit.findings import Finding

F = TypeVar("F", bound="Callable[..., Any]")


@dataclass(frozen=True)
class Output:
    """Where the answer goes and in which language.

    Attributes
    ----------
    as_json
        Print one JSON object instead of a table.
    file
        Write the answer there as well; its extension says how.
    """

    as_json: bool
    file: Path | None
    language: str

    def write(self, answer: Mapping[str, object], records: Sequence[Mapping[str, object]]) -> None:
        """Write ``answer`` as JSON, or ``records`` as a table, as far as it was asked for."""
        if self.file is not None and self.file.suffix.lower() == ".json":
            with whole_file(self.file) as file:
                file.write_text(_as_json(answer) + "\n", encoding="utf-8")
        elif self.file is not None:
            write_records(self.file, records, language=self.language)
        if self.as_json:
            click.echo(_as_json(answer))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say the findings below the table."""
        console = as_wide_as_a_table(stderr=True)
        for finding in findings:
            place = finding.file + (f":{finding.row}" if finding.row else "")
            text = finding.sentence.say(self.language)
            console.print(f"- {place}: {text}" if place else f"- {text}", markup=False)


def as_wide_as_a_table(*, stderr: bool = False) -> Console:
    """Make a console of the width of its terminal; 120 where there is none, so that tables fit."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else 120)


def _as_json(answer: Mapping[str, object]) -> str:
    # without indents: those take ten times as long, half a minute for ten thousand teams
    return json.dumps(answer, ensure_ascii=False, allow_nan=False)


def output_options(command: F) -> F:
    """Add ``--json``, ``--out`` and ``--language`` to a command."""
    for option in (
        click.option(
            "--language", type=click.Choice(LANGUAGES), default=None, help="Language of the answer."
        ),
        click.option(
            "--out",
            type=click.Path(dir_okay=False, path_type=Path),
            default=None,
            help="Also write to FILE: .json .csv .parquet .xlsx or .html.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    ):
        command = option(command)
    return command


def spoken_language(arguments: Sequence[str] = ()) -> str:
    """Tell the reader's language: as asked with ``--language``, else that of the environment."""
    words = [word for argument in arguments for word in argument.split("=")]
    for option, value in pairwise(words):
        if option == "--language" and value in LANGUAGES:
            return value
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "nl" if locale.startswith("nl") else "en"


class LateProgress:
    """A progress bar that appears on a terminal after a second; what is quick needs none."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._is_terminal = console.is_terminal
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._began = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._bar.live.is_started:  # otherwise it ends with an empty line
            self._bar.stop()

    def task(self, name: str) -> Callable[[float], None]:
        """Begin a task; the answer takes how much of it is done, 0 to 1."""
        task = self._bar.add_task(name, total=1.0)

        def advance(done: float) -> None:
            if self._is_terminal and monotonic() - self._began > 1.0:
                self._bar.start()
            self._bar.update(task, completed=done)

        return advance
