"""The program ``binnenuit``: its commands, and what it does when something goes wrong."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

import click

from binnenuit import __version__
from binnenuit.cli.output import spoken_language
from binnenuit.errors import BinnenuitError

BAD_INPUT: Final = 2
# Each in its own module, imported when it is called: numpy alone takes half a second.
OURS: Final = {
    "chain": "binnenuit.cli.chain",
    "mirror": "binnenuit.cli.mirror",
    "dialogue": "binnenuit.cli.dialogue",
    "audit": "binnenuit.cli.audit",
}


class Program(click.Group):
    """Our own commands, and those that other packages add through an entry point."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """Name all commands."""
        return [*OURS, *added()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Find one command by its name."""
        if cmd_name in OURS:
            command: click.Command = getattr(import_module(OURS[cmd_name]), cmd_name)
            return command
        return added().get(cmd_name)


def added() -> dict[str, click.Command]:
    """Return the commands of other packages by name."""
    groups = (entry.load() for entry in entry_points(group="binnenuit.commands"))
    return {command.name: command for group in groups for command in group}


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="binnenuit")
def program() -> None:
    """For whom do you work? Customers pay you, not your boss."""


def main() -> None:
    """Run the program; what the reader can mend ends with one sentence and code 2."""
    try:
        program()
    except BinnenuitError as error:
        click.echo(error.say(spoken_language(sys.argv)), err=True)
        sys.exit(BAD_INPUT)
