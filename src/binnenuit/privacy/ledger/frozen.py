"""What is fixed in a round once a figure of it is out: answers, numbers promised, and items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.errors import ArgumentError
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.ledger.publication import Publication

_FURTHER: Final = "further "
MOST_ATTRIBUTES: Final = 3
"""Further attributes are attacked one by one; three of them at most can be laid side by side."""


def check_frozen(published: Sequence[Publication], wanted: Publication) -> None:
    """Raise when ``wanted`` changes what is fixed in its round.

    Parameters
    ----------
    published
        What was published about the same round, about any scale.
    wanted
        What is to follow it.

    Raises
    ------
    ArgumentError
        ``privacy.promise-changed``: the round opened with another number of people;
        ``privacy.item-in-two-scales``: another scale holds one of its items, so that one score
        could be taken from the other; ``privacy.answers-changed``: these are other answers;
        ``privacy.k-changed``: other sums are held to another number of people;
        ``privacy.too-many-attributes``: more than three further attributes about one scale.

    Notes
    -----
    Linear in publications and items.
    """
    for earlier in published:
        _check_promise(earlier, wanted)
        if earlier.scale == wanted.scale:
            _check_answers(earlier, wanted)
        else:
            _check_items(earlier, wanted)
        if earlier.kind == wanted.kind and (
            earlier.scale == wanted.scale or wanted.kind == "items"
        ):
            _check_k(earlier, wanted)
    _check_attributes([earlier for earlier in published if earlier.scale == wanted.scale], wanted)


def _check_promise(earlier: Publication, wanted: Publication) -> None:
    if earlier.promise != wanted.promise:
        raise ArgumentError(
            "privacy.promise-changed",
            sentence(
                "In {round}, sums of at least {promised} people were promised and figures were "
                "published; now {promise} is given for {scale}. One round has one promise: open it "
                "with {promised}, or ask again in a new round.",
                round=wanted.round,
                promised=earlier.promise,
                promise=wanted.promise,
                scale=wanted.scale,
            ),
        )


def _check_items(earlier: Publication, wanted: Publication) -> None:
    shared = sorted(set(earlier.items) & set(wanted.items))
    if shared:
        raise ArgumentError(
            "privacy.item-in-two-scales",
            sentence(
                "In {round}, the scale {scale} holds items of the scale {earlier}, of which "
                "figures were published: {items}. Whoever takes one score from the other could "
                "learn about fewer people than promised. Leave these items to {earlier}.",
                round=wanted.round,
                scale=wanted.scale,
                earlier=earlier.scale,
                items=listed(shared),
            ),
        )


def _check_answers(earlier: Publication, wanted: Publication) -> None:
    same_kind = earlier.kind == wanted.kind
    by_other = same_kind and earlier.by_attribute != wanted.by_attribute
    if earlier.answers != wanted.answers or earlier.items != wanted.items or by_other:
        raise ArgumentError(
            "privacy.answers-changed",
            sentence(
                "Figures about {scale} in {round} were already published, and these are other "
                "answers. A closed round stays closed: take the answers as they were, or ask again "
                "in a new round.",
                round=wanted.round,
                scale=wanted.scale,
            ),
        )


def _check_k(earlier: Publication, wanted: Publication) -> None:
    one_number = earlier.scale == wanted.scale or wanted.kind == "items"
    if one_number and earlier.kind == wanted.kind and earlier.k != wanted.k:
        raise ArgumentError(
            "privacy.k-changed",
            sentence(
                "When {round} opened, the smallest number of people was fixed at {fixed}; now {k} "
                "is given. Keep {fixed}; another number can be chosen when the next round opens.",
                round=wanted.round,
                fixed=earlier.k,
                k=wanted.k,
            ),
        )


def _check_attributes(published: Sequence[Publication], wanted: Publication) -> None:
    """Count further attributes over all releases: the next one may be asked for on its own."""
    kinds = {earlier.kind for earlier in published if earlier.kind.startswith(_FURTHER)}
    if (
        wanted.kind.startswith(_FURTHER)
        and wanted.kind not in kinds
        and len(kinds) >= MOST_ATTRIBUTES
    ):
        raise ArgumentError(
            "privacy.too-many-attributes",
            sentence(
                "Figures about {scale} in {round} were already broken down by {number} further "
                "attributes. Beside one another, more of them could tell about too few people. "
                "Leave out what was not published before.",
                scale=wanted.scale,
                round=wanted.round,
                number=len(kinds),
            ),
        )
