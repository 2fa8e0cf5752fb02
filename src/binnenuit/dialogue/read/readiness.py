"""The vote on readiness that comes with Binnenuit. It is not yet validated."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from binnenuit.dialogue.model.readiness import Readiness, ReadinessItem, ReadinessScale
from binnenuit.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def readiness() -> Readiness:
    """Return what is asked in a vote on readiness.

    Returns
    -------
    readiness
        Two scales of four statements, in Dutch and English: do we want to, are we able to. The same
        object each time.

    Notes
    -----
    Statements in words of our own, after the two sides that research on readiness for change tells
    apart (Weiner 2009). Nothing is known yet of how well they measure.
    """
    file = files("binnenuit.dialogue.read") / "readiness.yaml"
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Readiness(read["version"], tuple(map(_scale, read["scales"])))


def _scale(entry: Mapping[str, Any]) -> ReadinessScale:
    items = tuple(ReadinessItem(each["code"], _texts(each)) for each in entry["items"])
    return ReadinessScale(entry["code"], _texts(entry["name"]), items)


def _texts(entry: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({language: entry[language] for language in LANGUAGES})
