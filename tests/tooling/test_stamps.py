"""A second start installs nothing; a changed lock is noticed."""

from pathlib import Path

from devtools import stamps


def test_the_same_lock_has_the_same_fingerprint(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("flask==3.1.3\n")
    assert stamps.fingerprint([lock], "3.11") == stamps.fingerprint([lock], "3.11")


def test_a_changed_lock_or_python_changes_the_fingerprint(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("flask==3.1.3\n")
    before = stamps.fingerprint([lock], "3.11")
    assert stamps.fingerprint([lock], "3.12") != before
    lock.write_text("flask==3.1.4\n")
    assert stamps.fingerprint([lock], "3.11") != before


def test_text_that_moves_from_one_file_to_the_next_is_a_change(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("flask\n")
    second.write_text("jinja2\n")
    before = stamps.fingerprint([first, second])
    first.write_text("flask\njinja2\n")
    second.write_text("")
    assert stamps.fingerprint([first, second]) != before


def test_nothing_is_current_before_the_first_installation(tmp_path: Path) -> None:
    assert not stamps.is_current(tmp_path / "stamp", "a")


def test_a_stamp_is_current_for_what_it_was_made_from(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    stamps.put(stamp, "a")
    assert stamps.is_current(stamp, "b", "a")
    assert not stamps.is_current(stamp, "b")
