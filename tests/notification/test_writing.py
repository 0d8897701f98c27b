"""Every letter: right words, right language, headers that mail programs understand, no surprises."""

import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from bs4 import BeautifulSoup

from dialog.core import resources
from dialog.folkmotion.models import Folkmotion
from dialog.notification.models import Letter, Mailing
from dialog.notification.queries import Addressee, House
from dialog.notification.reactions.writing import WIDTH, BadAddress, Draft, reachable, write
from tests.make import NOW
from tests.notification.conftest import read

HOUSE = House(
    "bjorkby", "Björkby kommun", "kommun@bjorkby.example", "https://dialog.bjorkby.example"
)
TOKEN = "t" * 60
FACTS: dict[str, dict[str, Any]] = {
    "folkmotion.publish": {"threshold": 1850, "last_day": "2027-02-01", "opens_on": None},
    "folkmotion.join": {"number": 2},
    "folkmotion.hand_over": {"number": 18400, "answer_by": "2027-06-01"},
    "folkmotion.prepare": {"on": "2027-02-15", "step": "Behandling", "body": "Kulturnämnden"},
    "folkmotion.move_step": {"on": "2027-03-15", "before": "2027-02-15", "step": "Behandling"},
    "folkmotion.answer": {
        "decision": "partly",
        "body": "Kommunfullmäktige",
        "on": "2027-03-01",
        "paragraph": "§ 112",
    },
    "folkmotion.implement": {"on": "2027-04-01", "step": "Bänkarna ställs ut"},
    "folkmotion.complete": {},
    "folkmotion.stop": {"is_hidden": False},
    "folkmotion.resume": {"last_day": "2027-02-07"},
    "folkmotion.close": {"number": 12, "threshold": 100},
    "moderation.decide": {
        "measure": "reject",
        "reason": "Kommunen bestämmer inte över frågan",
        "ground": "Kommunens lokala regler för folkmotion",
        "is_automated": False,
        "until": "2026-12-22",
    },
    "moderation.judge": {"measure": "reject", "result": "upheld"},
    "moderation.tell_watch": {
        "fresh": 3,
        "waiting": 2,
        "late": 1,
        "reports": 1,
        "unseen": 2,
        "never": 1,
        "since": "2026-11-28",
    },
    "process.news": {"turn": "answer"},
    "consultation.open_stage": {"step": "Rösta om förslagen", "last_day": "2027-02-15"},
    "consultation.publish_results": {},
    "consultation.answer": {"body": "Tekniska nämnden", "on": "2027-03-01", "paragraph": "§ 12"},
    "consultation.stop": {},
    "consultation.extend": {"last_day": "2027-03-15"},
    "notification.ask_to_follow": {},
    "consultation.ask_pass": {},
    "remiss.invite": {"last_day": "2027-03-15", "asks_for": "Vad tycker ni?"},
    "remiss.remind": {"last_day": "2027-03-15", "is_last": True},
    "remiss.extend_addressee": {"last_day": "2027-03-15"},
    "remiss.refuse_time": {"last_day": "2027-03-15"},
    "remiss.begin": {"last_day": "2027-03-15"},
    "remiss.extend": {"last_day": "2027-03-15"},
    "remiss.stop": {},
    "remiss.release_version": {},
    "remiss.answer": {"body": "Tekniska nämnden", "on": "2027-03-01", "paragraph": "§ 12"},
    "remiss.conclude": {},
    "remiss.respond": {"is_more": False, "is_late": True},
    "remiss.remind_draft": {"last_day": "2027-03-15"},
    "remiss.invite_colleague": {"organisation": "Cykelklubben"},
    "remiss.ask_to_join": {"organisation": "Cykelklubben"},
    "remiss.let_in": {"organisation": "Cykelklubben"},
    "remiss.ask_approval": {"organisation": "Cykelklubben"},
    "remiss.approve": {"organisation": "Cykelklubben"},
    "remiss.send_back": {"organisation": "Cykelklubben"},
    "remiss.tell_assigned": {"points": 3, "due_on": "2027-02-15"},
}
ASKED_FOR = ("notification.ask_to_follow", "consultation.ask_pass")
OF_ONES_OWN = (  # about something that the recipient is asked to do, or has done
    "remiss.invite",
    "remiss.remind",
    "remiss.extend_addressee",
    "remiss.refuse_time",
    "remiss.respond",
    "remiss.remind_draft",
    "remiss.invite_colleague",
    "remiss.ask_to_join",
    "remiss.let_in",
    "remiss.ask_approval",
    "remiss.approve",
    "remiss.send_back",
    "remiss.tell_assigned",
)
TO_EVERYONE = {
    "hand_over",
    "prepare",
    "move_step",
    "answer",
    "implement",
    "complete",
    "stop",
    "resume",
}


