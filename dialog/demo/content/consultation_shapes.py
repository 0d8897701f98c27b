"""The shapes of the made-up consultations, before they are played into the database.

Days are counted as in shapes.py. `answers`, `support` and `on_paper` say how many made-up residents
do it; `weights` how they lean between the choices, and `texts` what they may write.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The question is asked only of those who chose one of these, by the words of the choices."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, and how the made-up answers to it lean."""

    key: str
    kind: str
    title: str
    help: str = ""
    is_required: bool = False
    choices: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    has_other: bool = False
    most: int | None = None
    low: int = 1
    high: int = 5
    low_label: str = ""
    high_label: str = ""
    unit: str = ""
    shown_if: Condition | None = None
    weights: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Questions that belong together."""

    title: str
    intro: str = ""
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """An idea with its support and comments. A place is in words, and a point or a line on the map."""

    title: str
    body: str
    category: str
    support: int = 0
    comments: tuple[str, ...] = ()
    place: str = ""
    point: tuple[float, float] | None = None
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A post in a discussion, with answers by others and one by an official."""

    text: str
    support: int = 0
    replies: tuple[str, ...] = ()
    official: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A picture or a document that lies beside the content. A picture is described in words."""

    file: str
    name: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a step. Which fields matter depends on its kind; options are "name | description"."""

    kind: str
    title: str
    body: str = ""
    media: tuple[Medium, ...] = ()
    intro: str = ""
    thanks: str = ""
    asks_age: bool = False
    asks_area: bool = False
    pages: tuple[Page, ...] = ()
    prompt: str = ""
    categories: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    layers: bool = False
    method: str = "points"
    amount: int = 10
    shows_result: bool = False
    options: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    ages: tuple[str, ...] = ()  # who answers, by age group; all where none is named
    answers: int = 0
    on_paper: int = 0
    ideas: tuple[Idea, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: when it is open, and for whom."""

    title: str
    intro: str = ""
    opens_in_days: int
    closes_in_days: int
    who: str = "anyone"
    age_from: int | None = None
    age_to: int | None = None
    anonymous: bool = False
    reviewed_first: bool = False
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """That the results are public since then, and what they say."""

    public_days_ago: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something that is carried out after the decision."""

    title: str
    in_days: int
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was decided. `body` is the key of a committee; `effect` says what the answers changed."""

    decided_days_ago: int
    body: str
    paragraph: str
    reasons: str
    effect: str
    time_plan: str
    milestones: tuple[Milestone, ...] = ()
    completed_days_ago: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A consultation: what it promises, its steps, and what came of it."""

    key: str
    shows: str
    blueprint: str
    title: str
    summary: str
    concerns: str
    level: str
    can_affect: str
    cannot_affect: str
    decided_by: str
    decision_when: str
    feedback_how: str
    feedback_in_days: int
    area: str
    tags: tuple[str, ...] = ()
    department: str
    contact: str
    published_days_ago: int
    steps: tuple[Step, ...]
    results: Results | None = None
    outcome: Outcome | None = None
