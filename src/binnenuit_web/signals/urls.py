"""Addresses of taps and weeks, of walks, and of the question for whom a thing is."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.signals.views import taps, things, walks, weeks

app_name = "signals"
urlpatterns = [
    path("this-happened/", taps.taps, name="taps"),
    path("this-happened/tap/", taps.tap, name="tap"),
    path("this-happened/take-back/", taps.take_back, name="take_back"),
    path("this-happened/weeks/", weeks.weeks, name="weeks"),
    path("this-happened/symptoms/", taps.symptoms, name="symptoms"),
    path("this-happened/symptoms/<int:symptom>/retire/", taps.retire, name="retire_symptom"),
    path("walks/", walks.walks, name="walks"),
    path("walks/begin/", walks.begin, name="begin_walk"),
    path("walks/<int:walk>/", walks.walk, name="walk"),
    path("walks/<int:walk>/answer/", walks.answer, name="answer"),
    path("for-whom-is-this/", things.things, name="things"),
    path("for-whom-is-this/<int:thing>/", things.thing, name="thing"),
]
