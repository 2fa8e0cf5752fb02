"""This happened: taps and weeks, walks to a source, and for whom a thing is."""

from __future__ import annotations

__all__: list[str] = []
