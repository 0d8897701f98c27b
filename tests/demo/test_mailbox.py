"""The demo's mailbox: what was sent, read back."""

from email.message import EmailMessage

import pytest

from dialog.config import Config
from dialog.demo.mailbox import PER_PAGE
from tests.browser import Browser


def put(config: Config, name: str, subject: str, slug: str = "ekby") -> None:
    folder = config.data_dir / "mail" / slug
    folder.mkdir(parents=True, exist_ok=True)
    message = EmailMessage()
    message["Subject"], message["To"] = subject, "rut@example.com"
    message.set_content("Hej!\n\nDu har skrivit under. åäö <b>")
    message.add_alternative("<p>Hej</p>", subtype="html")
    (folder / f"{name}.eml").write_bytes(message.as_bytes())


def test_letters_are_shown_newest_first_and_can_be_read(browser: Browser, config: Config) -> None:
    put(config, "20261201T100000-a", "Först")
    put(config, "20261201T110000-b", "Sist")
    page = browser.get("/demo/brevlada")
    assert page.text.index("Sist") < page.text.index("Först")
    letter = browser.get(page.link("Först"))
    assert "Du har skrivit under. åäö <b>" in letter.text
    assert "rut@example.com" in letter.text


def test_another_municipality_has_its_own_box(browser: Browser, config: Config) -> None:
    put(config, "20261201T100000-a", "Till Björkby", slug="bjorkby")
    assert "Till Björkby" not in browser.get("/demo/brevlada").text
    assert browser.get("/demo/brevlada/20261201T100000-a").status == 404


def test_older_letters_are_on_the_next_page(browser: Browser, config: Config) -> None:
    for number in range(PER_PAGE + 2):
        put(config, f"20261201T1000{number:02}-x", f"Brev {number}")
    first = browser.get("/demo/brevlada")
    assert "Brev 1" not in [link.get_text() for link in first.soup.select("main li a")]
    assert "Brev 0" in browser.get(first.link("Nästa")).text


@pytest.mark.parametrize("name", ["../../keys", "..%2f..%2fkeys.json", "x", "20261201T100000-"])
def test_only_letters_can_be_opened(browser: Browser, name: str) -> None:
    assert browser.get(f"/demo/brevlada/{name}").status == 404


def test_every_component_can_be_looked_at(browser: Browser) -> None:
    assert browser.client.get("/stil", base_url="http://localhost").status_code == 200
