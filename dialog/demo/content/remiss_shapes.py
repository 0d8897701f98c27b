"""The shapes of the made-up remisser, before they are played into the database.

Days are counted as in shapes.py. Sections are named by their number, or by their title where they have
none; "" is the whole document. Positions are named by the keys that every new remiss begins with.
"""

from dataclasses import dataclass

from dialog.demo.content.consultation_shapes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A line of the municipality's register of organisations."""

    key: str
    name: str
    sort: str
    email: str
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about one section, or about the whole."""

    section: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an answer says of one section. `answers`: to the questions that are asked of it, in order."""

    section: str = ""
    position: str = ""
    words: str = ""
    proposal: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What an official decided about an answer that came late."""

    days_ago: int
    is_considered: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer. `file`: the words of a statement that is sent along as a document, under that name."""

    days_ago: int
    views: tuple[View, ...]
    reference: str = ""
    file: str = ""
    file_words: str = ""
    late: Late | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an organisation has begun and not sent. `approval`: nothing, "asked" or "returned"."""

    days_ago: int
    views: tuple[View, ...]
    approval: str = ""
    returned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """For more time. `given_days_ago`: when it was granted."""

    days_ago: int
    until_in_days: int
    words: str
    given_days_ago: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """That an organisation stands aside."""

    days_ago: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """An organisation and what it does. `organisation`: a key of the register, or its name.

    One that is not in the register comes by itself. `members` are names of the demo's people; where
    there are none somebody of the crowd writes. The last one approves. `added_days_ago`: asked later.
    """

    organisation: str
    added_days_ago: int | None = None
    opened_days_ago: int | None = None
    members: tuple[str, ...] = ()
    role: str = "ordförande"
    draft: Draft | None = None
    answer: Answer | None = None
    more: Answer | None = None
    on_paper: bool = False
    wish: Wish | None = None
    decline: Decline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A private person's answer. With a name of the demo's people they have logged in."""

    name: str = ""
    shows_name: bool = False
    on_paper: bool = False
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """How the crowd leans about one section: weights of the positions in order, and what some write.

    A text tells the position of whoever writes it: "opposes | För dyrt."
    """

    section: str = ""
    weights: tuple[int, ...] = (4, 3, 2, 1)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Points of one section with one of these words, replied to together. Without a title: each by itself."""

    title: str = ""
    section: str
    contains: tuple[str, ...] = ("",)
    effect: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A passage that is masked, and why."""

    passage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What officials do with the answers. `tags` are "name | word, word"; `notes` "word | note"."""

    days_ago: int
    tags: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()  # points with these words are split where a new line begins
    assigned: str = ""  # section whose points a colleague looks at
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What the municipality says of a section, and what it changed; or why it says nothing."""

    section: str = ""
    words: str = ""
    changed: str = ""
    none_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """The compilation, and when it is made public: None while it is worked on."""

    days_ago: int | None = None
    words: str = ""
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """That it was stopped, and why."""

    days_ago: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A new version of the document after publication: one section's new text, and what is told of it."""

    days_ago: int
    section: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remiss:
    """A remiss: what it promises, its document, who is asked, who answers, and what comes of it.

    `document` is a Markdown file beside this content; where `is_word` it is sent in as a DOCX.
    A draft has no `published_days_ago`.
    """

    key: str
    shows: str
    title: str
    summary: str
    concerns: str = ""
    asks_for: str = ""
    decided_by: str = ""
    decision_when: str = ""
    feedback_how: str = ""
    feedback_in_days: int | None = None
    area: str
    tags: tuple[str, ...] = ()
    department: str
    contact: str = ""
    document: str
    is_word: bool = False
    offers_original: bool = False
    created_days_ago: int
    published_days_ago: int | None = None
    opens_in_days: int | None = None
    closes_in_days: int | None = None
    short_reason: str = ""
    open_to_all: bool = True
    showing: str = "after"
    shows_names: bool = False
    questions: tuple[Question, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    persons: tuple[Person, ...] = ()
    crowd: int = 0
    leans: tuple[Lean, ...] = ()
    version: Version | None = None
    assessment: Assessment | None = None
    compilation: Compilation | None = None
    outcome: Outcome | None = None
    stop: Stop | None = None