def draft(template: str = "folkmotion.complete", audience: str = "signers", **given: Any) -> Draft:
    """A letter to be written."""
    facts = FACTS[template] | {"path": "/folkmotioner/7"} | given.pop("facts", {})
    title = given.pop("title", "Fler bänkar vid ån")
    mailing = Mailing(template=template, audience=audience, facts=facts)
    mailing.process = Folkmotion(title=title)
    letter = Letter(recipient="signature:1", message_id="<abc@dialog.bjorkby.example>")
    letter.mailing = mailing
    values = {"house": HOUSE, "to": Addressee("rut@example.org"), "token": TOKEN, "now": NOW}
    return Draft(letter=letter, **(values | given))


def sent(of: Draft) -> EmailMessage:
    """As it comes out at the other end."""
    return read(write(of).content)


def plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(message: EmailMessage) -> BeautifulSoup:
    part = message.get_body(("html",))
    assert part is not None
    return BeautifulSoup(part.get_content(), "html.parser")


def test_every_template_is_tried_here() -> None:
    folder = resources.root() / "templates" / "email"
    assert {path.stem for path in folder.glob("*.*.txt")} == FACTS.keys()


@pytest.mark.parametrize("locale", ["sv", "en"])
@pytest.mark.parametrize(
    ("template", "audience"),
    [
        (name, "behind")
        for name in FACTS
        if name.startswith(("folkmotion.", "moderation.d", "moderation.j"))
    ]
    + [
        (name, "followers")
        for name in FACTS
        if name.startswith(("process.", "consultation.", "remiss."))
        and name not in {*ASKED_FOR, *OF_ONES_OWN}
    ]
    + [(f"folkmotion.{name}", "signers") for name in sorted(TO_EVERYONE)],
)
def test_every_letter_says_who_what_where_and_how_to_stop(
    template: str, audience: str, locale: str
) -> None:
    message = sent(draft(template, audience, to=Addressee("rut@example.org", locale)))
    words = plain(message)
    assert "Fler bänkar vid ån" in " ".join(words.split())
    assert "https://dialog.bjorkby.example/folkmotioner/7\n" in words
    assert words.rstrip().endswith(f"https://dialog.bjorkby.example/avsluta/{TOKEN}")
    assert "Björkby kommun" in words
    assert "\n\n\n" not in words
    assert not re.search(r"%\(|{{|{%|None|[^ ] {2,}", words)
    assert message["Subject"].strip() == message["Subject"] != ""
    assert "\n" not in message["Subject"]
    assert max(len(line) for line in words.split("\n") if "://" not in line) <= WIDTH
    assert html(message).html["lang"] == locale


def test_a_letter_about_the_work_of_the_municipality_is_about_no_process() -> None:
    about = draft("moderation.tell_watch", "moderators")
    about.letter.mailing.process = None
    words = " ".join(plain(sent(about)).split())
    assert "Att titta på i dag" in sent(about)["Subject"]
    for fact in ("3 inlägg har", "2 inlägg väntar", "1 granskning är", "28 november 2026"):
        assert fact in words
    assert "Du får brevet för att du granskar texter hos kommunen." in words


