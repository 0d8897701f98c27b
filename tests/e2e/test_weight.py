"""What a first visit costs: bytes over the wire, and nobody else is asked for anything."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession

from tests.e2e.person import PHONE, Person, Visit

pytestmark = pytest.mark.browser

MOST_BYTES = 120_000
A_WHILE = 1000  # milliseconds, for what a script might fetch later


def first_visit(person: Person, path: str) -> tuple[int, set[str]]:
    """The bytes that came over the wire, headers included, and the hosts that were asked."""
    wire: CDPSession = person.context.new_cdp_session(person.page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    sizes: list[int] = []
    hosts: set[str] = set()
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on(
        "Network.requestWillBeSent",
        lambda event: hosts.add(urlsplit(event["request"]["url"]).netloc),
    )
    person.open(path)
    person.page.wait_for_timeout(A_WHILE)
    return sum(sizes), hosts - {""}  # "": images that are in the style sheet itself


PAGES = {
    "start": "",
    "folkmotion": "En kvällsbuss till Sjöhagen",
    "medborgardialog": "Vilka gator ska rustas först?",
    "remiss": "Trafikplan för Ekby",
}
LISTS = {"remiss": "/remisser"}  # where it is found, if not on the first page


@pytest.mark.parametrize("page", PAGES)
def test_a_first_visit_on_a_phone_is_light(visit: Visit, page: str) -> None:
    path = "/"
    if title := PAGES[page]:
        finder = visit().open(LISTS.get(page, "/"))
        finder.follow(title)
        finder.heading(title)
        path = finder.path
    reader = visit(viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=3)
    weight, hosts = first_visit(reader, path)
    assert 10_000 < weight <= MOST_BYTES
    assert hosts == {urlsplit(reader.origin).netloc}
