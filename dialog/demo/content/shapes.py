"""The shapes of the demo content, before it is played into the database."""

from dataclasses import dataclass

# Days are counted from the moment of seeding. "_days_ago" is zero or more and lies in the past;
# "_in_days" is positive in the future and negative in the past. "_percent" is per cent of the
# threshold, rounded up to whole names.


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRule:
    """A local rule (`ef.*`, `privacy.*`) with the decision that it rests on."""

    key: str
    value: bool | int | str | list[str] | dict[str, str | int]
    decided_by: str
    case_number: str
    legal_ref: str
    valid_from_days_ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department (forvaltning) that prepares answers."""

    key: str
    sv: str
    en: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A body of elected members that answers, with the department that prepares its matters."""

    key: str
    sv: str
    en: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that folkmotioner are sorted under."""

    key: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A bounded part of the municipality; the last one stands for the whole."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A made-up municipality: facts, bodies, rules, and what its page texts need to know."""

    key: str
    name: str
    place: str
    organisation_number: str
    website: str
    population: int
    colour: str
    welcome_sv: str
    welcome_en: str
    contact_email: str
    contact_phone: str
    dpo_email: str
    service_decision: str
    dpia: str
    complaint_url: str
    texts_dated_days_ago: int
    case_series: str
    first_case: int
    departments: tuple[Department, ...]
    committees: tuple[Committee, ...]
    topics: tuple[Topic, ...]
    places: tuple[Place, ...]
    rules: tuple[LocalRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision by a moderator: publish, send_back, reject, hide or stop."""

    kind: str
    days_ago: int
    reason: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstVersion:
    """The text as it was first sent in, when it was changed after being returned."""

    title: str
    summary: str
    body: str
    reasons: str
    submitted_days_ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The council's answer: outcome is a value of feedback.models.Decision."""

    outcome: str
    body: str
    paragraph: str
    decided_days_ago: int
    summary: str
    reasons: str
    time_plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated step on the way from decision to done."""

    title: str
    in_days: int
    done: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folkmotion:
    """A proposal with its texts and the state of its three tracks."""

    key: str
    shows: str
    title: str
    summary: str
    body: str
    reasons: str
    place: str
    topic: str
    tags: tuple[str, ...] = ()
    language: str = "sv"
    author: int = 2
    author_name_public: bool = False

    publication: str = "published"
    created_days_ago: int
    submitted_days_ago: int | None = None
    withdrawn_days_ago: int | None = None
    first: FirstVersion | None = None
    reviews: tuple[Review, ...] = ()
    duplicate_of: str = ""

    window: str = ""
    opens_in_days: int | None = None
    closes_in_days: int | None = None
    valid_percent: int = 0
    unverified_percent: int = 0
    against_percent: int = 0
    names_withdrawn: int = 0
    public_names_percent: int = 0

    handling: str = "none"
    handed_over_days_ago: int | None = None
    committee: str = ""
    committee_in_days: int | None = None
    preparation_note: str = ""
    answer: Answer | None = None
    implementing_days_ago: int | None = None
    completed_days_ago: int | None = None
    milestones: tuple[Milestone, ...] = ()
