"""Fetching a federation's list from its web server, with a limit on everything.

What comes is believed for its signature only. TLS, the limits and the refusal to be led elsewhere
keep a bad server from costing more than a moment.
"""

import queue
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import (  # noqa: TID251 - the one place that fetches from other machines
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from dialog.config import is_fetchable, is_loopback
from dialog.identity.saml.document import FEED
from dialog.identity.saml.outcome import Refused

SECONDS = 30.0  # for all of it, names and connections included
STEP_SECONDS = 15.0  # for each answer of the network
CHUNK = 65_536
LONGEST_TAG = 500
MOST_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Version:
    """What the server calls the version that we have, so that it need not send it again."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Download:
    """What came, and what the server calls it."""

    data: bytes
    version: Version


@dataclass(frozen=True)
class Cost:
    """How much a download may take."""

    seconds: float = SECONDS  # for all of it, names and connections included
    size: int = FEED.size  # bytes


def download(url: str, known: Version = Version(), cost: Cost = Cost()) -> Download | None:
    """What is at the address; None when it is the version we know. Raises Refused."""
    answer: queue.Queue[Download | Exception | None] = queue.Queue()
    # A thread, because looking up a name and waiting for headers have no time limit of their own.
    job = (answer.put, url, known, cost)
    threading.Thread(target=_answer, args=job, daemon=True).start()
    try:
        result = answer.get(timeout=cost.seconds)
    except queue.Empty:
        raise Refused("the server is too slow") from None
    if isinstance(result, Exception):
        raise result
    return result


def _answer(put: Callable[[Any], None], url: str, known: Version, cost: Cost) -> None:
    try:
        put(_fetch(url, known, cost))
    except Refused as refusal:
        put(refusal)
    except (OSError, HTTPException, ValueError) as error:
        put(Refused(f"the server cannot be read ({type(error).__name__})"))
    except Exception as error:  # the one who waits must hear of it
        put(error)


def _fetch(url: str, known: Version, cost: Cost) -> Download | None:
    end = time.monotonic() + cost.seconds
    place = url
    for _ in range(MOST_REDIRECTS + 1):
        _ensure_allowed(place, url)
        try:
            response = _opener(place).open(
                _question(place, known), timeout=min(STEP_SECONDS, cost.seconds)
            )
        except HTTPError as error:
            with error:  # what it says is not read: it might never end
                if error.code == HTTPStatus.NOT_MODIFIED:
                    return None
                if error.code not in REDIRECTS:
                    raise Refused(f"the server answered {error.code}") from None
                place = urljoin(place, error.headers.get("Location", ""))
        else:
            with response:
                return Download(_body(response, end, cost.size), _version(response.headers))
    raise Refused("led on and on")


def _question(url: str, known: Version) -> Request:
    request = Request(url, headers={"User-Agent": "dialog"})  # noqa: S310 - checked before
    if known.etag:
        request.add_header("If-None-Match", known.etag)
    if known.last_modified:
        request.add_header("If-Modified-Since", known.last_modified)
    return request


def _version(headers: Message) -> Version:
    tags = (headers.get(name, "") for name in ("ETag", "Last-Modified"))
    return Version(*(tag if len(tag) <= LONGEST_TAG else "" for tag in tags))


def _body(response: Any, end: float, most: int) -> bytes:
    """All of it, or Refused: too much, too slow, or less than was announced."""
    data = bytearray()
    while chunk := response.read1(CHUNK):
        data += chunk
        if len(data) > most:
            raise Refused("too large")
        if time.monotonic() > end:
            raise Refused("the server is too slow")
    if response.length:
        raise Refused("cut short")
    return bytes(data)


def _ensure_allowed(url: str, origin: str) -> None:
    """Stay within the scheme that we began with. This machine may lead to itself only."""
    if urlsplit(url).scheme != urlsplit(origin).scheme or not is_fetchable(url, may_be_plain=True):
        raise Refused("led to an address that is not allowed")


def _opener(url: str) -> OpenerDirector:
    """Only what is needed: no files, no ftp, no data, no cookies, and redirects are our business."""
    opener = OpenerDirector()
    is_here = is_loopback(urlsplit(url).hostname or "")
    for handler in (
        ProxyHandler({} if is_here else None),  # else as the environment says
        HTTPHandler(),
        HTTPSHandler(context=ssl.create_default_context()),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
