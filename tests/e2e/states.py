"""Every page and state that there is to look at: who sees it, where, and what is done there first."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.e2e.person import Person

TITLES = {
    "open": "En kvällsbuss till Sjöhagen",
    "upcoming": "Gör Storgatan bilfri på sommaren",
    "foreign": "Story time in English at the library",
    "failed": "Konstsnö i skidspåret på Grankullen",
    "rejected": "Gatlyktor vid Hagabacksvägen",
    "hidden": "Byt ut rektorn på Kvarnbackens skola",
    "stopped": "Behåll det gula magasinet vid hamnen",
    "new_case": "Bygg ut förskolan i Almtorp",
    "handed_over": "En cykelbana mellan Ekby och Gransäter",
    "late": "Längre öppettider i simhallen",
    "preparation": "Gör Svartmossen till naturreservat",
    "decided": "Bänkar med armstöd längs gångvägarna",
    "implementing": "En grönare skolgård på Norrgärdets skola",
    "completed": "Toalett och ombyte vid Lillsjöns badplats",
    "draft": "En badbrygga vid Lillsjön som fungerar med rullstol",
    "returned": "Rusta upp Kvarnbacken",
    "submitted": "Söndagsöppet på biblioteket",
    "to_review": "Snabbt bredband till alla hushåll i Stenvreten",
    "second_version": "En inhägnad hundrastgård i Almtorp",
}
ROLES = {
    "anonymous": "",
    "resident": "Åsa Ekman",
    "signer": "Elias Öberg",  # has signed what is open
    "stranger": "Petra Bortberg",
    "moderator": "Maja Granskog",
    "officer": "Hanna Lager",
    "registrar": "Reidar Diarell",
    "councillor": "Lisbet Ledamot",
    "admin": "Ada Admin",
}

Act = Callable[[Person], object]


@dataclass(frozen=True)
class State:
    """One page as one kind of person sees it, perhaps after they have done something."""

    role: str
    path: str  # {names} stand for the numbers of folkmotioner
    act: Act | None = None
    status: int = 200


def open_all(person: Person) -> None:
    """Open everything that can be opened."""
    closed = person.main.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def send_empty(person: Person) -> None:
    """Empty the fields of the page's own form and send it."""
    form = person.main.locator("form[method=post]:has(.ds-field)").first
    for field in form.locator("input:visible, textarea").all():
        if field.get_attribute("type") not in {"checkbox", "radio", "file"}:
            field.fill("")
    form.locator("[type=submit]").first.click()
    person.main.locator(".ds-error-summary").wait_for()


def send_wrong_address(person: Person) -> None:
    """Write something that is no e-mail address, and send it."""
    person.write("E-post", "ingen adress")
    person.main.locator("form [type=submit]").first.click()
    person.main.locator(".ds-error-summary").wait_for()


def send_far_too_much(person: Person) -> None:
    """Send more than a request may hold."""
    person.write("Sammanfattning", "Mycket text. " * 60_000)
    person.press("Spara och fortsätt")
    person.heading("Det du skickade är för stort")


def decide_without_words(person: Person) -> None:
    """Open every decision and try to send back without saying what is wanted."""
    person.main.get_by_text("Skicka tillbaka för ändring").click()
    person.press("Skicka tillbaka")
    person.main.locator(".ds-error-summary").wait_for()
    open_all(person)


def sign_it(person: Person) -> None:
    """Sign, and read the receipt with everything opened."""
    if "skriv-under" in person.path and person.main.locator("form[method=post]").count():
        person.press("Skriv under med e-legitimation")
        person.identify(ROLES["signer"])
    else:
        person.follow("Visa kvittot")
    person.heading("Kvitto")
    open_all(person)


def report_it(person: Person) -> None:
    """Report the text, and come to the page that tells how it goes."""
    person.choose("Brott: Olaga hot")
    person.write("Berätta mer", "I andra stycket.")
    person.press("Skicka anmälan")
    person.heading("Din anmälan")


