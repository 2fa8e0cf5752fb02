"""Who can sign in: letting in, changing what somebody is here, and ending an account."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binnenuit_web.look.addresses import only_here
from binnenuit_web.people import services
from binnenuit_web.people.forms import EditForm, InviteForm
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import ViewerRequest, preparing


@require_GET
@preparing
def accounts(request: ViewerRequest) -> HttpResponseBase:
    names = dict(services.team_names())
    rows = [
        {"person": each, "team": names.get(each.team or "", "")}
        for each in services.everybody(request.viewer)
    ]
    return render(request, "people/accounts.html", {"rows": rows})


@preparing
def invite(request: ViewerRequest) -> HttpResponseBase:
    form = InviteForm(
        request.POST or None,
        teams=services.team_names(),
        initial={"roles": [Role.EMPLOYEE], "language": "nl"},
    )
    if form.is_valid():
        new = form.new_person()
        _account, token = services.invite(request.viewer, new, now=timezone.now())
        return _show_invitation(request, new.name, token)
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@preparing
def edit(request: ViewerRequest, account: int) -> HttpResponseBase:
    person = services.person(request.viewer, account)
    if person is None:
        raise Http404
    form = EditForm(request.POST or None, teams=services.team_names(), person=person)
    if form.is_valid():
        try:
            services.change_account(request.viewer, account, form.change())
        except services.LastFacilitatorError:
            form.add_error("roles", _("There would be no facilitator left. Let another in first."))
        else:
            messages.success(request, _("Changed. It holds at once."))
            return redirect("people:accounts")
    context = {"form": form, "person": person}
    return render(request, "people/edit.html", context, status=422 if form.errors else 200)


@require_POST
@preparing
def invite_again(request: ViewerRequest, account: int) -> HttpResponseBase:
    person = services.person(request.viewer, account)
    if person is None:
        return redirect("people:accounts")
    token = services.invite_again(request.viewer, account, now=timezone.now())
    return _show_invitation(request, person.name, token)


def _show_invitation(request: ViewerRequest, name: str, token: str) -> HttpResponse:
    """Show the link once: afterwards only its hash is known."""
    link = request.build_absolute_uri(reverse("people:welcome", args=[token]))
    picture = segno.make(link, error="m").svg_data_uri(scale=6, dark="#17263c")
    response = render(
        request,
        "people/invited.html",
        {"name": name, "link": link, "picture": picture, "only_here": only_here(request)},
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@preparing
def shut_out(request: ViewerRequest, account: int) -> HttpResponseBase:
    if account == request.viewer.account_id:
        messages.warning(request, _("You cannot end your own account here. Use “My account”."))
    else:
        services.shut_out(request.viewer, account)
        messages.success(request, _("This account has ended. Open sessions stopped at once."))
    return redirect("people:accounts")
