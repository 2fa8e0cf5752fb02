"""Addresses of taps and weeks, of walks, and of the question for whom a thing is."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.signals.views import things, walks

app_name = "signals"
urlpatterns = [
    path("walks/", walks.walks, name="walks"),
    path("walks/begin/", walks.begin, name="begin_walk"),
    path("walks/<int:walk>/", walks.walk, name="walk"),
    path("walks/<int:walk>/answer/", walks.answer, name="answer"),
    path("for-whom-is-this/", things.things, name="things"),
    path("for-whom-is-this/<int:thing>/", things.thing, name="thing"),
]
