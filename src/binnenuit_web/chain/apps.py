from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainConfig(AppConfig):
    name = "binnenuit_web.chain"
    label = "chain"
    verbose_name = _("For whom?")
