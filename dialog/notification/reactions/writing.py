"""Writing a letter: a template in the recipient's language becomes plain text and simple HTML."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from dialog.core import i18n, resources
from dialog.notification.models import Letter
from dialog.notification.queries import Addressee, House

WIDTH = 72
STAYS_WHOLE = {"list-unsubscribe"}


class Policy(EmailPolicy):
    """RFC 5322, but a long address in a header is not broken or encoded (RFC 8058 wants it plain)."""

    def fold(self, name: str, value: Any) -> str:
        """The header as lines."""
        if name.lower() in STAYS_WHOLE:
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as lines of bytes."""
        if name.lower() in STAYS_WHOLE:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


POLICY = Policy(linesep=SMTP.linesep, cte_type="7bit")


@dataclass(frozen=True)
class Draft:
    """Everything that goes into one letter."""

    house: House
    letter: Letter
    to: Addressee
    token: str
    now: datetime


def write(draft: Draft) -> EmailMessage:
    """The whole message. Raises what the email package raises for an impossible address."""
    with i18n.speaking(draft.to.locale):
        subject, body = _words(draft)
        html = _template("letter.html").render(
            locale=draft.to.locale, subject=subject, paragraphs=list(_parts(body, draft.house))
        )
    message = EmailMessage(policy=POLICY)
    message["Subject"] = subject
    message["From"] = Address(draft.house.name, addr_spec=draft.house.email)
    message["To"] = Address(addr_spec=reachable(draft.to.email))
    message["Date"] = format_datetime(draft.now)
    message["Message-ID"] = draft.letter.message_id
    message["Content-Language"] = draft.to.locale
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{_unsubscribe_url(draft)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_wrap(body), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def reachable(email: str) -> str:
    """The address with its domain as mail servers write it."""
    name, _, domain = email.rpartition("@")
    return f"{name}@{domain.encode('idna').decode('ascii')}"


def _words(draft: Draft) -> tuple[str, str]:
    mailing = draft.letter.mailing
    known = {
        "title": _one_line(mailing.process.title),
        "house": draft.house,
        "audience": mailing.audience,
        "facts": mailing.facts,
        "link": draft.house.address + mailing.facts["path"],
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
