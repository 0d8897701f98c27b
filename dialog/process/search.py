"""Search that knows Swedish inflection: the same stems in the index and in the question.

Stem = Snowball(simplemma's lemma): förskola, förskolan and förskolor become one key. The index is an
ordinary table, so it is the same on every database and stays behind the tenant wall.
"""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from threading import Thread

import snowballstemmer
from simplemma import lemmatize
from sqlalchemy import and_, case, delete, func, or_, select
from sqlalchemy.sql import Select

from dialog.core.context import Context
from dialog.process.models import Process, SearchTerm
from dialog.process.rules import PUBLIC

LONGEST_WORD = 40
MOST_WORDS = 12  # of a question
SHORTEST_PREFIX = 3
TAG_WEIGHT = 2
LAST_LETTER = "\U0010ffff"  # no term goes on with it, so it ends the range of a beginning
HEAVIEST = 5  # however often a word is repeated
IN_TITLE = 3  # the weight of a word in a title
LEAST_TELLING = 4  # about: a rare word shared in the title, and another one

_word = re.compile(r"[^\W_]+")
_snowball = snowballstemmer.stemmer("swedish")
# Words that stand in nearly every text and so tell nothing.
_STOP = frozenset(
    [
        "alla",
        "att",
        "av",
        "blir",
        "bli",
        "de",
        "den",
        "denna",
        "det",
        "detta",
        "dig",
        "din",
        "ditt",
        "du",
        "där",
        "då",
        "efter",
        "eller",
        "en",
        "ett",
        "finns",
        "för",
        "från",
        "får",
        "ha",
        "han",
        "har",
        "hon",
        "hur",
        "i",
        "in",
        "inte",
        "jag",
        "kan",
        "kommer",
        "man",
        "med",
        "men",
        "mer",
        "mot",
        "mycket",
        "ni",
        "nu",
        "när",
        "någon",
        "något",
        "några",
        "och",
        "om",
        "oss",
        "på",
        "sin",
        "sina",
        "ska",
        "skulle",
        "som",
        "så",
        "till",
        "upp",
        "ut",
        "utan",
        "vad",
        "var",
        "vara",
        "vi",
        "vid",
        "vill",
        "vår",
        "vårt",
        "våra",
        "är",
        "över",
    ]
)


def words(text: str) -> list[str]:
    """The words of a text in lower case, without those that tell nothing."""
    text = unicodedata.normalize("NFC", text)
    found = (word.lower()[:LONGEST_WORD] for word in _word.findall(text))
    return [word for word in found if word not in _STOP]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One key for all forms of a Swedish word."""
    return str(_snowball.stemWord(lemmatize(word, lang="sv").lower()))


def warm_up() -> Thread:
    """Read the dictionary, which takes a second, in the background."""
    thread = Thread(target=stem, args=("värm",), name="warm-up of search", daemon=True)
    thread.start()
    return thread


def index(ctx: Context, process: Process, *parts: tuple[str, int]) -> None:
    """Make the process findable by its texts, each with a weight, and by its tags.

    Replaces what was there; without any text nothing is left.
    """
    ctx.session.execute(delete(SearchTerm).where(SearchTerm.process_id == process.id))
    weights: Counter[str] = Counter()
    tags = [(" ".join(process.tags), TAG_WEIGHT)] if parts else []
    for text, weight in (*parts, *tags):
        for word in words(text):
            weights[stem(word)] += weight
    for term, weight in sorted(weights.items()):
        ctx.session.add(SearchTerm(process_id=process.id, term=term, weight=weight))


def make_findable(ctx: Context, process: Process) -> None:
    """Index the latest text of a process, without what is hidden in it."""
    text = process.shown(process.texts[-1])
    parts = (text.title, IN_TITLE), (text.summary, 2), (f"{text.body} {text.reasons}", 1)
    index(ctx, process, *parts)


def matching(question: str) -> Select[int, int] | None:
    """Process ids with a score, for processes that hold every word. None when there is no word.

    The last word also matches the beginnings of longer ones, for people who are still typing.
    """
    asked = words(question)[:MOST_WORDS]
    if not asked:
        return None
    stems = [stem(word) for word in asked]
    tests = [SearchTerm.term == each for each in stems]
    if len(asked[-1]) >= SHORTEST_PREFIX:
        beginning = stems[-1]
        tests[-1] = and_(SearchTerm.term >= beginning, SearchTerm.term < beginning + LAST_LETTER)
    every_word = [func.max(case((test, 1), else_=0)) == 1 for test in tests]
    return (
        select(SearchTerm.process_id, func.sum(SearchTerm.weight).label("score"))
        .where(or_(*tests))
        .group_by(SearchTerm.process_id)
        .having(and_(*every_word))
    )


def similar(ctx: Context, text: str) -> Select[int, float] | None:
    """Process ids with a score, for processes that share rare words with the text.

    The rarer the word, the more it says. None when nothing is shared.
    """
    stems = {stem(word) for word in words(text)}
    shared = (
        select(SearchTerm.term, func.count())
        .where(SearchTerm.term.in_(stems), SearchTerm.weight > 1)
        .group_by(SearchTerm.term)
    )
    found = dict(ctx.session.execute(shared).all()) if stems else {}
    if not found:
        return None
    everything = select(func.count(Process.id)).where(Process.publication.in_(PUBLIC))
    processes = ctx.session.scalars(everything).one()
    rarest = sorted(found, key=lambda term: (found[term], term))[:MOST_WORDS]
    weight = case((SearchTerm.weight > HEAVIEST, HEAVIEST), else_=SearchTerm.weight)
    rarity = {term: math.log(1 + processes / found[term]) for term in rarest}
    score = func.sum(weight * case(rarity, value=SearchTerm.term))
    same_title = IN_TITLE * sum(rarity.values())
    telling = LEAST_TELLING * math.log(1 + processes)
    least = max(0.3 * same_title, min(0.8 * same_title, telling))
    return (
        select(SearchTerm.process_id, score)
        .where(SearchTerm.term.in_(rarest), SearchTerm.weight > 1)
        .group_by(SearchTerm.process_id)
        .having(score >= least)
    )
