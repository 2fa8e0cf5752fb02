"""Addresses of core questions: talk, write, vote, what carries; values, behaviours, readiness."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.dialogue.views import (
    behaviours,
    moderating,
    objecting,
    pictures,
    polls,
    questions,
    readiness,
    values,
    voting,
    writing,
)

app_name = "dialogue"
urlpatterns = [
    path("core-questions/", questions.questions, name="questions"),
    path("core-questions/begin/", questions.begin, name="begin"),
    path("core-questions/<int:question>/", questions.question, name="question"),
    path("core-questions/<int:question>/sheet/", questions.sheet, name="sheet"),
    path("core-questions/<int:question>/close/", questions.close, name="close"),
    # statements and votes
    path("core-questions/<int:question>/vote/", voting.vote, name="vote"),
    path("core-questions/<int:question>/undo/", voting.undo, name="undo"),
    path("core-questions/<int:question>/mine/", voting.mine, name="mine"),
    path("core-questions/<int:question>/write/", writing.write, name="write"),
    path("core-questions/<int:question>/moderate/", moderating.moderate, name="moderate"),
    # what carries
    path("core-questions/<int:question>/picture/", pictures.picture, name="picture"),
    path("core-questions/<int:question>/counts.csv", pictures.counts, name="counts"),
    path(
        "core-questions/<int:question>/statements/<int:number>/",
        pictures.statement,
        name="statement",
    ),
    # from answers to behaviour
    path("values/", values.values, name="values"),
    path("values/new/", values.new, name="new_value"),
    path("values/<int:value>/", values.value, name="value"),
    path("values/<int:value>/change/", values.change, name="change_value"),
    path("values/<int:value>/ask/", values.ask, name="ask_value"),
    path("values/<int:value>/withdraw/", values.withdraw, name="withdraw_value"),
    path("behaviours/new/", behaviours.new, name="new_behaviour"),
    path("behaviours/<int:behaviour>/", behaviours.behaviour, name="behaviour"),
    path("behaviours/<int:behaviour>/change/", behaviours.change, name="change_behaviour"),
    path("behaviours/<int:behaviour>/ask/", behaviours.ask, name="ask_behaviour"),
    path("behaviours/<int:behaviour>/withdraw/", behaviours.withdraw, name="withdraw_behaviour"),
    # polls: does it follow, do we adopt it, are we ready
    path("polls/<int:poll>/", polls.poll, name="poll"),
    path("polls/<int:poll>/object/", objecting.object_to, name="object"),
    path("polls/<int:poll>/take-back/", objecting.take_back, name="take_back"),
    path("polls/<int:poll>/decide/", polls.decide, name="decide"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/begin/", readiness.begin, name="begin_readiness"),
]
