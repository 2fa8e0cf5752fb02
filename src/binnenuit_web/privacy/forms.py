"""What is filled in on the pages of safe answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.tables import ORGANISATION_LIMIT_BYTES
from binnenuit_web.organisation.forms import AnswersForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ReportForm(AnswersForm):
    """A table of the groups that somebody published."""

    file = forms.FileField(label=_("Table of the report"))

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large before it is copied."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > ORGANISATION_LIMIT_BYTES:
            said = gettext("At most %(most)s can be read here. Leave out other columns.")
            raise forms.ValidationError(said % {"most": filesizeformat(ORGANISATION_LIMIT_BYTES)})
        return file
