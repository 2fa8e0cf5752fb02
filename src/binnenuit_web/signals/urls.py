"""Addresses of taps and weeks, of walks, and of the question for whom a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "signals"

_TAPS: list[URLPattern] = []
_WALKS: list[URLPattern] = []
_THINGS: list[URLPattern] = []

urlpatterns = [*_TAPS, *_WALKS, *_THINGS]
