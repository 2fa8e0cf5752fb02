"""What stands on the page of one team, as one viewer may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.privacy.model import State

if TYPE_CHECKING:
    from binnenuit.organisation.model import TeamId
    from binnenuit_web.mirror.services.seeing.above import Above
    from binnenuit_web.mirror.services.seeing.apart import Apart
    from binnenuit_web.mirror.services.seeing.figures import Figure
    from binnenuit_web.mirror.services.seeing.own import Beside
    from binnenuit_web.promises.services import Shown

_MOST: Final = 2


@dataclass(frozen=True)
class Leading:
    """How who leads is seen on one scale.

    Attributes
    ----------
    items
        Its single questions, where they are shown of the same people. ``words`` say of how many
        these are, or why there are none.
    shared
        Its single questions, where they are one figure of more teams.
    """

    whole: Beside
    items: tuple[Beside, ...]
    shared: tuple[Figure, ...]
    words: str


@dataclass(frozen=True)
class Served:
    """How a team is seen by those it works for, in one layer; ``customers``: they pay."""

    figure: Figure
    number: int
    customers: bool


@dataclass(frozen=True)
class Behaviour:
    """One thing a leader may choose, in words about himself."""

    code: str
    text: str


@dataclass(frozen=True)
class Earlier:
    """The same team in an earlier round."""

    round: str
    layer: int


@dataclass(frozen=True)
class TeamPage:
    """Everything that one viewer may read about one team in one layer.

    Attributes
    ----------
    leader
        Name of who leads; empty when nobody does or he is no longer here.
    waits
        Why there are no figures for this viewer yet; empty when there are.
    asks_own_view
        He leads, the round runs, and he did not say yet how he sees it himself.
    above
        The page of the viewer's own leader, read before this one.
    valued
        What stands highest, in words; empty when nothing stands above the middle. ``in_questions``:
        these are single questions, and not whole scales.
    leading
        How the leader is seen: each scale with its questions, with his own view if he looks.
    talk
        Why there is a talk and no figure about who leads.
    everybody
        What all leaders of this layer get together, where no figure of his own is shown.
    team_figures
        What the team says about itself and its work.
    served
        How those for whom it works see it.
    apart
        Mine, handed down, cannot tell yet; for the leader alone.
    behaviours
        Of which he may choose one.
    """

    layer: int
    number: int
    round: str
    team: TeamId
    name: str
    leader: str
    is_mine: bool
    is_below: bool
    customers: bool
    waits: str
    asks_own_view: bool
    may_look: bool
    has_looked: bool
    above: Above | None
    valued: tuple[str, ...]
    in_questions: bool
    leading: tuple[Leading, ...]
    talk: str
    everybody: Figure | None
    team_figures: tuple[Figure, ...]
    served: tuple[Served, ...]
    apart: Apart | None
    behaviours: tuple[Behaviour, ...]
    promised: tuple[Shown, ...]
    earlier: tuple[Earlier, ...]

    @property
    def is_open(self) -> bool:
        return not self.waits and not self.asks_own_view

    @property
    def stands_out(self) -> bool:
        """Whether its title says what stands highest: to who leads it, where something does."""
        return self.is_mine and bool(self.valued)

    @property
    def otherwise(self) -> tuple[str, ...]:
        """Where a leader's own view clearly differs from that of his people, the first two."""
        rows = [row for each in self.leading for row in (*each.items, each.whole)]
        return tuple(row.figure.label for row in rows if row.is_clear)[:_MOST]

    @property
    def told_of_team(self) -> tuple[Figure, ...]:
        """What the team says of itself, but for what is told in one sentence."""
        said = self.too_small
        return tuple(each for each in self.team_figures if each.name not in said)

    @property
    def too_small(self) -> tuple[str, ...]:
        """Names of what too few answered of all that the team says of itself: said once."""
        small = tuple(each.name for each in self.team_figures if each.state is State.SMALL)
        return small if len(small) > 1 else ()

    @property
    def on_paper(self) -> tuple[Figure, ...]:
        """What the whole team may see of all this, for a sheet that lies on the table."""
        leading = [row.figure for each in self.leading for row in (each.whole, *each.items)]
        return (*leading, *(each for each in self.team_figures if not each.explained))
