"""Letters with links: let the worker send them, and read the links back."""

import re
from dataclasses import replace
from email.message import EmailMessage

from dialog.core.worker import Desk, pay_debts
from dialog.notification.reactions.carriers import Carrier
from dialog.notification.reactions.listing import list_recipients
from dialog.notification.reactions.sending import send_letters
from tests.notification.conftest import Mail

ADDRESS = re.compile(r"https?://\S+")


def write_links(mail: Mail) -> list[EmailMessage]:
    """Everything that the worker sends now; commits. Returns all letters."""
    mail.system.session.commit()
    work(mail.desk, mail.outbox)
    return mail.outbox.letters()


def work(desk: Desk, carrier: Carrier) -> None:
    """Pay every debt and send every letter."""
    quiet = replace(desk, config=None)
    while pay_debts(quiet) + list_recipients(quiet) + send_letters(quiet, carrier):
        pass


def link_in(letter: EmailMessage) -> str:
    """The path of the first address in the letter."""
    found = ADDRESS.search(words_of(letter))
    assert found
    return "/" + found[0].split("/", 3)[3]


def words_of(letter: EmailMessage) -> str:
    """The plain text."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
