"""What is done on a page of a remiss before it is looked at."""

from playwright.sync_api import Route

from tests.e2e.acts import Act
from tests.e2e.consultation_acts import fault
from tests.e2e.person import Person

NUMBER = "Ring mig, 19900602-2397."
OTHER, MINE = "Det här stod i det andra fönstret.", "Det här stod i det första fönstret."


def write_a_number(person: Person) -> None:
    """Write a personal number; the page is saved and says that it cannot be sent."""
    person.write("Sammanfatta vad du tycker", NUMBER)
    person.press("Spara")
    person.main.locator(".ds-error-summary").wait_for()


def save(person: Person) -> None:
    """Write something and save it."""
    person.write("Sammanfatta vad du tycker", "Bra i stort.")
    person.press("Spara")
    person.sees("Inget är skickat än.")


def look_through(person: Person) -> None:
    """Write something and come to where everything is shown once more."""
    person.write("Sammanfatta vad du tycker", "Bra i stort.")
    person.press("Granska och skicka")
    person.heading("Granska ditt svar")


def look_through_a_fault(person: Person) -> None:
    """The same with something that cannot be sent."""
    write_a_number(person)
    person.press("Granska och skicka")
    person.sees("Rätta det här innan du skickar")


def send_without_a_name(person: Person) -> None:
    """Try to send without saying who one is."""
    look_through(person)
    fault("Skicka svaret")(person)


def read_receipt(person: Person) -> None:
    """Answer with the positions that one has, and read the receipt."""
    person.choose("Stödjer förslaget")
    look_through(person)
    if person.main.get_by_label("Nej, visa inget namn").count():
        person.choose("Nej, visa inget namn")
    person.press("Skicka svaret")
    person.heading("Kvitto")


def meet_oneself(person: Person) -> None:
    """Save in two windows, and come to the choice between the two texts."""
    beside = person.context.new_page()
    beside.goto(person.page.url)
    beside.get_by_label("Sammanfatta vad du tycker").fill(OTHER)
    with beside.expect_navigation():
        beside.get_by_role("button", name="Spara", exact=True).last.click()
    beside.close()
    person.write("Sammanfatta vad du tycker", MINE)
    person.press("Spara")
    person.heading("Två texter att välja mellan")
    person.main.get_by_text("Visa skillnaden").first.click()


def hold_still(person: Person) -> None:
    """Open the page once more without its order to be loaded again by itself."""

    def still(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
        route.fulfill(response=answer, headers=headers)

    person.page.route("**/inlasning/*", still)
    person.page.reload()
    person.page.unroute("**/inlasning/*")
    person.sees("delar är lästa")


def stop_and_resume(person: Person) -> None:
    """Stop all writing and look at the page that says so; meanwhile it is resumed in another window."""
    person.write("Varför?", "Någon fyller platsen med skräp.")
    person.press("Stoppa skrivandet")
    person.sees("Skrivandet är stoppat")
    beside = person.context.new_page()
    beside.goto(person.page.url)
    with beside.expect_navigation():
        beside.get_by_role("button", name="Låt alla skriva igen").click()
    beside.close()


def block(person: Person) -> None:
    """Let whoever wrote it write nothing for a day, and see it in the list."""
    person.main.get_by_role("radio").first.check()
    person.write(
        "Förklaring till den som har skrivit texten", "Du har skrivit samma sak tio gånger."
    )
    person.choose("1 dag")
    person.choose("Bara här")
    person.press("Spärra")
    person.sees("Personen är spärrad")


def meet_a_colleague(label: str, button: str, *, first: str = "") -> Act:
    """Save in another window while one writes, and be shown what differs. `first`: a choice to make."""

    def act(person: Person) -> None:
        beside = person.context.new_page()
        beside.goto(person.page.url)
        for page, words in ((beside, OTHER), (person.page, MINE)):
            main = page.get_by_role("main")
            if first:
                main.get_by_label(first, exact=True).check()
            main.get_by_label(label).first.fill(words)
            with page.expect_navigation():
                main.get_by_role("button", name=button, exact=True).click()
        beside.close()
        person.main.locator("ins").first.wait_for()

    return act
