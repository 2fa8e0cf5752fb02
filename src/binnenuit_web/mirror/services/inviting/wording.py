"""What an invitation says, on paper and by mail: why, until when, and how safe it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.mirror.models import Code
from binnenuit_web.mirror.services.frozen import only_talk
from binnenuit_web.mirror.services.inviting.invited import members
from binnenuit_web.mirror.services.personal import is_forgotten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit_web.mirror.models import Layer
    from binnenuit_web.mirror.services.inviting.invited import Invited

__all__ = ["Said", "begins", "leader_names", "mail_text", "said_to"]


@dataclass(frozen=True)
class Said:
    """The sentences of one invitation, in the language of whom it is for."""

    subject: str
    why: str
    before: str
    safe: str
    alone: str


def said_to(
    person: Invited, layer: Layer, leader: str, from_on: date | None, *, again: bool
) -> Said:
    """Say it to one person.

    ``leader`` is about whom he is asked, empty when that is nobody; ``from_on`` is the day from
    which he can answer, None when he can already.
    """
    with translation.override(person.language):
        return Said(
            subject=_subject(again=again),
            why=_why(person, leader),
            before=_before(layer, from_on, again=again),
            safe=_safe(layer.round.k),
            alone=gettext(
                "This address is yours alone: who has it can answer in your place. Would you "
                "rather not answer? That is fine."
            ),
        )


def mail_text(person: Invited, said: Said, address: str) -> str:
    """Put the sentences under each other, as plain text."""
    parts = (person.name, said.why, said.before, address, said.safe, said.alone)
    return "\n\n".join(parts) + "\n"


def leader_names(layer: Layer) -> Mapping[TeamId, str]:
    """Who is asked about in each team, by name; in a team that only talks that is nobody."""
    known, talk = members(), only_talk(layer)
    leaders = {
        TeamId(each["id"]): PersonId(each["leader"])
        for each in layer.teams
        if each["seen"] and each["id"] not in talk
    }
    there = {team: person for team, person in leaders.items() if not is_forgotten(person)}
    # As on the ballot: who is not among the people goes by the id in the file.
    names = {person: member.name for person, member in known.items()}
    return {team: names.get(person) or person for team, person in there.items()}


def _subject(*, again: bool) -> str:
    return gettext("Your ballot waits for you") if again else gettext("Your ballot is there")


def _why(person: Invited, leader: str) -> str:
    if not leader:
        return gettext("We ask you what you get from the teams you deal with, and what you need.")
    if person.part is Part.ABOVE:
        said = gettext("We ask you what you get from %(leader)s, and what you need.")
    else:
        said = gettext(
            "We ask you what you get from %(leader)s and from the teams you deal with, and what "
            "you need."
        )
    return said % {"leader": leader}


def _before(layer: Layer, from_on: date | None, *, again: bool) -> str:
    if layer.closes_on is None:
        return ""
    said = gettext("You can answer until %(day)s, at this address:")
    if again:
        said = gettext(
            "Did you answer already? Then you need do nothing. You can still answer, until "
            "%(day)s, at this address:"
        )
    elif from_on is not None:
        said = gettext("You can answer from %(from)s until %(day)s, at this address:")
    fields = {"day": date_format(layer.closes_on, "j F Y")}
    return said % {**fields, "from": date_format(from_on, "j F") if from_on else ""}


def begins(layer: Layer, today: date) -> Mapping[tuple[TeamId, Part], date]:
    """Who can answer from a later day only, by whom they answer about: that leader goes first."""
    later = Code.objects.filter(layer=layer, from_on__gt=today)
    rows = later.values_list("team", "part", "from_on").distinct()
    return {(TeamId(team), Part(part)): from_on for team, part, from_on in rows}


def _safe(k: int) -> str:
    return gettext(
        "Nothing is ever shown about a group smaller than %(k)s. Your answers are stored sealed, "
        "without your name. When the round closes they are added up, and then destroyed."
    ) % {"k": k}
