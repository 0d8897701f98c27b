"""Search that knows Swedish inflection and keeps å, ä and ö apart from a and o."""

import unicodedata

import pytest
from sqlalchemy import Engine

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion
from dialog.process.queries.listing import Filter, listing
from dialog.process.rules import Publication
from dialog.process.search import MOST_WORDS, index, matching, stem, warm_up, words
from tests import make

FAMILIES = [
    ("förskola", "förskolan", "förskolor", "förskolorna", "förskolans"),
    ("cykelbana", "cykelbanor", "cykelbanan", "cykelbanorna"),
    ("beslut", "beslutet", "besluten"),
    ("bänk", "bänkar", "bänken", "bänkarna"),
    ("bok", "böcker", "boken"),
    ("bibliotek", "biblioteket", "bibliotekets"),
]
APART = [("hål", "hal"), ("träd", "trad"), ("lök", "lok"), ("bänk", "bank"), ("för", "far")]


def proposal(ctx: Context, keys: Keyring, title: str, **given: object) -> Folkmotion:
    """A public folkmotion that can be found by its title."""
    row = make.folkmotion(ctx.session, keys, title=title, **given)
    index(ctx, row, (title, 3))
    ctx.session.commit()
    return row


def found(ctx: Context, question: str) -> list[str]:
    page = listing(ctx, Folkmotion, Filter(words=question)).page
    return [row.title for row in page.rows]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0])
def test_every_form_of_a_word_finds_every_other(
    system: Context, keys: Keyring, family: tuple[str, ...]
) -> None:
    assert len({stem(word) for word in family}) == 1
    for word in family:
        proposal(system, keys, f"Om {word} här")
    for word in family:
        assert len(found(system, word)) == len(family), word


@pytest.mark.parametrize(("one", "other"), APART)
def test_letters_with_dots_and_rings_are_letters_of_their_own(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_letter_typed_in_two_parts_is_the_same_letter(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Fler platser på förskolan")
    apart = unicodedata.normalize("NFD", "förskola")
    assert apart != "förskola"
    assert found(system, apart) == ["Fler platser på förskolan"]


def test_capital_letters_make_no_difference(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Behåll ÅNGBÅTEN")
    assert found(system, "ångbåten") == ["Behåll ÅNGBÅTEN"]


def test_every_word_must_be_there(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "En cykelbana till skolan")
    proposal(system, keys, "En ny simhall")
    assert found(system, "skola cykelbanor") == ["En cykelbana till skolan"]
    assert found(system, "skola simhall") == []


def test_someone_who_is_still_typing_finds_it_too(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Håll biblioteket öppet")
    assert found(system, "bibli") == ["Håll biblioteket öppet"]
    assert found(system, "bi") == []


def test_signs_that_mean_something_to_a_database_are_ordinary_signs(
    system: Context, keys: Keyring
) -> None:
    proposal(system, keys, "Fler bänkar")
    for question in ("%", "_", "%%%", "b_nkar", "' OR 1=1 --", "\\", "\x00"):
        assert found(system, question) == [], question


def test_the_best_answer_comes_first(system: Context, keys: Keyring) -> None:
    aside = make.folkmotion(system.session, keys, title="Fler parker")
    index(system, aside, ("Fler parker", 3), ("En lekplats kan ligga där", 1))
    proposal(system, keys, "Rusta upp lekplatsen")
    assert found(system, "lekplats") == ["Rusta upp lekplatsen", "Fler parker"]


def test_words_that_tell_nothing_find_nothing(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Det är för att vi vill ha en park")
    assert words("det är för att") == []
    assert matching("det är för att") is None
    assert found(system, "det är för att") == []


def test_a_very_long_question_is_cut(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Fler bänkar")
    assert found(system, "ord " * 5000) == []
    assert len(words("bänk " * 100)[:MOST_WORDS]) == MOST_WORDS


def test_tags_are_found_as_well(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Ett tak över isen", tags=["ishall", "skridskor"])
    assert found(system, "ishallen") == ["Ett tak över isen"]


def test_indexing_anew_forgets_the_old_words(system: Context, keys: Keyring) -> None:
    row = proposal(system, keys, "Fler bänkar")
    index(system, row, ("Fler parker", 3))
    assert found(system, "bänkar") == []
    assert found(system, "parker") == ["Fler bänkar"]


def test_without_a_text_nothing_can_be_found(system: Context, keys: Keyring) -> None:
    row = proposal(system, keys, "Fler bänkar", tags=["bänk"])
    index(system, row)
    assert found(system, "bänkar") == []


def test_what_is_hidden_is_not_found(system: Context, keys: Keyring) -> None:
    proposal(system, keys, "Fler bänkar", publication=Publication.HIDDEN)
    proposal(system, keys, "Flera bänkar", publication=Publication.DRAFT)
    assert found(system, "bänkar") == []


def test_another_municipality_finds_nothing_of_ours(
    system: Context, keys: Keyring, engine: Engine
) -> None:
    proposal(system, keys, "Fler bänkar")
    with TenantSession(engine, municipality_id=make.BJORKBY) as session:
        there = Context(session, system.actor, system.now, keys)
        assert found(there, "bänkar") == []


def test_the_dictionary_is_read_before_the_first_question() -> None:
    warm_up().join(timeout=60)
    assert stem.cache_info().currsize > 0
