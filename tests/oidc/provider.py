"""django-allauth's own OpenID provider as a program: ``python -m tests.oidc.provider``.

It listens on a port, calls itself ``http://127.0.0.1:PORT`` whoever asks, keeps its database in a
folder, and lets one program in: the one that is sent back to ADDRESS.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from tests.oidc.people import PASSWORD, PEOPLE, PROGRAM, SECRET


def _key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def configure(port: int, place: Path) -> None:
    settings.configure(
        SECRET_KEY="of a provider for tests",
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        ROOT_URLCONF="tests.oidc.urls",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "builtins": ["django.templatetags.i18n"],
                },
            }
        ],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": place / "provider.sqlite3"}
        },
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_LOGIN_METHODS={"username"},
        ACCOUNT_EMAIL_VERIFICATION="none",
        LOGIN_URL="account_login",
        SESSION_COOKIE_NAME="provider_session",  # cookies know no ports
        CSRF_COOKIE_NAME="provider_csrf",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        IDP_OIDC_ADAPTER="tests.oidc.claims.Claims",
        IDP_OIDC_PRIVATE_KEY=_key(),
        IDP_OIDC_RATE_LIMITS=False,
        ACCOUNT_RATE_LIMITS=False,
        ISSUER=f"http://127.0.0.1:{port}",
    )
    django.setup()


def fill(back: str) -> None:
    from allauth.idp.oidc.models import Client  # noqa: PLC0415  after django.setup
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    program: Any = Client(id=PROGRAM, name="Binnenuit", scopes="openid\nprofile\nemail")
    program.redirect_uris = back
    program.set_secret(SECRET)
    program.save()


def main(port: int, place: Path, back: str) -> None:
    configure(port, place)
    fill(back)
    from django.core.servers.basehttp import run  # noqa: PLC0415  after django.setup
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    run("127.0.0.1", port, get_wsgi_application(), threading=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
