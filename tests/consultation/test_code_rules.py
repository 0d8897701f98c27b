"""Codes: hard to guess, easy to type."""

import math

import pytest

from dialog.consultation.rules.codes import ALPHABET, LENGTH, LOOK_ALIKES, new_code, read_code
from dialog.registry.records import ALPHABET as OF_RECEIPTS


def test_a_code_has_more_than_fifty_bits_and_no_look_alikes() -> None:
    assert LENGTH * math.log2(len(ALPHABET)) >= 50
    assert set(ALPHABET) < set(OF_RECEIPTS)
    assert not set(ALPHABET) & {chr(sign) for sign in LOOK_ALIKES}
    assert {chr(meant) for meant in LOOK_ALIKES.values()} <= set(ALPHABET)


def test_every_code_can_be_read_back_and_no_two_are_alike() -> None:
    codes = [new_code() for _ in range(2000)]
    assert len(set(codes)) == 2000
    assert [read_code(code) for code in codes] == [code.replace("-", "") for code in codes]


@pytest.mark.parametrize(
    "typed",
    [
        "25Q8-UQJJ-6A2C",
        "25q8 uqjj 6a2c",
        "  25Q8UQJJ6A2C\n",
        "2 5 Q 8 U Q J J 6 A 2 C",
        "25Q8–UQJJ—6A2C",
        "zsob-vo1l-gazc",  # every look-alike
        "２５Ｑ８ＵＱＪＪ６Ａ２Ｃ",
        "25Q8.UQJJ_6A2C",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "25Q8UQJJ6A2C"


@pytest.mark.parametrize("typed", ["", "25Q8", "25Q8-UQJJ-6A2C-4", "25Q8-UQJJ-6A2Å", "' OR 1=1 --"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None
