"""Binnenuit, from the inside out: who brings whose money, and what does each give in return."""

__version__ = "0.1.0"
