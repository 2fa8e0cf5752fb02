"""The program ``binnenuit``: its commands, and what it does when something goes wrong."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import click

from binnenuit import __version__
from binnenuit.cli.chain import chain
from binnenuit.cli.output import spoken_language
from binnenuit.errors import BinnenuitError

if TYPE_CHECKING:
    from collections.abc import Iterable

BAD_INPUT = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="binnenuit")
def program() -> None:
    """For whom do you work? Customers pay you, not your boss."""


def commands() -> Iterable[click.Command]:
    """Yield our own commands, then those that other packages add."""
    yield chain
    for entry in entry_points(group="binnenuit.commands"):
        yield from entry.load()


def main() -> None:
    """Run the program; what the reader can mend ends with one sentence and code 2."""
    for command in commands():
        program.add_command(command)
    try:
        program(standalone_mode=True)
    except BinnenuitError as error:
        click.echo(error.say(spoken_language(sys.argv)), err=True)
        sys.exit(BAD_INPUT)
