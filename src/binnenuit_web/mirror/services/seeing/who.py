"""Who may see what of a round: the only place where that is decided.

One is seen by those one should serve, never by those above. A leader sees the figures about
himself and his team, his people see them after him, and nobody else sees either; everybody sees
what all leaders of a layer together get.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.model import TeamId
from binnenuit_web.mirror.services.seeing.figures import of_everybody, places_of, shown_on
from binnenuit_web.mirror.services.seeing.places import invited, place, same_round, was_asked
from binnenuit_web.people.roles import Role
from binnenuit_web.promises.services.place import house

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.mirror.services.seeing.figures import Figure
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer

SERVED: Final = frozenset({About.SUPPLIER, About.CUSTOMER_FACING})
"""Of whom scales tell that are about the service of a team, not about who leads it."""
FEWEST_LEADERS: Final = 3
"""With two, each of them could take the figure of the other out of what both get together."""
_FEWEST_OTHERS: Final = 2
_GUIDES: Final = {Role.FACILITATOR, Role.WORKS_COUNCIL, Role.ANALYST}
_DIRECTS: Final = {Role.CHIEF_EXECUTIVE, Role.DIRECTOR}


class Stand(StrEnum):
    """How somebody stands to the mirror of a team."""

    LEADS = "leads"
    MEMBER = "member"
    BELOW = "below"


@dataclass(frozen=True)
class Access:
    """What one viewer may see of one team in one layer.

    Attributes
    ----------
    stand
        He leads it, belongs to it, or answers from the layer below about who leads at the top.
    from_on
        The day from which he may see figures; None while the layer is not shown.
    """

    place: Place
    team: TeamId
    stand: Stand
    from_on: date | None

    def is_open(self, today: date) -> bool:
        return self.from_on is not None and self.from_on <= today


def access(viewer: Viewer, layer: int, team: TeamId, *, today: date) -> Access:
    """Let in the leader of a team and its people; for everybody else there is no such page."""
    here = place(layer)
    found = None if here is None else _access(viewer, here, team, today)
    if found is None:
        raise PermissionDenied
    return found


def _access(viewer: Viewer, here: Place, team: TeamId, today: date) -> Access | None:
    stand = stand_of(viewer, here, team, today)
    if stand is None:
        return None
    # What customers say is about a team: nobody has to look before the others.
    if stand is Stand.LEADS or here.layer.customers:
        return Access(here, team, stand, here.layer.shown_on)
    return Access(here, team, stand, here.open_from(team))


def stand_of(viewer: Viewer, here: Place, team: TeamId, today: date) -> Stand | None:
    """How does somebody stand to a team that answers in a layer? None for who may see nothing."""
    if not viewer.is_signed_in or here.layer.opened_on is None or team not in here.answering:
        return None
    if viewer.person is None:
        # Whoever came through the link of a team, or has an account with a team and no name.
        return Stand.MEMBER if viewer.team == team else None
    if here.leaders[team] == viewer.person:
        return Stand.LEADS
    asked_in, person = here.layer.round_id, viewer.person
    # Who joined since sees what the others of the team see.
    belongs = team in house(today).leading.teams_of.get(person, ())
    if belongs or was_asked(person, asked_in, team, Part.FULL):
        return Stand.MEMBER
    if was_asked(person, asked_in, team, Part.ABOVE):
        return Stand.BELOW
    return None


def may_see_service(viewer: Viewer, here: Place, team: TeamId, today: date) -> bool:
    """Whether others' words about a team's service stand on a page that is open to the viewer.

    That is, on any page of the round on which he leads that team or belongs to it.
    """
    found = (_access(viewer, each, team, today) for each in same_round(here))
    return any(
        each is not None and each.stand is not Stand.BELOW and each.is_open(today) for each in found
    )


def guides(viewer: Viewer) -> bool:
    """Whether somebody guides or watches a round: he sees layers, and no team of others."""
    return not viewer.roles.isdisjoint(_GUIDES)


def directs(viewer: Viewer) -> bool:
    """Whether the rows of layers stand on top of his page."""
    return not viewer.roles.isdisjoint(_DIRECTS)


def may_see_all_of(viewer: Viewer, here: Place) -> bool:
    """Whether the figure of all leaders of a layer together tells of no single leader."""
    if not viewer.is_signed_in or not here.is_shown or here.layer.customers:
        return False
    return len(set(here.leaders.values())) >= FEWEST_LEADERS


def may_see_branch(viewer: Viewer, here: Place, team: TeamId) -> bool:
    """Whether a leader may see what all who lead below him get, in the layer below."""
    below = {here.leaders[each] for each in here.under(team)} - {viewer.person}
    leads = viewer.person is not None and here.leader_of(team) == viewer.person
    return leads and here.is_shown and not here.layer.customers and len(below) > 1


def own_teams(viewer: Viewer, here: Place, today: date) -> set[TeamId]:
    """Teams that may be the viewer's: led, belonged to, or asked about; ``stand_of`` decides."""
    if viewer.person is None:
        return {viewer.team} if viewer.team else set()
    led = {team for team, leader in here.leaders.items() if leader == viewer.person}
    asked = {
        TeamId(each.team)
        for each in invited(viewer.person, here.layer.round_id)
        if each.layer_id == here.layer.pk and each.part in {Part.FULL, Part.ABOVE}
    }
    return led | asked | set(house(today).leading.teams_of.get(viewer.person, ()))


