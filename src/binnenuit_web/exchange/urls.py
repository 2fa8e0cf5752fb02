"""Addresses of bring and give."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.exchange.views import begin, top_first

app_name = "exchange"
urlpatterns = [
    path("bring-and-give/begin/", begin.begin, name="begin"),
    path("bring-and-give/top-first/", top_first.top_first, name="top_first"),
    path("bring-and-give/top-first/<int:layer>/key/", top_first.key, name="key"),
]
