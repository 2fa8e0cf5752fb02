"""What happened, in words: the symptoms that are always there, and the organisation's own."""

from __future__ import annotations

from django.utils.translation import get_language

from binnenuit.signals.symptoms import STANDARD
from binnenuit_web.signals.models import Symptom


def name_of(code: str) -> str:
    """Name a symptom in the reader's language, also one that is no longer counted."""
    return names().get(code, code)


def hurting() -> list[tuple[str, str]]:
    """Code and name of everything with which a walk can begin: what one wishes to happen less."""
    found = names()
    standard = [each.code for each in STANDARD if not each.good]
    own = Symptom.objects.filter(good=False, is_active=True).order_by("pk")
    codes = [*standard, *own.values_list("code", flat=True)]
    return [(code, found[code]) for code in codes]


def names() -> dict[str, str]:
    """Name every symptom that ever was, in the reader's language, by its code."""
    language = get_language() or "en"
    found = {each.code: each.text.say(language) for each in STANDARD}
    for each in Symptom.objects.all():
        found[each.code] = each.nl if language == "nl" else each.en
    return found
