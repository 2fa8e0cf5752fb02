"""Addresses of safe answering."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.safe, name="safe"),
    path("check/", views.check, name="check"),
]
