"""Where every room hangs."""

from __future__ import annotations

from allauth.account.views import login, logout
from django.urls import include, path
from django.views.i18n import set_language

from binnenuit_web.people.views import elsewhere, passkeys

urlpatterns = [
    path("", include("binnenuit_web.home.urls")),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-in/elsewhere/", elsewhere.begin, name="elsewhere"),
    path("sign-in/elsewhere/back/", elsewhere.back, name="elsewhere_back"),
    # allauth asks for these two by name.
    path("people/me/again/", passkeys.again_with_password, name="account_reauthenticate"),
    path(
        "people/me/again/passkey/",
        passkeys.again_with_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("people/", include("binnenuit_web.people.urls")),
    path("language/", set_language, name="set_language"),
    path("organisation/", include("binnenuit_web.organisation.urls")),
    path("safe-answering/", include("binnenuit_web.privacy.urls")),
    path("promises/", include("binnenuit_web.promises.urls")),
    path("", include("binnenuit_web.exchange.urls")),
    path("", include("binnenuit_web.signals.urls")),
    path("", include("binnenuit_web.mirror.urls")),
    path("", include("binnenuit_web.dialogue.urls")),
    path("", include("binnenuit_web.chain.urls")),
]
handler400 = "binnenuit_web.home.views.bad_request"
handler403 = "binnenuit_web.home.views.forbidden"
handler404 = "binnenuit_web.home.views.not_found"
handler500 = "binnenuit_web.home.views.broken"
