"""One layer read back from what was released of it; no figure is made again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from binnenuit.mirror.disclose.layer_names import as_asked, in_layer
from binnenuit.mirror.disclose.publishing import told_of
from binnenuit.organisation.model import PersonId
from binnenuit.privacy import read_back
from binnenuit.privacy.releases.folder import read_ledger, read_release
from binnenuit.privacy.rounds.layers import team_of_group

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.model import Questionnaire
    from binnenuit.organisation.model import Organisation, TeamId
    from binnenuit.privacy import Disclosed, Ledger, ReadBack


def read_layer(
    folder: Path,
    questionnaire: Questionnaire,
    *,
    round_name: str,
    layer: int,
    teams: Organisation,
) -> tuple[Told, ...]:
    """Read back what is out of one layer; no figure is made again.

    Parameters
    ----------
    folder, questionnaire, round_name, layer
        As for ``publish_layer``.
    teams
        As they stood when the layer opened; people need not be there.

    Returns
    -------
    told
        By scale, in the order of the questionnaire; items by the codes with which they were asked.
        Empty while nothing is out. Scales about leaders and own teams tell of the teams that were
        asked about, and of those above them with everything of this layer below them.

    Raises
    ------
    LedgerError
        As ``read_ledger`` and ``read_back``.

    Notes
    -----
    Reads the ledger, the head of every release, and the releases of the layer; where the spread is
    withheld, also earlier ones about the same scale.
    """
    out = _Out(folder, read_ledger(folder), round_name, teams)
    codes = (in_layer(scale, layer).code for scale in questionnaire.scales)
    return tuple(told for told in map(out.told, codes) if told is not None)


@dataclass(frozen=True)
class _Out:
    """What is out of one round."""

    folder: Path
    ledger: Ledger
    round: str
    teams: Organisation

    def told(self, code: str) -> Told | None:
        """Tell of one scale in one layer; None when it is not out."""
        record = read_release(self.folder, self.ledger, self.round, code)
        if record is None:
            return None
        shown = as_asked(read_back(record, self.ledger))
        spread = shown.whole["spread"] or self._earlier_spread(shown)
        return told_of(shown, record["k"], self._teams_of(shown), spread)

    def _teams_of(self, shown: ReadBack) -> dict[str, tuple[TeamId, bool]]:
        """Tell which team a group stands for; with layers below it when a group is below it."""
        above = {group.parent for group in shown.groups}
        names = [group.name for group in shown.groups if group.name in self._team_of_group]
        return {name: (self._team_of_group[name], name in above) for name in names}

    @cached_property
    def _team_of_group(self) -> dict[str, TeamId]:
        everywhere = {PersonId(team): team for team in self.teams.team_by_id}
        found = team_of_group(self.teams, everywhere)
        return {name: team for name, (team, _) in found.items()}

    def _earlier_spread(self, shown: ReadBack) -> Disclosed[float]:
        """Find the spread that was shown last; how far people lie apart changes little."""
        told = (entry.publication for entry in self.ledger.entries)
        rounds = list(dict.fromkeys(each.round for each in told if each.scale == shown.scale.code))
        for name in reversed(rounds[: rounds.index(shown.round)]):
            record = read_release(self.folder, self.ledger, name, shown.scale.code)
            spread = None if record is None else read_back(record, self.ledger).whole["spread"]
            if spread:
                return spread
        return shown.whole["spread"]
