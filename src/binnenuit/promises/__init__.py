"""Promises: what happened to one, and how it stands today."""
