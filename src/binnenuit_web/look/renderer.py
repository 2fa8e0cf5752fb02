"""Forms as they look everywhere: label, help, error, field; ``{{ form }}`` is enough."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
