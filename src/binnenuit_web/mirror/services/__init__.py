"""The mirror: rounds from the top down, ballots that nobody can join to a person, and figures."""

from __future__ import annotations
