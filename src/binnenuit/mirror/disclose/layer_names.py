"""Names of one layer in the gate: each layer has its own series over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.mirror.model import Scored
    from binnenuit.privacy import ItemFigures, ReadBack


def in_layer(scale: Scored, layer: int) -> Scored:
    """Name a scale as the gate knows it in a layer: “A.2” for scale A in layer 2.

    Its items too: the gate refuses an item in two scales of a round, as one score could be taken
    from the other. Here that cannot be: each ballot counts in one layer, so no two of these scales
    share an answer; and about leaders of another layer it is another question.
    """
    items = tuple(replace(item, code=f"{item.code}.{layer}") for item in scale.items)
    return replace(scale, code=f"{scale.code}.{layer}", items=items)


def as_asked(shown: ReadBack) -> ReadBack:
    """Give items the codes with which they were asked; the scale keeps the name of its layer."""
    groups = (replace(each, items=_Plain(each.items)) for each in shown.groups)
    scale = replace(shown.scale, items=tuple(map(_plain, shown.scale.items)))
    return replace(shown, groups=tuple(groups), scale=scale)


@dataclass(frozen=True)
class _Plain(Mapping[str, "ItemFigures"]):
    """Items by the code with which they were asked; each is read when somebody looks at it."""

    inside: Mapping[str, ItemFigures]

    def __getitem__(self, code: str) -> ItemFigures:
        return self.inside[self._names[code]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self.inside)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {_plain(code): code for code in self.inside}


def _plain(code: str) -> str:
    return code.rpartition(".")[0]
