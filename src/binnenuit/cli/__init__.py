"""The command line: arguments in, tables out. Other houses add commands through an entry point."""

from binnenuit.cli.program import main

__all__ = ["main"]
