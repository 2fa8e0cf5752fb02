"""Addresses of promises."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.promises.views import pages

app_name = "promises"
urlpatterns = [
    path("", pages.index, name="index"),
    path("<int:promise>/", pages.promise, name="promise"),
    path("<int:promise>/<str:happening>/", pages.happen, name="happen"),
]
