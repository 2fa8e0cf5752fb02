"""Promises: what the room does and who may see it."""
