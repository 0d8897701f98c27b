"""Writing a letter: a template in the recipient's language becomes plain text and simple HTML.

With the email package's older classes: the newer ones take ten times as long for the same bytes.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import charset
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime, formataddr
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from dialog.core import i18n, resources
from dialog.notification.models import Letter
from dialog.notification.queries import Addressee, House

WIDTH = 72
STAYS_WHOLE = {"list-unsubscribe"}
ADDRESS = re.compile(r"[^\s@<>()\[\],:;\"\\]+@[^\s@<>()\[\],:;\"\\]+")
UTF_8 = charset.Charset("utf-8")
UTF_8.body_encoding = charset.QP


class BadAddress(ValueError):
    """No letter can ever reach this address. The message does not hold it."""


class Policy(Compat32):
    """RFC 5322, but a long address in a header is not broken (RFC 8058 wants it plain)."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as lines of bytes."""
        line = f"{name}: {value}"
        is_plain = line.isascii() and "\n" not in line and len(line) <= WIDTH
        if is_plain or name.lower() in STAYS_WHOLE:
            return f"{line}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


POLICY = Policy(linesep="\r\n")


@dataclass(frozen=True)
class Draft:
    """Everything that goes into one letter."""

    house: House
    letter: Letter
    to: Addressee
    token: str
    now: datetime


@dataclass(frozen=True)
class Envelope:
    """A letter that can be sent: from where, to where, and every byte of it."""

    sender: str
    to: str
    message_id: str
    written_at: datetime
    content: bytes


def write(draft: Draft) -> Envelope:
    """The whole letter. Raises BadAddress."""
    to = reachable(draft.to.email)
    with i18n.speaking(draft.to.locale):
        subject, body = _words(draft)
        html = _template("letter.html").render(
            locale=draft.to.locale, subject=subject, paragraphs=list(_parts(body, draft.house))
        )
    message = MIMEMultipart("alternative", policy=POLICY)
    message["Subject"] = subject
    message["From"] = formataddr((draft.house.name, draft.house.email))
    message["To"] = to
    message["Date"] = format_datetime(draft.now)
    message["Message-ID"] = draft.letter.message_id
    message["Content-Language"] = draft.to.locale
    message["Auto-Submitted"] = "auto-generated"
    if draft.to.can_stop:
        message["List-Unsubscribe"] = f"<{_unsubscribe_url(draft)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.attach(_part(_wrap(body), "plain"))
    message.attach(_part(html, "html"))
    return Envelope(draft.house.email, to, draft.letter.message_id, draft.now, message.as_bytes())


def _part(text: str, kind: str) -> MIMEText:
    # The standard library takes a Charset, as its documentation says; the type stubs do not know.
    return MIMEText(text, kind, UTF_8, policy=POLICY)  # type: ignore[arg-type]


def reachable(email: str) -> str:
    """The address with its domain as mail servers write it. Raises BadAddress."""
    name, _, domain = email.rpartition("@")
    try:
        address = f"{name}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise BadAddress from None
    if not (address.isascii() and ADDRESS.fullmatch(address)):
        raise BadAddress
    return address


def _words(draft: Draft) -> tuple[str, str]:
    mailing = draft.letter.mailing
    known = {
        "title": _one_line(mailing.process.title) if mailing.process else "",
        "house": draft.house,
        "audience": mailing.audience,
        "can_stop": draft.to.can_stop,
        "facts": mailing.facts,
        "link": draft.house.address + (draft.to.path or mailing.facts["path"]),
        "unsubscribe_url": _unsubscribe_url(draft),
    }
    words = _template(f"{mailing.template}.txt").render(known)
    footer = _template("footer.txt").render(known)
    subject, _, body = words.strip().partition("\n")
    return _one_line(subject), re.sub(r"\n{3,}", "\n\n", f"{body.strip()}\n\n{footer.strip()}\n")


def _unsubscribe_url(draft: Draft) -> str:
    return f"{draft.house.address}/avsluta/{draft.token}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wrap(body: str) -> str:
    """Lines that any mail program can show; addresses stay whole."""
    lines = body.split("\n")
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines
    )


def _parts(body: str, house: House) -> Iterator[list[tuple[str, bool]]]:
    """Paragraphs of lines, each with whether it is an address of ours."""
    for paragraph in body.strip().split("\n\n"):
        yield [(line, line.startswith(f"{house.address}/")) for line in paragraph.split("\n")]


def _template(name: str) -> Any:
    return _templates().get_template(f"email/{name}")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resources.root() / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(["html"], default=False),  # the others are plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "day": lambda value: i18n.format_date(date.fromisoformat(value)),
        "number": i18n.format_number,
    }
    return environment