@pytest.mark.parametrize("template", ASKED_FOR)
def test_a_letter_that_somebody_asked_for_leads_to_the_link_and_has_nothing_to_stop(
    template: str,
) -> None:
    to = Addressee("rut@example.org", path="/folj/7/bekrafta/abc", can_stop=False)
    raw = write(draft(template, "asked", to=to)).content
    words = plain(read(raw))
    assert "https://dialog.bjorkby.example/folj/7/bekrafta/abc\n" in words
    assert "Var det inte du?" in words.replace("\n", " ")
    assert "/avsluta/" not in words
    assert b"List-Unsubscribe" not in raw


@pytest.mark.parametrize("locale", ["sv", "en"])
@pytest.mark.parametrize("template", OF_ONES_OWN)
def test_a_letter_about_ones_own_leads_to_its_own_page_and_has_nothing_to_stop(
    template: str, locale: str
) -> None:
    to = Addressee("info@klubben.example", locale, "/remisser/7/inbjudan/abc", can_stop=False)
    raw = write(draft(template, "remiss_addressee:1", to=to)).content
    words = plain(read(raw))
    assert "Fler bänkar vid ån" in " ".join(words.split())
    assert "https://dialog.bjorkby.example/remisser/7/inbjudan/abc\n" in words
    assert "/avsluta/" not in words
    assert not re.search(r"%\(|{{|{%|None|[^ ] {2,}|\n\n\n", words)
    assert b"List-Unsubscribe" not in raw


def test_the_headers_are_those_of_a_letter_that_can_be_stopped() -> None:
    raw = write(draft()).content
    message = read(raw)
    assert message["From"].addresses[0].display_name == "Björkby kommun"
    assert message["From"].addresses[0].addr_spec == "kommun@bjorkby.example"
    assert message["To"] == "rut@example.org"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"] == "<abc@dialog.bjorkby.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    address = f"<https://dialog.bjorkby.example/avsluta/{TOKEN}>"
    assert f"\r\nList-Unsubscribe: {address}\r\n".encode() in raw, "on one line and not encoded"
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_a_letter_is_seven_bits_and_short_lines() -> None:
    raw = write(draft(title="Å" * 80)).content
    assert raw.isascii()
    lines = [line for line in raw.split(b"\r\n") if not line.startswith(b"List-Unsubscribe:")]
    assert max(map(len, lines)) <= 78


def test_the_html_says_the_same_and_fetches_nothing() -> None:
    message = sent(draft("folkmotion.answer"))
    page = html(message)
    said = " ".join(page.body.get_text(" ").split())
    assert said == " ".join(plain(message).split())
    assert [link["href"] for link in page.select("a")] == [
        "https://dialog.bjorkby.example/folkmotioner/7",
        f"https://dialog.bjorkby.example/avsluta/{TOKEN}",
    ]
    assert not page.select("img, link, script, style, [style], iframe")


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "https://evil.example/x",
        "[Klicka här](https://evil.example)",
        "Hej\r\nBcc: all@example.org",
        "{{ house }} {% raw %} %(title)s %s",
        "Förskola 👶 för alla",
    ],
)
def test_a_hostile_title_is_only_words(title: str) -> None:
    message = sent(draft(title=title))
    page = html(message)
    assert " ".join(title.split()) in message["Subject"]
    assert " ".join(title.split()) in " ".join(page.get_text(" ").split())
    assert message["Bcc"] is None
    assert not page.select("script")
    assert all(link["href"].startswith(f"{HOUSE.address}/") for link in page.select("a"))


