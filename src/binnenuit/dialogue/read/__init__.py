"""Conversations in the CSV format of Polis, and the bank of core questions."""

from binnenuit.dialogue.read.polis import read_polis
from binnenuit.dialogue.read.write_polis import write_polis

__all__ = ["read_polis", "write_polis"]
