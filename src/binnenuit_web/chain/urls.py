"""Addresses of the chain. Ids are text and may hold slashes, so they come last."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.chain.views import (
    books,
    customers,
    groceries,
    ladder,
    naming,
    read,
    unknown,
    way,
)

app_name = "chain"
urlpatterns = [
    path("for-whom/", ladder.index, name="index"),
    path("for-whom/<path:team>", ladder.team, name="team"),
    path("whose-hands/", customers.customers, name="customers"),
    path("whose-hands/<path:customer>", customers.customer, name="customer"),
    path("way-of-the-money/", way.way, name="flow"),
    path("unknown/", unknown.unknown, name="unknown"),
    path("unknown/assign/", unknown.assign, name="assign"),
    path("unknown/undo/", unknown.withdraw, name="withdraw"),
    path("what-we-read/", read.read, name="read"),
    path("groceries/", groceries.groceries, name="groceries"),
    path("books/", books.books, name="books"),
    path("books/accounts/", books.accounts, name="accounts"),
    path("books/codes/", books.codes, name="codes"),
    path("books/<str:token>/", books.progress, name="import"),
    path("books/<str:token>/answer/", books.answer, name="answer_import"),
    path("books/<str:token>/remove/", books.remove, name="remove_import"),
    path("naming/", naming.teams, name="naming_teams"),
    path("naming/done/", naming.finish, name="finish"),
    path("naming/links/", naming.sheet, name="sheet"),
    path("naming/team/<path:team>", naming.naming, name="naming"),
    path("naming/judge/<path:team>", naming.judge, name="judge"),
    path("naming/renew/<path:team>", naming.renew, name="renew"),
    path("t/<str:key>/", naming.enter, name="enter"),
]
