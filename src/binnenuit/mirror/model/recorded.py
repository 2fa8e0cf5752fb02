"""A questionnaire as plain lists and words, to be kept beside a round as it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.model.questionnaire import (
    About,
    Item,
    Kind,
    Questionnaire,
    Scored,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def record(questionnaire: Questionnaire) -> dict[str, Any]:
    """Lay a questionnaire down in words, numbers, lists and keys only, as JSON takes them."""
    return {
        "version": questionnaire.version,
        "scales": [_scale_record(scale) for scale in questionnaire.scales],
    }


def from_record(recorded: Mapping[str, Any]) -> Questionnaire:
    """Read back what ``record`` laid down; the same questionnaire.

    Raises
    ------
    ArgumentError
        ``mirror.broken-record``: something lacks, or is not what it should be.
    """
    try:
        scales = tuple(_scale(each) for each in recorded["scales"])
        return Questionnaire(str(recorded["version"]), scales)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArgumentError(
            "mirror.broken-record",
            sentence(
                "The questionnaire that was kept with this round is damaged. Restore it from a "
                "backup."
            ),
        ) from error


def _scale_record(scale: Scored) -> dict[str, Any]:
    return {
        "code": scale.code,
        "name": dict(scale.name),
        "kind": scale.kind.value,
        "about": scale.about.value,
        "words": scale.words.value,
        "lowest": scale.lowest,
        "options": scale.options,
        "items": [
            {
                "code": item.code,
                "text": dict(item.text),
                "own_text": dict(item.own_text),
                "reversed": item.reversed,
                "pulse": item.pulse,
            }
            for item in scale.items
        ],
    }


def _scale(kept: Mapping[str, Any]) -> Scored:
    return Scored(
        code=kept["code"],
        name=dict(kept["name"]),
        kind=Kind(kept["kind"]),
        about=About(kept["about"]),
        items=tuple(_item(each) for each in kept["items"]),
        lowest=int(kept["lowest"]),
        options=int(kept["options"]),
        words=Words(kept["words"]),
    )


def _item(kept: Mapping[str, Any]) -> Item:
    return Item(
        kept["code"],
        dict(kept["text"]),
        bool(kept["reversed"]),
        dict(kept["own_text"]),
        bool(kept["pulse"]),
    )
