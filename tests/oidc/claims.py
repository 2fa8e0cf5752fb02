"""What the provider of the tests says about somebody."""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings

from tests.oidc.people import PEOPLE


class Claims(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth has no types
    def get_issuer(self) -> str:
        issuer: str = settings.ISSUER
        return issuer

    def get_claims(self, purpose: Any, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        claims: dict[str, Any] = super().get_claims(purpose, user, *args, **kwargs)
        if purpose == "userinfo":
            claims["badge"] = PEOPLE[user.username]
        claims["email"] = f"{user.username}@example.org"
        claims["email_verified"] = user.username != "stranger"
        return claims
