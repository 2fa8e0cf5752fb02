"""How the things that the logbook names by number read in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_THINGS: Final[dict[str, _StrPromise]] = {
    "account": gettext_lazy("account %(number)s"),
    "agreement": gettext_lazy("version %(number)s of the agreement"),
    "behaviour": gettext_lazy("behaviour %(number)s"),
    "core question": gettext_lazy("core question %(number)s"),
    "first line": gettext_lazy("first line %(number)s"),
    "ledger": gettext_lazy("ledger %(number)s"),
    "passkey": gettext_lazy("passkey %(number)s"),
    "poll": gettext_lazy("poll %(number)s"),
    "promise": gettext_lazy("promise %(number)s"),
    "question": gettext_lazy("question %(number)s"),
    "round": gettext_lazy("round %(number)s"),
    "symptom": gettext_lazy("symptom %(number)s"),
    "talk": gettext_lazy("talk %(number)s"),
    "team link": gettext_lazy("team link %(number)s"),
    "value": gettext_lazy("value %(number)s"),
    "walk": gettext_lazy("walk %(number)s"),
}
_KEY: Final = re.compile(r"key (?P<number>\d+) of layer (?P<layer>\d+)")
_LAYER: Final = re.compile(r"layer (?P<layer>\d+) of round (?P<round>\d+)")


def in_words(what: str) -> str:
    """Say what the logbook stores as "promise 12"; what no room numbers, stays as it is."""
    if key := _KEY.fullmatch(what):
        return _("key %(number)s of layer %(layer)s") % key.groupdict()
    if layer := _LAYER.fullmatch(what):
        return _("layer %(layer)s of round %(round)s") % layer.groupdict()
    if what == "organisation":
        return _("the organisation")
    thing, _space, number = what.rpartition(" ")
    words = _THINGS.get(thing)
    return what if words is None else words % {"number": number}