def test_numbers_and_days_are_written_as_the_recipient_writes_them() -> None:
    swedish = plain(sent(draft("folkmotion.hand_over"))).replace("\n", " ")
    assert "18\xa0400" in swedish
    assert "1 juni 2027" in swedish
    message = sent(draft("folkmotion.hand_over", to=Addressee("rut@example.org", "en")))
    assert "18,400" in plain(message)
    assert "1 June 2027" in " ".join(plain(message).split())


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("approved", "säger ja till förslaget"),
        ("partly", "säger ja till en del"),
        ("rejected", "säger nej"),
        ("considered_answered", "anses besvarat"),
    ],
)
def test_an_answer_says_what_was_decided(decision: str, words: str) -> None:
    text = " ".join(plain(sent(draft("folkmotion.answer", facts={"decision": decision}))).split())
    assert words in text
    assert "Kommunfullmäktige den 1 mars 2027, § 112" in text


def test_words_that_were_hidden_are_not_repeated() -> None:
    for audience in ("signers", "behind"):
        message = sent(draft("folkmotion.stop", audience, facts={"is_hidden": True}))
        assert "bänkar" not in str(message["Subject"]) + plain(message) + str(html(message))


@pytest.mark.parametrize("template", ["moderation.decide", "moderation.judge"])
def test_a_decision_to_hide_does_not_repeat_the_title(template: str) -> None:
    message = sent(draft(template, "author", facts={"measure": "hide"}))
    assert "bänkar" not in str(message["Subject"]) + plain(message) + str(html(message))


def test_a_decision_says_why_by_which_rule_by_whom_and_how_to_appeal() -> None:
    english = Addressee("rut@example.org", "en")
    text = " ".join(plain(sent(draft("moderation.decide", "author"))).split())
    assert "Skäl: Kommunen bestämmer inte över frågan." in text
    assert "Grund: Kommunens lokala regler för folkmotion." in text
    assert "Ingen automatik har varit med." in text
    assert "begära omprövning senast 22 december 2026" in text
    text = " ".join(plain(sent(draft("moderation.decide", "author", to=english))).split())
    assert "Kommunen" not in text
    assert "no automated means" in text
    automated = plain(sent(draft("moderation.decide", "author", facts={"is_automated": True})))
    assert "Beslutet fattades automatiskt." in automated


@pytest.mark.parametrize("measure", ["send_back", "reject", "stop", "hide"])
@pytest.mark.parametrize("result", ["changed", "upheld"])
def test_what_came_of_an_appeal_is_told(measure: str, result: str) -> None:
    facts = {"measure": measure, "result": result}
    text = plain(sent(draft("moderation.judge", "author", facts=facts)))
    assert ("Kommunen ändrar beslutet." in text) is (result == "changed")
    assert "Hej!" in plain(sent(draft("moderation.decide", "author", facts={"measure": measure})))


def test_a_meeting_without_a_body_and_a_hand_over_without_names_are_told_too() -> None:
    assert "tas upp på ett möte" in plain(sent(draft("folkmotion.prepare", facts={"body": ""})))
    text = plain(sent(draft("folkmotion.hand_over", facts={"number": 0})))
    assert "Antal namn" not in text


def test_an_international_domain_is_written_as_mail_servers_want_it() -> None:
    assert reachable("rut@ån.example") == "rut@xn--n-1fa.example"
    message = sent(replace(draft(), to=Addressee("rut@ån.example")))
    assert message["To"] == "rut@xn--n-1fa.example"


@pytest.mark.parametrize(
    "address",
    [
        "rut@example.org\r\nBcc: all@example.org",
        "rut@example.org, all@example.org",
        "<rut@example.org>",
        "rut",
        "@example.org",
        "rut@",
        "rut@example..org",
        "rüt@example.org",
        "a@b@example.org",
        "",
    ],
)
def test_an_impossible_address_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        write(replace(draft(), to=Addressee(address)))


def test_the_same_letter_later_has_the_same_message_id() -> None:
    first, second = (sent(replace(draft(), now=NOW + timedelta(hours=n))) for n in (0, 1))
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] != second["Date"]