def read_reports(person: Person) -> str:
    """Report the text, and open the reports about it as a moderator does; returns the reporter's link."""
    report_it(person)
    link, title = person.path, person.main.locator("dd a").first.inner_text()
    person.open("/arbetsyta/anmalningar").follow(title)
    person.heading("Anmält")
    open_all(person)
    return link


def decide_on_nothing_without_words(person: Person) -> None:
    """Try to do nothing about a report, and not to say why."""
    read_reports(person)
    person.press("Besluta om ingen åtgärd")
    person.main.locator(".ds-error-summary").wait_for()


def answer_reports(person: Person) -> None:
    """Do nothing about a report, say why, and read the answer as the reporter does."""
    link = read_reports(person)
    person.write("Förklaring till den som har anmält", "Texten är hård, men tillåten.")
    person.press("Besluta om ingen åtgärd")
    person.sees("Beslutet är sparat")
    person.open(link).sees("Kommunen gör inget åt texten")


def see(words: str) -> Act:
    """The words are on the page."""
    return lambda person: person.sees(words)


def follow(words: str) -> Act:
    """Follow the first link with these words."""
    return lambda person: person.activate(person.main.get_by_text(words, exact=True).first)


DECISION = "Läs beslutet och hur du begär omprövning"


def begin_appeal(person: Person) -> None:
    """From the text to its decision, and on to asking for another look at it."""
    person.follow(DECISION)
    person.follow("Begär omprövning")
    person.heading("Begär omprövning")
    open_all(person)


def appeal_without_words(person: Person) -> None:
    """Ask for another look without saying why."""
    begin_appeal(person)
    send_empty(person)


def see_the_way_out(person: Person) -> None:
    """Whoever is logged in can log out, on a page that is the same for everyone too."""
    expect(person.page.get_by_role("banner").get_by_text("Logga ut")).to_be_visible()


def see_the_desk(person: Person) -> None:
    """Staff find their desk in the menu."""
    see_the_way_out(person)
    expect(person.page.get_by_role("banner").get_by_text("Arbetsyta")).to_be_visible()


def to_the_provider(person: Person) -> None:
    """Go on to where one shows who one is."""
    if "skriv-under" in person.path:
        person.press("Skriv under med e-legitimation")
    else:
        person.follow("Demo-legitimation")
    person.at_provider()


def read_newest(person: Person) -> None:
    """Read the newest letter in the demo's mailbox."""
    person.main.locator("li a").first.click()
    person.sees("Vänliga hälsningar")


def unsubscribe(person: Person) -> None:
    """Follow the link at the end of the newest letter."""
    read_newest(person)
    link = re.search(r"/avsluta/\S+", person.main.inner_text())
    assert link
    person.open(link[0]).heading("Säg nej till brev")


