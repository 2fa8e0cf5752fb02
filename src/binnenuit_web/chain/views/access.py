"""What every page has in common: who may come in, and a sentence when it cannot be shown."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from django.shortcuts import render
from django.utils.translation import get_language

from binnenuit.errors import BinnenuitError
from binnenuit_web.people import viewer

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from binnenuit_web.people.viewer import View, ViewerRequest

P = ParamSpec("P")


def language() -> str:
    """The language of this page."""
    return get_language() or "en"


def page(view: View[P]) -> View[P]:
    """Make a page for who is signed in or holds a team's link; an error becomes a sentence."""
    return viewer.signed_in(tells(view))


def tells(view: View[P]) -> View[P]:
    """Say in words what the library could not do."""

    @wraps(view)
    def told(request: ViewerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BinnenuitError as error:
            context = {"message": error.say(language())}
            return render(request, "chain/cannot_show.html", context, status=409)

    return told


def preparing(view: View[P]) -> View[P]:
    """Make a page for who prepares: imports, hands out links."""
    return viewer.preparing(tells(view))


def with_books(view: View[P]) -> View[P]:
    """Make a page for who prepares or may see the books."""
    return viewer.only(lambda who: who.may_prepare or who.may_see_books)(tells(view))
