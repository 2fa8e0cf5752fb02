"""Core questions: all of them, beginning one, one of them, its sheet for the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def questions(request: ViewerRequest) -> HttpResponse:
    raise Http404


@signed_in
def begin(request: ViewerRequest) -> HttpResponse:
    raise Http404


@signed_in
def question(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404


@signed_in
def sheet(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404


@signed_in
def close(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404
