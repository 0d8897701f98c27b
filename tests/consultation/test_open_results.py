"""The public results as data: the same numbers as on the page, and the same ones hidden."""

import csv
import io

from dialog.core.context import Context
from tests.browser import Browser
from tests.consultation import answered, asked
from tests.consultation.rows import NOW


def made(system: Context, **given: object) -> str:
    row, part = asked.made(system, **given)
    choose = [(30, "trad"), (3, "bank")]
    answered.many(
        system.session,
        part,
        [(n, {"answers": {"en": {"choice": key}}}, {"area": "Norr"}) for n, key in choose],
    )
    asked.counted(system, part)
    address = answered.results_of(row)
    system.session.rollback()
    return address


def test_small_numbers_are_hidden_in_data_too(system: Context, browser: Browser) -> None:
    address = made(system, results_public_at=NOW, results_words="Så blev det.")
    data = browser.get(f"{address}.json").response.json
    numbers = {each["answer"]: each["number"] for each in data if each["question"] == "Vad är viktigast?"}  # fmt: skip
    assert numbers == {
        "Svar på frågan": 33,
        "Träd": None,
        "Bänkar": None,
        "Lekplats": None,
        "Något annat": None,
    }
    page = browser.get(f"{address}.csv").response
    lines = list(csv.reader(io.StringIO(page.data.decode("utf-8-sig")), delimiter=";"))
    assert [line[5] for line in lines if line[4] == "Träd" and line[2] == "Vad är viktigast?"] == [""]  # fmt: skip
    assert "Set-Cookie" not in page.headers
    assert f"{address}.csv" in str(browser.get(address).soup)


def test_before_they_are_public_there_is_nothing(system: Context, browser: Browser) -> None:
    address = made(system)
    for form in ("csv", "json", "xlsx"):
        assert browser.get(f"{address}.{form}").status == 404
