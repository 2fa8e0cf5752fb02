"""Start the provider, and walk through its pages as a browser would."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import requests
from lxml import html

from tests.oidc.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def provider(port: int, place: Path, back: str) -> Iterator[str]:
    """Run the provider until the block ends; gives its issuer."""
    said = place / "provider.log"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.oidc.provider", str(port), str(place), back],
            stdout=log,
            stderr=log,
        )
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait(issuer, process, said)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def _wait(issuer: str, process: subprocess.Popen[bytes], said: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, said.read_text()
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(said.read_text())


def sign_in_there(address: str, name: str, *, consents: bool = True) -> str:
    """Sign in at the provider and say yes or no; gives the address that one is sent back to."""
    with requests.Session() as browser:
        asked = browser.get(address, timeout=10)
        sent = {**_hidden(asked.text), "login": name, "password": PASSWORD}
        consent = browser.post(asked.url, data=sent, timeout=10)
        action = "grant" if consents else "cancel"
        answer = browser.post(
            consent.url,
            data={**_hidden(consent.text), "action": action},
            timeout=10,
            allow_redirects=False,
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


def _hidden(page: str) -> dict[str, str | list[str]]:
    """Collect what the last form of a page would send without anything filled in."""
    form = html.document_fromstring(page).forms[-1]
    return {
        name: form.xpath(f".//input[@name='{name}']/@value")
        for name in form.fields
        if name and form.xpath(f".//input[@name='{name}'][@value]")
    }