def is_of_several(
    viewer: Viewer, here: Place, figure: Figure, teams: Collection[TeamId], today: date
) -> bool:
    """Whether a figure of these teams together tells the viewer of no leader alone.

    From what all get he can take what he reads elsewhere: the figure of a team of his, which may be
    one of several teams, and that of his own branch. Two leaders or more are to be left.
    """
    return len(_left(viewer, here, figure.scale, teams, today)) >= _FEWEST_OTHERS


def may_see_mean(viewer: Viewer, here: Place, scale: str, today: date) -> bool:
    """Whether the mean of all leaders shown in a round tells the viewer of no leader alone.

    As ``is_of_several``, over all layers; and where he reads the row of a layer, that leaves the
    mean as well, so that in the other layers together there may not be one leader left.
    """
    left, without_row = set(), set()
    for each in same_round(here):
        if not each.layer.customers:
            found = _left(viewer, each, scale, shown_on(each, scale), today)
            left |= found
            if not _reads_row(viewer, each, scale, today):
                without_row |= found
    return len(left) >= _FEWEST_OTHERS and len(without_row) != 1


def _reads_row(viewer: Viewer, here: Place, scale: str, today: date) -> bool:
    row = next((each for each in of_everybody(here) if each.scale == scale and each.score), None)
    if row is None or not may_see_all_of(viewer, here):
        return False
    return is_of_several(viewer, here, row, here.answering, today)


def _left(
    viewer: Viewer, here: Place, scale: str, teams: Collection[TeamId], today: date
) -> set[PersonId | None]:
    """Other leaders of these teams whose figure the viewer does not read elsewhere."""
    place_of_team = places_of(here, scale)
    own = {team for team in own_teams(viewer, here, today) if stand_of(viewer, here, team, today)}
    read = {place_of_team.get(team, team) for team in own | _in_branches(viewer, here, teams)}
    left = {here.leaders[team] for team in teams if place_of_team.get(team, team) not in read}
    return left - {viewer.person}


def _in_branches(viewer: Viewer, here: Place, teams: Collection[TeamId]) -> set[TeamId]:
    """Teams below a team that the viewer leads, where these are not all of them."""
    led = [t.id for t in here.teams.teams if viewer.person and t.leader == viewer.person]
    return {team for each in led if (under := here.under(each)) < set(teams) for team in under}


def readers(part: Part, *, leader: str, team: str) -> str:
    """Who will see what is answered, in the words that stand before a ballot."""
    names = {"leader": leader, "team": team}
    if part is Part.CUSTOMER:
        return gettext("%(team)s and who leads it see what all customers together said.") % names
    if part is Part.ABOVE:
        said = gettext(
            "%(leader)s sees what all of you together said, and then you and the others who were "
            "asked. Nobody sees your answers."
        )
        return said % names
    if not leader:
        return gettext("The people of %(team)s see what all of you together said.") % names
    said = gettext(
        "%(leader)s sees first what all of you together said, then you and the others of %(team)s; "
        "nobody above %(leader)s sees it alone. Small teams share one figure with teams beside "
        "them. Everybody sees what all leaders of a layer together get."
    )
    return said % names
