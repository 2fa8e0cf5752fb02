"""Django's settings, made from the table of what an operator can choose."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from binnenuit_web.config import databases, elsewhere, table
from binnenuit_web.config.sqlite import use_safe_sqlite

use_safe_sqlite()

CHOSEN = table.load()
_WEB = Path(__file__).resolve().parent.parent
_KEY = CHOSEN.data / table.KEY_FILE


def _secret_key() -> str:
    """Return the key; without a key file one for this process only, enough for checks and tests."""
    if CHOSEN.secret_key:
        return CHOSEN.secret_key
    return _KEY.read_text(encoding="utf-8") if _KEY.is_file() else secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
DEBUG = CHOSEN.debug
DEMO = CHOSEN.demo

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *CHOSEN.allowed_hosts]
if CHOSEN.address:
    ALLOWED_HOSTS.append(urlsplit(CHOSEN.address).hostname or "")
    CSRF_TRUSTED_ORIGINS = [CHOSEN.address.rstrip("/")]

INSTALLED_APPS = [
    "binnenuit_web.home",
    "binnenuit_web.chain",
    "binnenuit_web.exchange",
    "binnenuit_web.signals",
    "binnenuit_web.mirror",
    "binnenuit_web.dialogue",
    "binnenuit_web.promises",
    "binnenuit_web.privacy",
    "binnenuit_web.organisation",
    "binnenuit_web.people",
    "binnenuit_web.look",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "huey.contrib.djhuey",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Before sessions: who answers in the mirror is nobody here.
    "binnenuit_web.mirror.views.box.BallotBox",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "binnenuit_web.people.viewer.ViewerMiddleware",
    "binnenuit_web.home.limits.LimitedBody",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if DEMO:
    MIDDLEWARE.append("binnenuit_web.demo.whole.StaysWhole")

ROOT_URLCONF = "binnenuit_web.config.urls"
WSGI_APPLICATION = "binnenuit_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "binnenuit_web.home.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "binnenuit_web.look.templatetags.look"],
        },
    }
]

FORM_RENDERER = "binnenuit_web.look.renderer.Renderer"

DATABASES = {"default": databases.describe(CHOSEN)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A job runs at once, in the caller, unless a worker is running: config/wsgi.py starts one.
HUEY = {
    "name": "binnenuit",
    "huey_class": "huey.SqliteHuey",
    "filename": str(CHOSEN.data.resolve() / "queue.sqlite3"),
    "fsync": True,
    "immediate": True,
}

# People
AUTH_USER_MODEL = "people.Account"
# people stands below organisation; here both are known.
TEAM_NAMES = "binnenuit_web.organisation.services.team_names"
PEOPLE_OF_TEAMS = "binnenuit_web.organisation.services.people_of_teams"
TEAM_OF_LINK = "binnenuit_web.organisation.services.team_of_link"
EXCHANGE_OF_LINK = "binnenuit_web.exchange.services.exchange_of_link"
# Rooms do not import each other: the mirror asks which leaders had their talks.
TALKED = "binnenuit_web.exchange.services.talked_with"
# It also asks whether people voted on their readiness, and which behaviours they adopted.
READY = "binnenuit_web.dialogue.services.ready_for_mirror"
ADOPTED = "binnenuit_web.dialogue.services.adopted_behaviours"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {
        "NAME": "binnenuit_web.people.sign_in.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "home:home"
ACCOUNT_FORMS = {
    "login": "binnenuit_web.people.sign_in.SignInForm",
    "reauthenticate": "binnenuit_web.people.sign_in.AgainWithPasswordForm",
}
ACCOUNT_ADAPTER = "binnenuit_web.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home:home"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "paper_code": "20/m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Passkeys, and signing in where the organisation already does: docs/decisions/0007-signing-in.md
MFA_ADAPTER = "binnenuit_web.people.adapter.PasskeyAdapter"
MFA_FORMS = {
    "login_webauthn": "binnenuit_web.people.sign_in.SignInWithPasskeyForm",
    "reauthenticate_webauthn": "binnenuit_web.people.sign_in.AgainWithPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # there are no mail addresses here to verify
# A passkey cannot be guessed; a whole office may come in through one address.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
SOCIALACCOUNT_ADAPTER = "binnenuit_web.people.adapter.ElsewhereAdapter"
SOCIALACCOUNT_PROVIDERS = elsewhere.providers(CHOSEN)
# One server process keeps the counts of the rate limits in its memory.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Languages
USE_I18N = True
USE_TZ = True
TIME_ZONE = CHOSEN.time_zone
LANGUAGE_CODE = CHOSEN.language
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [_WEB / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True

# Mail: nothing needs it, and without a host nothing of it is offered
EMAIL_HOST = CHOSEN.mail_host
EMAIL_PORT = CHOSEN.mail_port
EMAIL_HOST_USER = CHOSEN.mail_user
EMAIL_HOST_PASSWORD = CHOSEN.mail_password
EMAIL_USE_TLS = CHOSEN.mail_security == "starttls"
EMAIL_USE_SSL = CHOSEN.mail_security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = CHOSEN.mail_from

# Static files: docs/decisions/0004-static-files.md
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "binnenuit_web.look.versions.VersionedStaticFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "binnenuit_web.home.views.csrf_failure"
if CHOSEN.is_https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"keys": {"()": "binnenuit_web.config.logs.WithoutKeys"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "binnenuit": {"level": "WARNING" if DEMO else "INFO"},
        "django": {"handlers": [], "propagate": True},
        # Refused and missing pages are everyday; their addresses may name a team or a person.
        "django.request": {"level": "ERROR"},
        # Whoever turns everything up would read what people wrote: a variable that is not there is
        # told with all that a page was given.
        "django.template": {"level": "WARNING"},
    },
}
