"""Addresses of the wizard."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.organisation import views

app_name = "organisation"
urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("name/", views.begin, name="begin"),
    path("teams/", views.teams, name="teams"),
    path("teams/check/", views.check, name="check"),
    path("teams/type/", views.type_teams, name="type_teams"),
    path("customers/", views.customers, name="customers"),
    path("customers/remove/<path:customer>", views.remove_customer, name="remove_customer"),
]
