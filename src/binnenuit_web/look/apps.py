from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "binnenuit_web.look"
    label = "look"