CASE = "/arbetsyta/folkmotioner"
STATES: dict[str, State] = {
    "start": State("anonymous", "/"),
    "dialogues": State("anonymous", "/dialoger"),
    "list": State("anonymous", "/folkmotioner"),
    "list, found": State("anonymous", "/folkmotioner?q=förskola&lage=stangd"),
    "list, nothing found": State("anonymous", "/folkmotioner?q=zebra"),
    "list, impossible choice": State("anonymous", "/folkmotioner?lage=kanske"),
    "open": State("anonymous", "/folkmotioner/{open}", open_all),
    "open, logged in": State("resident", "/folkmotioner/{open}", see_the_way_out),
    "open, for staff": State("moderator", "/folkmotioner/{open}", see_the_desk),
    "in another language": State("anonymous", "/folkmotioner/{foreign}"),
    **{
        name: State("anonymous", f"/folkmotioner/{{{name}}}")
        for name in (
            "upcoming", "failed", "rejected", "stopped", "new_case", "handed_over", "late",
            "preparation", "decided", "implementing", "completed",
        )
    },
    "hidden": State("anonymous", "/folkmotioner/{hidden}", status=410),
    "names": State("anonymous", "/folkmotioner/{open}/namn"),
    "printout": State("anonymous", "/folkmotioner/{decided}/utskrift"),
    "about": State("anonymous", "/om"),
    "rules": State("anonymous", "/om/regler"),
    "moderation": State("anonymous", "/om/granskning", open_all),
    "accessibility": State("anonymous", "/om/tillganglighet"),
    "privacy": State("anonymous", "/om/personuppgifter"),
    "log in": State("anonymous", "/logga-in"),
    "log in, staff": State("anonymous", "/logga-in?som=personal&next=/arbetsyta"),
    "log in, unknown provider": State("anonymous", "/logga-in?idp=okand", status=422),
    "logged out": State("anonymous", "/logga-ut"),
    "log out": State("resident", "/logga-ut"),
    "cancelled": State("anonymous", "/logga-in/avbruten"),
    "refused": State("anonymous", "/logga-in/nekad"),
    "warned": State("anonymous", "/logga-in/varning"),
    "another person": State("anonymous", "/logga-in/annan"),
    "provider": State("anonymous", "/logga-in", to_the_provider),
    "provider with a message": State("anonymous", "/folkmotioner/{open}/skriv-under", to_the_provider),
    "unsubscribe, wrong": State("anonymous", "/avsluta/fel", status=404),
    "mailbox": State("anonymous", "/demo/brevlada"),
    "letter": State("anonymous", "/demo/brevlada", read_newest),
    "unsubscribe": State("anonymous", "/demo/brevlada", unsubscribe),
    "no such page": State("anonymous", "/finns-inte", status=404),
    "not allowed": State("resident", "/arbetsyta", status=403),
    "too much": State("resident", "/folkmotioner/ny", send_far_too_much),
    "report": State("anonymous", "/anmal/process/{open}", open_all),
    "report, nothing chosen": State("anonymous", "/anmal/process/{open}", send_empty),
    "report, of what is hidden": State("anonymous", "/anmal/process/{hidden}", status=409),
    "report, sent": State("anonymous", "/anmal/process/{handed_over}", report_it),
    "report, answered": State("moderator", "/anmal/process/{late}", answer_reports),
    "sign": State("anonymous", "/folkmotioner/{open}/skriv-under"),
    "sign, wrong address": State(
        "anonymous", "/folkmotioner/{open}/skriv-under", send_wrong_address
    ),
    "sign, too late": State("anonymous", "/folkmotioner/{failed}/skriv-under", status=409),
    "sign, too early": State("anonymous", "/folkmotioner/{upcoming}/skriv-under", status=409),
    "sign, not from here": State("stranger", "/folkmotioner/{open}/skriv-under", status=409),
    "receipt": State("signer", "/folkmotioner/{open}/skriv-under", sign_it),
    "signed": State("signer", "/folkmotioner/{open}/skriv-under", see("Visa kvittot")),
    "signed, public page": State("signer", "/folkmotioner/{open}", see("Du har skrivit under.")),
    "unsign": State("signer", "/folkmotioner/{open}/ta-tillbaka"),
    "my pages": State("resident", "/mina-sidor"),
    "my pages, empty": State("stranger", "/mina-sidor"),
    "my details": State("resident", "/mina-sidor/uppgifter"),
    "my details, wrong": State("resident", "/mina-sidor/uppgifter", send_wrong_address),
    "propose, not from here": State("stranger", "/folkmotioner/ny", status=409),
    "propose": State("resident", "/folkmotioner/ny"),
    "propose, nothing written": State("resident", "/folkmotioner/ny", send_empty),
    **{
        f"edit, step {number}": State("resident", f"/folkmotioner/{{returned}}/redigera?steg={number}")
        for number in (1, 2, 3, 4)
    },
    "edit, step 2, nothing written": State(
        "resident", "/folkmotioner/{draft}/redigera?steg=2", send_empty
    ),
    "preview of a draft": State("resident", "/folkmotioner/{draft}/granska"),
    "preview of what came back": State("resident", "/folkmotioner/{returned}/granska"),
    "decision": State("resident", "/folkmotioner/{returned}/granska", follow(DECISION)),
    "appeal": State("resident", "/folkmotioner/{returned}/granska", begin_appeal),
    "appeal, nothing written": State(
        "resident", "/folkmotioner/{returned}/granska", appeal_without_words
    ),
    "appeals": State("moderator", "/arbetsyta/omprovningar"),
    "preview of what was sent in": State("resident", "/folkmotioner/{submitted}/granska"),
    "withdraw": State("resident", "/folkmotioner/{draft}/dra-tillbaka"),
    "invite": State("resident", "/folkmotioner/{draft}/bjud-in"),
    **{f"desk, {role}": State(role, "/arbetsyta") for role in list(ROLES)[4:]},
    "queue": State("moderator", "/arbetsyta/granskning"),
    "reports": State("moderator", "/arbetsyta/anmalningar"),
    "reports about one thing": State("moderator", "/anmal/process/{stopped}", read_reports),
    "reports, no words": State(
        "moderator", "/anmal/process/{stopped}", decide_on_nothing_without_words
    ),
    "cases": State("moderator", "/arbetsyta/arenden"),
    "review": State("moderator", f"{CASE}/{{to_review}}/granskning", open_all),
    "review of a second version": State("moderator", f"{CASE}/{{second_version}}/granskning"),
    "review, no words": State(
        "moderator", f"{CASE}/{{to_review}}/granskning", decide_without_words
    ),
    "review of what is open": State("moderator", f"{CASE}/{{open}}/granskning", open_all),
    "case, new": State("registrar", f"{CASE}/{{new_case}}"),
    "case, late": State("officer", f"{CASE}/{{late}}", open_all),
    "case, decided": State("officer", f"{CASE}/{{implementing}}"),
    "case, for a councillor": State("councillor", f"{CASE}/{{preparation}}"),
    "case number": State("registrar", f"{CASE}/{{new_case}}/diarienummer"),
    "case number, missing": State("registrar", f"{CASE}/{{new_case}}/diarienummer", send_empty),
    "step": State("officer", f"{CASE}/{{handed_over}}/steg"),
    "step, nothing written": State("officer", f"{CASE}/{{handed_over}}/steg", send_empty),
    "step, another day": State("officer", f"{CASE}/{{implementing}}", follow("Flytta")),
    "answer": State("officer", f"{CASE}/{{preparation}}/svar"),
    "answer, nothing written": State("officer", f"{CASE}/{{preparation}}/svar", send_empty),
    "milestone": State("officer", f"{CASE}/{{implementing}}/delmal"),
    "close": State("officer", f"{CASE}/{{implementing}}/avsluta"),
    "hand-over document": State("registrar", f"{CASE}/{{new_case}}/overlamning.html"),
    "register": State("registrar", "/arbetsyta/diarium"),
    "local rules": State("admin", "/arbetsyta/regler"),
    "rule, number": State("admin", "/arbetsyta/regler/ef.threshold"),
    "rule, nothing written": State("admin", "/arbetsyta/regler/ef.threshold", send_empty),
    "ready to go live": State("admin", "/arbetsyta/startklar"),
    "departments": State("admin", "/arbetsyta/forvaltningar"),
    "departments, nothing written": State("admin", "/arbetsyta/forvaltningar", send_empty),
    "looks": State("admin", "/arbetsyta/utseende"),
    "pages": State("admin", "/arbetsyta/sidor"),
    "page text": State("admin", "/arbetsyta/sidor/om/sv"),
    "people": State("admin", "/arbetsyta/personer"),
    "people, nothing written": State("admin", "/arbetsyta/personer", send_empty),
    "population": State("admin", "/arbetsyta/folkbokforing"),
    "population, no file": State("admin", "/arbetsyta/folkbokforing", send_empty),
}  # fmt: skip
