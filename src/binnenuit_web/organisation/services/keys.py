"""A link per team: who holds it may answer for the team, without an account."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac

from binnenuit.organisation.model import TeamId
from binnenuit_web.organisation import models
from binnenuit_web.organisation.services.noting import note_renewed_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit_web.people.viewer import Viewer

__all__ = ["keys_for", "link_of", "renew_key", "team_of_link"]

_SALT = "binnenuit.organisation.team-link"
_LENGTH = 32


def keys_for(teams: Iterable[TeamId]) -> dict[TeamId, str]:
    """Give the key of each team, made on first use and the same ever after until renewed."""
    wanted = list(teams)
    serials = dict(models.TeamLink.objects.values_list("team", "serial"))
    missing = [team for team in wanted if team not in serials]
    models.TeamLink.objects.bulk_create(
        [models.TeamLink(team=team, token_hash=_hash(_key(team, 1))) for team in missing],
        ignore_conflicts=True,
    )
    return {team: _key(team, serials.get(team, 1)) for team in wanted}


@transaction.atomic
def renew_key(team: TeamId, *, by: Viewer | None = None) -> str:
    """End the team's old key and give a new one."""
    row, _made = models.TeamLink.objects.select_for_update().get_or_create(
        team=team, defaults={"token_hash": _hash(_key(team, 1))}
    )
    row.serial += 1
    key = _key(team, row.serial)
    row.token_hash = _hash(key)
    row.save(update_fields=["serial", "token_hash"])
    note_renewed_link(by, row.pk)
    return key


def link_of(key: str) -> str:
    """What a session may remember of a key: enough to ask ``team_of_link``, not to open it."""
    return _hash(key)


def team_of_link(link: str) -> TeamId | None:
    """Tell which team a link opens; None when it was renewed or the team is gone."""
    row = models.TeamLink.objects.filter(token_hash=link).first()
    if row is None or not models.Team.objects.filter(team=row.team).exists():
        return None
    return TeamId(row.team)


def _key(team: TeamId, serial: int) -> str:
    return salted_hmac(_SALT, f"{serial}:{team}", algorithm="sha256").hexdigest()[:_LENGTH]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
