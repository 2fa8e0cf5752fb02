"""Under which address a page was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http.request import split_domain_port

if TYPE_CHECKING:
    from django.http import HttpRequest

_THIS_COMPUTER: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


def only_here(request: HttpRequest) -> bool:
    """Tell whether links made now open on this computer only."""
    return split_domain_port(request.get_host())[0] in _THIS_COMPUTER
