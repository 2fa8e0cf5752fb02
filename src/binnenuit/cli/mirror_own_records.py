"""An analyst's statistics as a table: one row for each number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from binnenuit.mirror.disclose.own import OwnScale

    Record: TypeAlias = dict[str, object]

_SHRUNK: Final = "mean drawn in by a random intercept, REML; interval by the same"
_AGREEMENT: Final = "rwg(j), uniform null, cut off at 0"


def own_records(scales: Sequence[OwnScale]) -> list[Record]:
    """Lay the statistics out: of the scale, then of its items, then of its groups."""
    return [
        record for scale in scales for record in (*_whole(scale), *_items(scale), *_groups(scale))
    ]


def _whole(scale: OwnScale) -> Iterator[Record]:
    yield _record(scale, "n", scale.n)
    yield _record(scale, "mean", scale.mean)
    yield _record(scale, "sd", scale.sd)
    for figure in scale.figures:
        yield _record(
            scale,
            figure.code,
            figure.value,
            interval=figure.interval,
            estimator=figure.estimator,
            reason=figure.reason.value,
        )


def _items(scale: OwnScale) -> Iterator[Record]:
    for item in scale.items:
        yield _record(scale, "n", item.n, item=item.code)
        yield _record(scale, "mean", item.mean, item=item.code)
        yield _record(scale, "sd", item.sd, item=item.code)
        yield _record(scale, "item_rest", item.item_rest, item=item.code)
        yield _record(scale, "alpha_if_dropped", item.alpha_if_dropped, item=item.code)


def _groups(scale: OwnScale) -> Iterator[Record]:
    for group in scale.groups:
        yield _record(scale, "n", group.n, group=group.group)
        yield _record(scale, "mean", group.mean, group=group.group)
        yield _record(
            scale,
            "shrunk",
            group.shrunk,
            group=group.group,
            interval=group.interval,
            estimator=_SHRUNK,
        )
        yield _record(scale, "agreement", group.agreement, group=group.group, estimator=_AGREEMENT)


def _record(  # noqa: PLR0913 - one argument for each column
    scale: OwnScale,
    figure: str,
    value: float | None,
    *,
    item: str = "",
    group: str = "",
    interval: tuple[float, float] | None = None,
    estimator: str = "",
    reason: str = "",
) -> Record:
    low, high = interval or (None, None)
    return {
        "scale": scale.code,
        "item": item,
        "group": group,
        "figure": figure,
        "value": value,
        "low": low,
        "high": high,
        "estimator": estimator,
        "reason": reason,
    }
