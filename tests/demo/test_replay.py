"""A replay: what goes in comes out, each name with its reason, over HTTP and through the action."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from dialog.app import create_app
from dialog.cli import cli
from dialog.demo.replay.mix import ATTEMPTS, PEOPLE, WHOLE, Kind, plan, scaled
from dialog.demo.replay.play import SIGNED, words_of_refusal
from dialog.demo.replay.report import Report
from dialog.demo.replay.run import Replay, Wish
from dialog.demo.replay.site import Broken, filled_in, said
from dialog.folkmotion.rules import threshold
from tests.make import NOW


def replayed(folder: Path, **wish: object) -> Report:
    given = {"attempts": 300, "over_http": 5, "testing": True} | wish
    steps: list[int] = []
    replay = Replay(Wish(**given), folder, NOW)
    report = replay.run(create_app, steps.append)
    assert sum(steps) == len(replay.plan.moves)
    return report


def test_the_mix_is_that_of_2020() -> None:
    assert ATTEMPTS == 19_297
    assert WHOLE[Kind.COUNTS] == 15_395
    assert threshold({"mode": "percent_population", "value": 1}, PEOPLE) == 1607


@pytest.mark.parametrize("attempts", [1, 7, 300, 1000, ATTEMPTS])
def test_a_smaller_mix_has_the_same_sum_and_shares(attempts: int) -> None:
    many = scaled(attempts)
    assert sum(many.values()) == attempts
    for kind, whole in WHOLE.items():
        assert abs(many[kind] - whole * attempts / ATTEMPTS) < 1


def test_a_plan_is_random_but_the_same_for_the_same_seed() -> None:
    first, again, other = plan(500, 1), plan(500, 1), plan(500, 2)
    assert first.moves == again.moves != other.moves
    assert first.expected == other.expected


def test_nobody_takes_a_name_back_before_giving_it() -> None:
    gave: set[str] = set()
    took: Counter[str] = Counter()
    made = plan(2000, 3)
    for move in made.moves:
        if move.takes_back:
            assert move.number in gave
            took[move.number] += 1
        else:
            gave.add(move.number)
    assert max(took.values()) == 1
    assert len(took) == made.expected[Kind.TAKEN_BACK]
    assert made.author in set(made.register())
    assert made.author not in gave


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    report = replayed(tmp_path)
    assert report.is_equal, report.lines()
    assert report.signed == report.went_in[Kind.COUNTS] + report.went_in[Kind.TAKEN_BACK]
    assert report.threshold == 25
    assert report.advised == 34
    assert report.carried_after
    assert report.carried_after < 100
    assert "equal" in report.lines()


def test_names_that_are_checked_afterwards_come_out_the_same(tmp_path: Path) -> None:
    report = replayed(tmp_path, checked_afterwards=True, over_http=2)
    assert report.is_equal, report.lines()
    elsewhere = report.went_in[Kind.ELSEWHERE]
    assert report.signed == sum(
        (report.went_in[Kind.COUNTS], report.went_in[Kind.TAKEN_BACK], elsewhere)
    )
    assert report.carried_after == 300  # nobody could know before the register was there


def test_too_few_names_are_not_handed_over_and_that_is_equal_too(tmp_path: Path) -> None:
    """Of one attempt nothing is carried: the threshold is one name, and it is taken back."""
    report = replayed(tmp_path, attempts=1, over_http=0)
    assert report.is_equal, report.lines()
    assert report.is_handed_over == (report.came_out[Kind.COUNTS] >= report.threshold)


def report(**changed: object) -> Report:
    values = {
        "went_in": dict(WHOLE),
        "came_out": dict(WHOLE),
        "unforeseen": {},
        "signed": 1,
        "threshold": 1607,
        "is_handed_over": True,
        "documents": 1,
        "carried_after": 2000,
    }
    return Report(**(values | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"came_out": WHOLE | {Kind.COUNTS: 15_394}},
        {"unforeseen": {"Något oväntat": 1}},
        {"is_handed_over": False},
        {"documents": 2},
    ],
)
def test_any_difference_is_told(changed: dict[str, object]) -> None:
    assert report().is_equal
    wrong = report(**changed)
    assert not wrong.is_equal
    assert "NOT EQUAL" in wrong.lines()


def test_pages_are_read_as_people_read_them() -> None:
    refusal, kind = next(iter(words_of_refusal().items()))
    assert said("/kvitto/ABCD", "<p>Tack</p>") == SIGNED
    assert said("/folkmotioner/1/skriv-under", f"<p>{refusal}</p>") == kind
    already = '<p>Du har skrivit under</p><a href="/kvitto/ABCD">Kvitto</a>'
    assert said("/folkmotioner/1/skriv-under", already) == Kind.TWICE
    assert said("/folkmotioner/1/skriv-under", "<p>Något  annat</p>") == "Något annat"
    with pytest.raises(Broken):
        filled_in("<form method='post' action='/annat'></form>", "/folkmotioner/1/skriv-under")


def test_the_command_tells_and_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {"DIALOG_ENV": "demo", "DIALOG_DATA_DIR": str(tmp_path)}
    words = ["demo", "replay", "--attempts", "60", "--over-http", "0"]
    result = CliRunner().invoke(cli, words, env=environment)
    assert result.exit_code == 0, result.output
    assert result.output.endswith("equal\n")
    assert not list(tmp_path.glob("replay-*"))
    result = CliRunner().invoke(cli, [*words, "--keep"], env=environment)
    assert len(list(tmp_path.glob("replay-*/replay.db"))) == 1
