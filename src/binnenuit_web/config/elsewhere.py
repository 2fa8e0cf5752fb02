"""Where the organisation already signs in: from four settings to allauth's description of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from binnenuit_web.config.table import Settings


def providers(settings: Settings) -> dict[str, Any]:
    """Return ``SOCIALACCOUNT_PROVIDERS``; empty when nobody signs in elsewhere."""
    if not settings.oidc_issuer:
        return {}
    issuer = settings.oidc_issuer
    described = {
        # Another issuer is another provider: who was known to the one is not known to the other.
        "provider_id": hashlib.sha256(issuer.encode()).hexdigest()[:32],
        "name": settings.oidc_name or urlsplit(issuer).hostname,
        "client_id": settings.oidc_client,
        "secret": settings.oidc_secret,
        "settings": {
            "server_url": issuer.rstrip("/") + "/.well-known/openid-configuration",
            # Whatever that page calls itself, only this issuer is believed.
            "openid_configuration_overrides": {"issuer": issuer},
            "oauth_pkce_enabled": True,
            "scope": ["openid", "email" if settings.oidc_claim == "email" else "profile"],
            "claim": settings.oidc_claim,
        },
    }
    return {"openid_connect": {"APPS": [described]}}
