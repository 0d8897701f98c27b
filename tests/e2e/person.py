"""Somebody at a browser. What they do is done as a person does it: by words that can be read."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.e2e.town import Town

SHOTS = os.environ.get("DIALOG_SHOTS", "")
PATIENCE = 15_000  # milliseconds; the machine may have other things to do
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 360, "height": 740}
LOOKS: dict[str, tuple[Any, Any]] = {
    "light": ({"width": 1280, "height": 800}, "light"),
    "dark": ({"width": 1280, "height": 800}, "dark"),
    "phone": (PHONE, "light"),
}
MOST_STEPS = 120  # presses of Tab; the provider's page has many people
SHOWS_FOCUS = """() => {
  const it = document.activeElement;
  const shows = [it, it.closest(".ds-field"), it.closest(".card"), it.closest(".map__frame")];
  return shows.some((e) => e && getComputedStyle(e).outlineStyle !== "none");
}"""


class Person:
    """A browser of one's own, in one municipality. `complaints` is what the browser minded."""

    def __init__(self, context: BrowserContext, town: Town, *, origin: str, scripts: bool) -> None:
        self.town, self.origin, self.scripts = town, origin, scripts
        self.context = context
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        self.page: Page = context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings. That a page answers 404 or 422 is for the test to judge."""
        page = message.page
        is_answer = page is not None and message.location.get("url") == page.url
        if message.type in {"error", "warning"} and not (
            is_answer and "the server responded with a status of 4" in message.text
        ):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def open(self, path: str) -> "Person":
        """Go to a page of the municipality."""
        self.page.goto(f"{self.origin}{path}", wait_until="load")
        return self

    @property
    def path(self) -> str:
        """Where the person is now."""
        return self.page.url.removeprefix(self.origin)

    @property
    def main(self) -> Locator:
        """The page without its header and footer."""
        return self.page.get_by_role("main")

    def activate(self, target: Locator) -> None:
        """Click it. Others have other hands: see ByKeyboard."""
        target.click()

    def press(self, words: str) -> None:
        """Press the button with these words."""
        self.activate(self.main.get_by_role("button", name=words, exact=True).first)

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        self.activate(self.main.get_by_role("link", name=words, exact=True).first)

    def labelled(self, label: str) -> Locator:
        """The field whose label begins so."""
        return self.main.get_by_label(re.compile(rf"^{re.escape(label)}")).first

    def write(self, label: str, text: str) -> None:
        """Fill in the field with this label."""
        self.labelled(label).fill(text)

    def tick(self, label: str, *, on: bool = True) -> None:
        """Tick the box with this label, or untick it."""
        self.labelled(label).set_checked(on)

    def choose(self, label: str) -> None:
        """Choose the radio button with this label."""
        self.labelled(label).check()

    def pick(self, label: str, option: str) -> None:
        """Pick from a list."""
        self.labelled(label).select_option(label=option)

    def heading(self, words: str) -> None:
        """The page that the person has come to has this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def sees(self, *words: str) -> None:
        """All of this stands on the page, where it can be seen."""
        for each in words:
            expect(self.main).to_contain_text(each, use_inner_text=True)

    def log_in(self, name: str) -> "Person":
        """Log in, and come to one's own pages."""
        self.open("/logga-in?next=/mina-sidor")
        self.follow("Demo-legitimation")
        self.identify(name)
        self.page.wait_for_url(f"{self.origin}/mina-sidor")
        return self

    def identify(self, name: str) -> None:
        """Show who one is, on the provider's page."""
        self.at_provider()
        self.activate(self.page.get_by_role("button", name=name, exact=True))
        self.go_back()

    def at_provider(self) -> None:
        """The person has been sent to the identity provider, where there is a service of choice."""
        self.page.wait_for_url(f"{self.town.provider}/sso*")

    def go_back(self) -> None:
        """Bring the provider's answer to the municipality: by hand where there is no JavaScript."""
        if not self.scripts:
            self.activate(self.page.get_by_role("button", name="Fortsätt"))
        self.page.wait_for_url(f"{self.origin}/**")

    def pictures(self, name: str) -> None:
        """Save what the page looks like, when pictures are asked for."""
        for way, (size, scheme) in LOOKS.items() if SHOTS else ():
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=scheme)
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SHOTS) / f"{name}, {way}.png", full_page=True)

    def close(self) -> None:
        """Close the browser."""
        self.context.close()


class ByKeyboard(Person):
    """Somebody who has no mouse, and who looks where they are."""

    def activate(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.reach(self.labelled(label))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def tick(self, label: str, *, on: bool = True) -> None:
        box = self.labelled(label)
        self.reach(box)
        if box.is_checked() != on:
            self.page.keyboard.press("Space")
        expect(box).to_be_checked(checked=on)

    def choose(self, label: str) -> None:
        button = self.labelled(label)
        group = self.main.locator(f"input[name={button.get_attribute('name')}]")
        self.reach(group)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if not button.is_checked():
                self.page.keyboard.press("ArrowDown")
        expect(button).to_be_checked()

    def pick(self, label: str, option: str) -> None:
        field = self.labelled(label)
        self.reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def reach(self, target: Locator) -> None:
        """Press Tab until it, or one of them, has the focus; and see that it has."""
        expect(target.first).to_be_visible()
        for _ in range(MOST_STEPS):
            if target.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")
        assert self.page.evaluate(SHOWS_FOCUS), f"one cannot see the focus on {target}"


Visit = Callable[..., Person]
Options = dict[str, Any]
