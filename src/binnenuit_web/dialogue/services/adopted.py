"""Adopted behaviours become questions of the mirror's pulse."""

from __future__ import annotations

from typing import Final

from binnenuit_web.dialogue.models import Behaviour

_MARK: Final = "V"


def adopted_behaviours() -> tuple[tuple[str, str, str], ...]:
    """Code, Dutch and English sentence of every behaviour that is adopted, the newest first.

    A new version is another question, with a code of its own. Where one language is missing, the
    other stands there.
    """
    rows = Behaviour.objects.filter(adopted_on__isnull=False, withdrawn_on=None)
    return tuple(
        (_code(row), row.nl or row.en, row.en or row.nl)
        for row in rows.order_by("-adopted_on", "-pk")
    )


def _code(row: Behaviour) -> str:
    return f"{_MARK}{row.pk}" if row.version == 1 else f"{_MARK}{row.pk}v{row.version}"
