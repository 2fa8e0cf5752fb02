"""Under which name a layer goes through the gate, and whether anything of it is out already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.errors import InputError
from binnenuit.mirror.disclose.layered import read_layer
from binnenuit.privacy.releases.folder import read_ledger
from binnenuit_web.mirror.services.frozen import frozen
from binnenuit_web.mirror.services.rounds import questionnaire_of
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from binnenuit_web.mirror.models import Layer

__all__ = ["gate_name", "is_out", "told_in"]


def gate_name(layer: Layer) -> str:
    """The name of its round, with the day behind it when it was opened again.

    Under one name the noise is one as well: the difference between two releases of one round would
    tell exactly who answered otherwise, once a backup from before the first was put back.
    """
    name = layer.round.name
    return f"{name} ({layer.reopened_on.isoformat()})" if layer.reopened_on else name


def is_out(layer: Layer) -> bool:
    """Whether figures of a layer were published; a ledger that cannot be read tells of none."""
    try:
        entries = read_ledger(published()).entries
    except InputError:
        return False
    told = (each.publication for each in entries)
    name, number = gate_name(layer), str(layer.number)
    return any(each.round == name and each.scale.rpartition(".")[2] == number for each in told)


def told_in(layer: Layer) -> dict[str, str]:
    """The scales of a layer that can be read back from what was published, as ``Layer.shown``."""
    asked, teams = questionnaire_of(layer.round), frozen(layer)
    name, number = gate_name(layer), layer.number
    told = read_layer(published(), asked, round_name=name, layer=number, teams=teams)
    return {each.scale.rpartition(".")[0]: "" for each in told}
