"""The addresses of the provider of the tests."""

from __future__ import annotations

from allauth.account.views import login, reauthenticate
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.idp.urls")),
    path("sign-in/", login, name="account_login"),
    path("again/", reauthenticate, name="account_reauthenticate"),
]
