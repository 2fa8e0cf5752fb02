"""Conversations in the CSV format of Polis, and the bank of core questions."""
