"""The invented organisation: written as files, and read through the same readers as a real one."""

from binnenuit_web.demo.load import load

__all__ = ["load"]
