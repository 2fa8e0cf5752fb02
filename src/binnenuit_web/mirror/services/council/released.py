"""Every release of the mirror with its certificate: what stands at each group, and no figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from binnenuit.errors import InputError
from binnenuit.privacy import Ledger
from binnenuit.privacy.model import State
from binnenuit.privacy.releases.folder import read_ledger, read_release
from binnenuit_web.mirror.models import Layer, Round
from binnenuit_web.mirror.services.council.certificates import certificate
from binnenuit_web.mirror.services.gate import gate_name
from binnenuit_web.mirror.services.keys import keys_of
from binnenuit_web.mirror.services.rounds import questionnaire_of
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from binnenuit.mirror.model import Questionnaire
    from binnenuit_web.mirror.services.council.certificates import Attacked, Certificate
    from binnenuit_web.organisation.services import Turned
    from binnenuit_web.people.viewer import Viewer

__all__ = ["ReleasedLayer", "ReleasedRound", "ReleasedScale", "released"]


@dataclass(frozen=True)
class ReleasedScale:
    """One scale in one layer, as it was shown.

    Attributes
    ----------
    groups
        Names of the groups by what stands there; never a figure.
    attacked
        What the auditor says; None when the ledger cannot be read.
    numbers, hash
        Of its first and last entry in the ledger, and the hash of the last one.
    """

    code: str
    name: str
    groups: tuple[tuple[State, tuple[str, ...]], ...]
    attacked: Attacked | None
    numbers: tuple[int, int]
    hash: str

    @cached_property
    def _counted(self) -> Counter[State]:
        return Counter({state: len(names) for state, names in self.groups})

    @property
    def shown(self) -> int:
        return self._counted[State.SHOWN]

    @property
    def merged(self) -> int:
        return self._counted[State.MERGED]

    @property
    def withheld(self) -> int:
        return self._counted[State.SMALL]

    @property
    def protects(self) -> int:
        return self._counted[State.PROTECTS]


@dataclass(frozen=True)
class ReleasedLayer:
    """One layer: what was shown of it, what the gate refused, and its keys."""

    number: int
    customers: bool
    shown_on: date | None
    scales: tuple[ReleasedScale, ...]
    refused: tuple[str, ...]
    keys: tuple[Turned, ...]


@dataclass(frozen=True)
class ReleasedRound:
    """One round, its layers from the top; only those of which there is anything to tell."""

    id: int
    name: str
    k: int
    began_on: date
    ended_on: date | None
    stopped_on: date | None
    stop_reason: str
    layers: tuple[ReleasedLayer, ...]


def released(viewer: Viewer, language: str) -> tuple[ReleasedRound, ...]:
    """Everything that was shown of the mirror, the newest round first, for who watches over it."""
    if not viewer.may_audit:
        raise PermissionDenied
    folder, said = published(), certificate()
    shelf = _Shelf(folder, _ledger(folder), said, language)
    rounds = Round.objects.order_by("-pk").prefetch_related("layers__keys")
    return tuple(_round(row, shelf) for row in rounds)


@dataclass(frozen=True)
class _Shelf:
    """The releases of a folder, to look one up by round and scale."""

    folder: Path
    ledger: Ledger
    certificate: Certificate | None
    language: str

    @cached_property
    def places(self) -> dict[tuple[str, str], list[int]]:
        """Numbers of the entries about a round and scale; the first entry is number 1."""
        found = defaultdict(list)
        for number, entry in enumerate(self.ledger.entries, start=1):
            found[entry.publication.round, entry.publication.scale].append(number)
        return found

    def scales(self, round_name: str) -> list[str]:
        return [scale for name, scale in self.places if name == round_name]

    def groups(self, round_name: str, scale: str) -> tuple[tuple[State, tuple[str, ...]], ...]:
        found = read_release(self.folder, self.ledger, round_name, scale)
        records: list[dict[str, Any]] = found["groups"] if found else []
        return tuple(
            (state, tuple(each["group"] for each in records if each["state"] == state))
            for state in State
        )


def _ledger(folder: Path) -> Ledger:
    try:
        return read_ledger(folder)
    except InputError:
        return Ledger()  # the certificate says what is wrong with it


def _round(row: Round, shelf: _Shelf) -> ReleasedRound:
    layers = (_layer(layer, row, shelf) for layer in row.layers.all())
    return ReleasedRound(
        id=row.pk,
        name=row.name,
        k=row.k,
        began_on=row.began_on,
        ended_on=row.ended_on,
        stopped_on=row.stopped_on,
        stop_reason=row.stop_reason,
        layers=tuple(layer for layer in layers if layer.scales or layer.keys or layer.shown_on),
    )


def _layer(layer: Layer, row: Round, shelf: _Shelf) -> ReleasedLayer:
    asked = questionnaire_of(row)
    out = shelf.scales(gate_name(layer))
    own = [each for each in out if each.rpartition(".")[2] == str(layer.number)]
    order = list(asked.scale_by_code)
    own.sort(key=lambda scale: order.index(_code(scale)) if _code(scale) in order else len(order))
    return ReleasedLayer(
        number=layer.number,
        customers=layer.customers,
        shown_on=layer.shown_on,
        scales=tuple(_scale(each, layer, asked, shelf) for each in own),
        refused=tuple(
            _name(code, asked, shelf.language) for code, reason in layer.shown.items() if reason
        ),
        keys=keys_of(layer),
    )


def _scale(scale: str, layer: Layer, asked: Questionnaire, shelf: _Shelf) -> ReleasedScale:
    round_name, names = gate_name(layer), {each["id"]: each["name"] for each in layer.teams}
    numbers = shelf.places[round_name, scale]
    groups = shelf.groups(round_name, scale)
    return ReleasedScale(
        code=_code(scale),
        name=_name(scale, asked, shelf.language),
        groups=tuple((at, tuple(names.get(g, g) for g in found)) for at, found in groups if found),
        attacked=shelf.certificate.of(round_name, scale) if shelf.certificate else None,
        numbers=(numbers[0], numbers[-1]),
        hash=shelf.ledger.entries[numbers[-1] - 1].hash,
    )


def _code(scale: str) -> str:
    return scale.rpartition(".")[0] or scale


def _name(scale: str, asked: Questionnaire, language: str) -> str:
    """Name a scale as its readers know it; by its code when the round does not know it."""
    found = asked.scale_by_code.get(_code(scale)) or asked.scale_by_code.get(scale)
    return found.name.get(language, scale) if found else scale
