"""Somebody at a browser whose e-legitimation is issued by SimpleSAMLphp."""

import base64
import zlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Request

from tests.e2e.person import Person
from tests.simplesaml.provider import NAME, PASSWORD


class Holder(Person):
    """A person who has a name and a password at the provider.

    `asked` is the address with the last question to the provider, `answer` the last XML from it.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = ""
        self.answer = b""
        self.context.on("request", self._notice)

    def _hear(self, message: ConsoleMessage) -> None:
        """What the browser minds about the provider's pages is not ours to mend."""
        if not message.location.get("url", "").startswith(self.town.provider):
            super()._hear(message)

    def _notice(self, request: Request) -> None:
        if "SAMLRequest=" in request.url:
            self.asked = request.url
        if request.method == "POST" and urlsplit(request.url).path == "/saml/acs":
            fields = parse_qs(request.post_data or "")
            self.answer = base64.b64decode(fields["SAMLResponse"][0])

    @property
    def question(self) -> bytes:
        """The last AuthnRequest."""
        packed = parse_qs(urlsplit(self.asked).query)["SAMLRequest"][0]
        return zlib.decompress(base64.b64decode(packed), wbits=-15)

    def log_in(self, name: str) -> "Holder":
        """Log in, and see what comes of it."""
        self.open("/logga-in?next=/mina-sidor")
        self.follow(NAME)
        self.identify(name)
        return self

    def ask_to_sign(
        self, path: str, name: str, *, email: str = "", shows_name: bool = False
    ) -> None:
        """Fill in the form, and show who one is."""
        self.open(path).follow("Skriv under")
        self.heading("Skriv under")
        self.write("E-post", email)
        self.tick("Visa mitt namn", on=shows_name)
        self.press("Skriv under med e-legitimation")
        self.identify(name)

    def at_provider(self) -> None:
        """The provider asks who it is, also whom it knows already."""
        self.page.wait_for_url(f"{self.town.provider}/module.php/core/loginuserpass.php*")

    def identify(self, name: str) -> None:
        """Fill in the provider's form. Its answer comes to the municipality as a form, too."""
        self.at_provider()
        self.page.locator("#username").fill(name)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("#password").press("Enter")
        self.page.wait_for_url(f"{self.origin}/**")
