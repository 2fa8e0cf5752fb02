"""A release as it stands in ``release.json``, for readers outside and for the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.ledger.ledger import Entry
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.released import Group, ItemFigures


def record(
    groups: Sequence[Group],
    entries: Sequence[Entry],
    kept: Kept,
    *,
    whole: Mapping[str, Disclosed[float]] | None = None,
) -> dict[str, Any]:
    """Write down what is shown about one scale in one round.

    Parameters
    ----------
    groups, entries
        Of a release, or of what was regrouped.
    kept
        What the release kept.
    whole
        Figures about everybody together, when there are any.

    Returns
    -------
    record
        Every group, with the name of the group whose score (``figure_of``) and single items
        (``items_of``) stand there: its own, a merged group's or none. ``n_band`` and ``rest_band``
        are about the score. A figure that is withheld is not there. ``ledger``: the hash of the
        last entry about it, and of the entry before the first. ``large`` (only where it is so): 30
        people or more are behind the single items. ``whole`` (only when there are any): figures
        about everybody together.

    Notes
    -----
    Every item of every group is computed: about fifty microseconds each.
    """
    made: dict[str, Any] = {
        "round": kept.round,
        "scale": kept.scale.code,
        "k": kept.k,
        "k_items": kept.k_items,
        "lowest": kept.scale.lowest,
        "options": kept.scale.options,
        "groups": [_group(group) for group in groups],
        "ledger": {"hash": entries[-1].hash, "previous": entries[0].previous},
    }
    if whole:
        made["whole"] = {name: _banded(figure) for name, figure in whole.items()}
    return made


def _group(group: Group) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    if group.score.is_shown:
        figures["score"] = _figure(group.score)
    if group.place_of_items.figure_of:
        figures["items"] = {
            code: _item(item) for code, item in group.items.items() if item.mean.is_shown
        }
    if group.breakdown:
        figures["breakdown"] = {
            attribute: {category: _banded(figure) for category, figure in categories.items()}
            for attribute, categories in group.breakdown.items()
        }
    made: dict[str, Any] = {
        "group": group.name,
        "parent": group.parent,
        "state": group.state.value,
        "figure_of": group.place.figure_of,
        "items_of": group.place_of_items.figure_of,
        "n_band": group.n_band,
        "rest_band": group.rest_band,
        "unchanged": group.unchanged,
        "figures": figures,
    }
    if group.large:
        made["large"] = True
    return made


def _item(item: ItemFigures) -> dict[str, Any]:
    return {
        "mean": _figure(item.mean),
        "favourable": _figure(item.favourable),
        "shares": [_figure(share) for share in item.shares],
    }


def _banded(figure: Disclosed[float]) -> dict[str, Any]:
    return {**_figure(figure), "n_band": figure.n_band}


def _figure(figure: Disclosed[float]) -> dict[str, Any]:
    low, high = figure.interval or (None, None)
    return {"value": figure.value, "bound": figure.bound.value, "low": low, "high": high}
