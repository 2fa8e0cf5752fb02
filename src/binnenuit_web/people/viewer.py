"""Who is looking, and what may this person see: the only place where permission is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string

from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.people.roles import Role, titles

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

P = ParamSpec("P")

# Session keys: which link of a team, and which link of a customer somebody opened, as hashes.
TEAM_LINK = "team_link"
CUSTOMER_LINK = "customer_link"

_SEE_BOOKS = {Role.CHIEF_EXECUTIVE, Role.DIRECTOR, Role.FACILITATOR, Role.ANALYST}
_AUDIT = {Role.FACILITATOR, Role.WORKS_COUNCIL}


@dataclass(frozen=True)
class Viewer:
    """Whoever asks for a page; without any role a visitor.

    Attributes
    ----------
    account_id
        None for a visitor, and for somebody who came in through the link of a team.
    roles
        All roles of the account; who holds several sees what each of them may see.
    person
        Who this is in the people file; None when nobody said so, and for who came through a link.
    team
        The team this person belongs to; None when that is not known.
    speaks_for
        The team whose link this person opened, as long as that link is valid.
    exchange
        The talk whose link a customer outside opened, as long as that link is valid. Such a visitor
        sees his own page and nothing else.
    """

    account_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    team: TeamId | None = None
    language: str = ""
    speaks_for: TeamId | None = None
    person: PersonId | None = None
    exchange: int | None = None

    @property
    def is_signed_in(self) -> bool:
        return bool(self.roles)

    @property
    def titles(self) -> str:
        """The roles in words, for the reader."""
        return titles(self.roles)

    @property
    def may_see_books(self) -> bool:
        """Whether amounts of money may be shown."""
        return not self.roles.isdisjoint(_SEE_BOOKS)

    @property
    def may_audit(self) -> bool:
        """Whether this person watches over safe answering: each team's state, and the auditor."""
        return not self.roles.isdisjoint(_AUDIT)

    @property
    def may_prepare(self) -> bool:
        """Whether this person sets up, imports, and hands out links and accounts."""
        return Role.FACILITATOR in self.roles


VISITOR = Viewer()


class ViewerRequest(HttpRequest):
    """A request that passed the middleware; views take this type."""

    viewer: Viewer
    htmx: HtmxDetails


View = Callable[Concatenate[ViewerRequest, P], HttpResponseBase]


class ViewerMiddleware:
    """Put ``request.viewer`` there; after the session and authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        viewer = _viewer_of(request)
        cast("ViewerRequest", request).viewer = viewer
        response = self.get_response(request)
        # Phones are shared: what somebody read is kept by no cache, neither his own nor another.
        if viewer != VISITOR and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def _viewer_of(request: HttpRequest) -> Viewer:
    linked = _behind(request, TEAM_LINK, settings.TEAM_OF_LINK)
    exchange = _behind(request, CUSTOMER_LINK, settings.EXCHANGE_OF_LINK)
    if request.user.is_authenticated:
        account: Any = request.user  # only services know the model
        return Viewer(
            account_id=account.pk,
            name=account.name,
            roles=frozenset(Role(duty.role) for duty in account.duties.all()),
            person=PersonId(account.person) if account.person else None,
            team=TeamId(account.team) if account.team else None,
            language=account.language,
            speaks_for=linked,
            exchange=exchange,
        )
    roles = frozenset({Role.EMPLOYEE}) if linked else frozenset()
    return Viewer(roles=roles, team=linked, speaks_for=linked, exchange=exchange)


def _behind(request: HttpRequest, key: str, ask: str) -> Any:
    """Ask at every request: a renewed link ends what was opened with the old one, too."""
    link = request.session.get(key)
    return import_string(ask)(link) if link else None


def signed_in(view: View[P]) -> View[P]:
    """Let in whoever signed in or opened the link of a team; send others to sign in."""

    @wraps(view)
    def guarded(request: ViewerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.viewer.is_signed_in:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def only(may: Callable[[Viewer], bool]) -> Callable[[View[P]], View[P]]:
    """Let in for whom ``may`` holds; others get the page that says who may see this."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(
            request: ViewerRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not may(request.viewer):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return decorate


def preparing(view: View[P]) -> View[P]:
    """Let in who prepares: sets up, imports, hands out links and accounts."""
    return only(lambda viewer: viewer.may_prepare)(view)
