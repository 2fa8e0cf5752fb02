"""The doorstep: the story, signing in, and the way to everybody's own first screen."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit_web.home.numbered import in_words
from binnenuit_web.home.today import today_of
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import ViewerRequest, only, signed_in

_LINES = 100
DEMO_ROLES = (
    Role.CHIEF_EXECUTIVE,
    Role.TEAM_LEADER,
    Role.EMPLOYEE,
    Role.FACILITATOR,
    Role.WORKS_COUNCIL,
)


@require_GET
@never_cache
def home(request: ViewerRequest) -> HttpResponseBase:
    viewer = request.viewer
    if not viewer.is_signed_in:
        context = {"persons": _demo_persons(), "is_empty": not people.has_accounts()}
        return render(request, "home/story.html", context)
    if viewer.may_prepare and not organisation.is_set_up():
        return redirect("organisation:setup")
    return redirect("home:today")


@require_GET
@never_cache
@signed_in
def today(request: ViewerRequest) -> HttpResponseBase:
    """Everybody's first page."""
    found = today_of(request.viewer, timezone.localdate(), request.session.session_key)
    return render(request, "home/today.html", {"today": found})


def _demo_persons() -> list[tuple[Role, people.Person]]:
    if not settings.DEMO:
        return []
    found = [(role, people.first_of(role)) for role in DEMO_ROLES]
    return [(role, person) for role, person in found if person]


@require_POST
def demo_sign_in(request: ViewerRequest, role: str) -> HttpResponseBase:
    """Sign in as an invented person; exists in the demo only."""
    if not settings.DEMO or role not in DEMO_ROLES:
        raise Http404
    person = people.first_of(Role(role))
    if person is None:
        raise Http404
    people.enter_as(request, person.id)
    return redirect("home:home")


@require_GET
@signed_in
def processed(request: ViewerRequest) -> HttpResponseBase:
    return render(request, "home/processed.html")


@require_GET
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view gets one
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_GET
@only(lambda viewer: viewer.may_audit)
@never_cache
def logbook(request: ViewerRequest) -> HttpResponseBase:
    page = Paginator(people.logbook(request.viewer), _LINES).get_page(request.GET.get("page"))
    lines = [
        {
            "number": line.number,
            "at": line.at,
            "by": line.name or _without_name(line.who),
            "did": line.did,
            "what": in_words(line.what),
        }
        for line in people.as_lines(list(page))
    ]
    context = {"lines": lines, "page": page, "chain": people.check_logbook()}
    return render(request, "home/logbook.html", context)


def _without_name(who: str) -> str:
    known = {
        "server": _("Binnenuit itself"),
        "link": _("somebody with a team's link"),
        "customer": _("a customer"),
    }
    return known.get(who) or _("somebody who was forgotten (account %(number)s)") % {"number": who}


# Error pages. Django passes the exception; what it says is for developers.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say that something broke; the page needs no database and no context processor."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
