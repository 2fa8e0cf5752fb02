"""What tests of the web house share: a data directory of their own, and people to sign in as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from binnenuit.organisation.model import TeamId
from binnenuit_web.people import services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from binnenuit_web.people.roles import Role


@pytest.fixture(autouse=True)
def own_place(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Keep files out of the developer's data directory, hash passwords fast, forget rate limits."""
    settings.CHOSEN = replace(settings.CHOSEN, data=tmp_path)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LANGUAGE_CODE = "en"
    yield
    cache.clear()


@pytest.fixture
def sign_in_as(db: None) -> Callable[..., Client]:
    """Make a client that is signed in with a role, and perhaps a team."""

    def sign_in(role: Role, team: str | None = None) -> Client:
        account = services.create_account(
            services.NewPerson(
                username=role.value,
                name=f"Kim {role.label}",
                roles=(role,),
                team=TeamId(team) if team else None,
                language="en",
            )
        )
        client = Client()
        client.force_login(services.accounts.Account.objects.get(pk=account))
        return client

    return sign_in
