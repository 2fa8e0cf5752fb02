"""Figures again from a release as it was written: what is out may be seen as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from binnenuit.errors import LedgerError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.figures.seal import SHOWN, disclose, withhold
from binnenuit.privacy.model import State
from binnenuit.privacy.releases.attributes import FURTHER
from binnenuit.privacy.releases.released import Group, ItemFigures, Place
from binnenuit.privacy.releases.whole import STATISTICS, WHOLE
from binnenuit.privacy.rounds.moments import AND
from binnenuit.privacy.rounds.standing import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.ledger.ledger import Entry, Ledger

_DAMAGED: Final = (KeyError, TypeError, ValueError, AttributeError, StopIteration)


@dataclass(frozen=True, eq=False)
class ReadBack:
    """What a release shows, read from how it was written down.

    Attributes
    ----------
    round
        Name of the round.
    scale
        What was asked.
    groups
        As in the release. Where single items are withheld and the score is not, the file does not
        tell why: they are small when the band of people begins below ``k_items``. Where they stand
        for a group that shows no score, their own band is told as ``10+``.
    whole
        Figures about everybody together, all of ``STATISTICS``: one that is not in the file is
        withheld, because small when there are none at all.
    """

    round: str
    scale: Scale
    groups: tuple[Group, ...]
    whole: Mapping[str, Disclosed[float]]


def read_back(record: Mapping[str, Any], ledger: Ledger) -> ReadBack:
    """Give the figures of a release that is out.

    Parameters
    ----------
    record
        As ``record`` wrote it, or ``publish_once`` gave it.
    ledger
        Of the folder in which it was published.

    Returns
    -------
    shown
        Writing it down again gives the same record.

    Raises
    ------
    LedgerError
        ``privacy.release-not-in-ledger``: the ledger does not know it, or not all of its groups;
        ``privacy.release-damaged``: it is not what was written.

    Notes
    -----
    The ledger knows who is behind figures and not the figures, so whoever changes the file changes
    what is read. Linear in groups; a single item is read when somebody looks at it.
    """
    try:
        reader = _Reader(record, ledger)
        return ReadBack(
            record["round"],
            reader.scale,
            tuple(map(reader.group, record["groups"])),
            MappingProxyType(reader.whole(record.get("whole") or {})),
        )
    except _DAMAGED as error:
        raise LedgerError(
            "privacy.release-damaged",
            sentence(
                "The release of {scale} in {round} is not as it was written. Put it back from a "
                "backup.",
                scale=str(record.get("scale")),
                round=str(record.get("round")),
            ),
        ) from error


class _Reader:
    """Reads the groups of one release."""

    def __init__(self, record: Mapping[str, Any], ledger: Ledger) -> None:
        self._record = record
        self._own = _own(record, ledger)
        self._bands = {g["figure_of"]: g["n_band"] for g in record["groups"] if g["figure_of"]}

    @property
    def scale(self) -> Scale:
        record, items = self._record, self._own[0].publication.items
        return Scale(record["scale"], items, record["lowest"], record["options"])

    def group(self, record: Mapping[str, Any]) -> Group:
        state, figures = State(record["state"]), record["figures"]
        items_state = self._state_of_items(record, state)
        place, items = self._place(record, state), self._place_of_items(record, items_state)
        return Group(
            name=record["group"],
            parent=record["parent"],
            place=place,
            place_of_items=items,
            score=self._figure(figures.get("score"), place, "scores"),
            items=_Items(self, figures.get("items", {}), items),
            breakdown=self._breakdown(figures.get("breakdown", {}), place),
            unchanged=record["unchanged"],
            large=record.get("large", False),
        )

    def whole(self, figures: Mapping[str, Any]) -> dict[str, Disclosed[float]]:
        absent = State.PROTECTS if figures else State.SMALL
        found = dict.fromkeys(STATISTICS, withhold(absent))
        for name, figure in figures.items():
            found[name] = self.sealed(figure, State.SHOWN, figure["n_band"], (WHOLE, name))
        return found

    def item(self, record: Mapping[str, Any], place: Place) -> ItemFigures:
        about = ("items", place.figure_of)
        mean, favourable, *shares = (
            self.sealed(figure, place.state, place.n_band, about)
            for figure in (record["mean"], record["favourable"], *record["shares"])
        )
        return ItemFigures(mean, favourable, tuple(shares))

    def sealed(
        self, figure: Mapping[str, Any], state: State, n_band: str, about: tuple[str, str]
    ) -> Disclosed[float]:
        """Make a figure of what is written, when the ledger knows whose it is."""
        ends = None if figure["low"] is None else (figure["low"], figure["high"])
        bound = Bound(figure["bound"])
        return disclose(
            figure["value"],
            n_band,
            entries=(self._entry(*about),),
            state=state,
            interval=ends,
            bound=bound,
        )

    def _entry(self, kind: str, name: str) -> str:
        for entry in self._own:
            if entry.publication.kind == kind and name in entry.publication.sets:
                return entry.hash
        raise _unknown(self._record)

    def _figure(
        self, figure: Mapping[str, Any] | None, place: Place, kind: str
    ) -> Disclosed[float]:
        if figure is None:
            if place.state in SHOWN:
                raise ValueError(place)
            return withhold(place.state)
        return self.sealed(figure, place.state, place.n_band, (kind, place.figure_of))

    def _breakdown(
        self, attributes: Mapping[str, Any], place: Place
    ) -> Mapping[str, Mapping[str, Disclosed[float]]]:
        found = {}
        for attribute, categories in attributes.items():
            further = f"{FURTHER}{attribute}"
            kinds = {entry.publication.kind for entry in self._own}
            kind = further if further in kinds else "breakdown"
            found[attribute] = MappingProxyType(
                {
                    category: self.sealed(
                        figure,
                        place.state,
                        figure["n_band"],
                        (kind, f"{place.figure_of} | {category}"),
                    )
                    for category, figure in categories.items()
                }
            )
        return MappingProxyType(found)

    def _place(self, record: Mapping[str, Any], state: State) -> Place:
        of = record["figure_of"]
        words = said(state, of.split(AND), k=self._record["k"])
        return Place(state, words, of, record["n_band"], record["rest_band"])

    def _place_of_items(self, record: Mapping[str, Any], state: State) -> Place:
        of, k = record["items_of"], self._record["k_items"]
        words = said(state, of.split(AND), k=k)
        band = self._bands.get(of, f"{k}+") if of else ""
        rest = record["rest_band"] if of and of == record["figure_of"] else None
        return Place(state, words, of, band, rest)

    def _state_of_items(self, record: Mapping[str, Any], state: State) -> State:
        if record["items_of"]:
            return State.SHOWN if record["items_of"] == record["group"] else State.MERGED
        if state not in SHOWN:
            return state
        fewest = int(record["n_band"].rstrip("+").split("-")[0])
        return State.SMALL if fewest < self._record["k_items"] else State.PROTECTS


class _Items(Mapping[str, ItemFigures]):
    """The items of one group, by their codes; withheld where the group shows none."""

    __slots__ = ("_codes", "_place", "_reader", "_records")

    def __init__(self, reader: _Reader, records: Mapping[str, Any], place: Place) -> None:
        self._reader = reader
        self._records = records
        self._place = place
        self._codes = reader.scale.items

    def __getitem__(self, item: str) -> ItemFigures:
        if item not in self._codes:
            raise KeyError(item)
        if item in self._records:
            return self._reader.item(self._records[item], self._place)
        hidden = self._place.state if self._place.state not in SHOWN else State.SMALL
        withheld: Disclosed[float] = withhold(hidden)
        return ItemFigures(withheld, withheld, ())

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def _own(record: Mapping[str, Any], ledger: Ledger) -> list[Entry]:
    """Find the entries of a release, the latest first: from the one after ``previous`` on."""
    place = {entry.hash: number for number, entry in enumerate(ledger.entries)}
    told = record["ledger"]
    before = place.get(told["previous"], -1 if not told["previous"] else None)
    last = place.get(told["hash"])
    if before is None or last is None or before + 1 >= len(ledger.entries):
        raise _unknown(record)
    # What was published before is not written down again: then the last is older than the first.
    numbers = range(before + 1, last + 1) if before < last else (last, before + 1)
    entries = (ledger.entries[number] for number in reversed(numbers))
    about = (record["round"], record["scale"])
    own = [e for e in entries if (e.publication.round, e.publication.scale) == about]
    if not own:
        raise _unknown(record)
    return own


def _unknown(record: Mapping[str, Any]) -> LedgerError:
    return LedgerError(
        "privacy.release-not-in-ledger",
        sentence(
            "The ledger does not know all that the release of {scale} in {round} shows: it is of "
            "another folder, or was changed. Put release and ledger back from one backup.",
            scale=str(record["scale"]),
            round=str(record["round"]),
        ),
    )
