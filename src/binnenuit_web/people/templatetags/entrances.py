"""What the sign-in page asks."""

from __future__ import annotations

from django import template

from binnenuit_web.people import services

register = template.Library()


@register.simple_tag
def entrance_elsewhere() -> str:
    """Name the place where people of this organisation already sign in; empty without one."""
    return services.entrance()
