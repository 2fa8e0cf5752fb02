"""Where every room hangs."""

from __future__ import annotations

from allauth.account.views import login, logout
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("binnenuit_web.home.urls")),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("people/", include("binnenuit_web.people.urls")),
    path("language/", set_language, name="set_language"),
    path("organisation/", include("binnenuit_web.organisation.urls")),
    path("safe-answering/", include("binnenuit_web.privacy.urls")),
    path("promises/", include("binnenuit_web.promises.urls")),
    path("", include("binnenuit_web.exchange.urls")),
    path("", include("binnenuit_web.signals.urls")),
    path("", include("binnenuit_web.chain.urls")),
]
handler400 = "binnenuit_web.home.views.bad_request"
handler403 = "binnenuit_web.home.views.forbidden"
handler404 = "binnenuit_web.home.views.not_found"
handler500 = "binnenuit_web.home.views.broken"
