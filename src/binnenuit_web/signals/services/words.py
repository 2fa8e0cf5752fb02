"""What happened, in words: the symptoms that are always there, and the organisation's own."""

from __future__ import annotations

from django.utils.translation import get_language

from binnenuit.signals.symptoms import STANDARD
from binnenuit_web.signals.models import Symptom


def name_of(code: str) -> str:
    """Name a symptom in the reader's language, also one that is no longer counted."""
    return _names().get(code, code)


def hurting() -> list[tuple[str, str]]:
    """Code and name of everything with which a walk can begin: what one wishes to happen less."""
    names = _names()
    standard = [each.code for each in STANDARD if not each.good]
    own = Symptom.objects.filter(good=False, is_active=True).order_by("pk")
    codes = [*standard, *own.values_list("code", flat=True)]
    return [(code, names[code]) for code in codes]


def _names() -> dict[str, str]:
    language = get_language() or "en"
    names = {each.code: each.text.say(language) for each in STANDARD}
    for each in Symptom.objects.all():
        names[each.code] = each.nl if language == "nl" else each.en
    return names
