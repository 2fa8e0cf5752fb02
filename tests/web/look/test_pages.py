from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

import binnenuit_web
from binnenuit_web.home import views
from binnenuit_web.look.versions import VersionedStaticFiles

HOUSE = Path(binnenuit_web.__file__).parent
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
# One file to take along: it holds its own style, which the page's policy allows by its hash.
TAKEN_ALONG = HOUSE / "mirror/templates/mirror/agreement/file.html"


@pytest.mark.parametrize(
    "template", [each for each in TEMPLATES if each != TAKEN_ALONG], ids=lambda path: path.name
)
def test_no_template_carries_style_or_script_of_its_own(template: Path) -> None:
    text = re.sub(r"{%.*?%}", "", template.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=", text)
    # What is not run may stand in the page: values for a script that has a file of its own.
    assert not re.search(r"""<script(?![^>]*\ssrc=|[^>]*type="application/json")""", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_loads_anything_from_elsewhere(template: Path) -> None:
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", template.read_text("utf-8"))


@pytest.mark.django_db
def test_no_script_keeps_a_page_in_the_browser_after_somebody_left() -> None:
    assert '"historyCacheSize": 0' in Client().get("/").content.decode()


@pytest.mark.django_db
def test_the_policy_allows_only_what_we_serve_ourselves() -> None:
    answer = Client().get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_address_of_a_static_file_changes_with_its_content() -> None:
    address = VersionedStaticFiles().url("look/binnenuit.css")
    assert re.fullmatch(r"/static/look/binnenuit\.css\?v=[0-9a-f]{12}", address)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_that_is_not_there_says_so_in_plain_words(language: str) -> None:
    client = Client(headers={"accept-language": language})
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_the_page_for_a_fault_of_ours_needs_nothing_else() -> None:
    answer = views.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()


def test_a_form_ties_help_and_errors_to_its_field() -> None:
    from binnenuit_web.people.forms import NewPasswordForm  # noqa: PLC0415  after Django is set up

    text = NewPasswordForm({"password": ""}).render()
    assert 'aria-invalid="true"' in text
    described = re.search(r'aria-describedby="([^"]+)"', text).group(1).split()
    assert {"id_password_helptext", "id_password_error"} <= set(described)
    assert all(f'id="{name}"' in text for name in described)


def test_the_browser_goes_to_what_is_wrong_in_a_form_and_to_nothing_else() -> None:
    from binnenuit_web.people.forms import NewPasswordForm  # noqa: PLC0415  after Django is set up

    mistake = 'id="id_password_error" tabindex="-1" autofocus'
    assert mistake in NewPasswordForm({"password": ""}).render()
    assert "autofocus" not in NewPasswordForm().render()


@pytest.mark.django_db
def test_the_language_changes_without_javascript() -> None:
    client = Client()
    client.post("/language/", {"language": "nl", "next": "/sign-in/"})
    assert '<html lang="nl">' in client.get("/sign-in/").content.decode()


def test_the_story_offers_invented_persons_only_in_the_demo() -> None:
    assert "persons" not in render_to_string("home/story.html", {"persons": []})


@pytest.mark.django_db
def test_the_server_tells_whether_it_is_well() -> None:
    assert Client().get("/healthz").content == b"ok"
