"""Hostile text in, safe text out: the only place that makes trusted HTML."""

import re
import unicodedata

import bleach
import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup  # noqa: TID251  (this is the one place)

MOST_CHARACTERS = 20_000  # nested tags cost bleach quadratic time, so length is capped before it
TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "code",
    "hr",
}
ATTRIBUTES = {"a": ["href"]}
SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
_documents = MarkdownIt("commonmark").enable("table")
# Control characters, and marks that turn the direction of text that follows them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def markdown(text: str, *, heading_shift: int = 1) -> Markup:
    """Markdown as HTML that cannot carry script. Headings begin below the page's own."""
    tokens = _markdown.parse(text[:MOST_CHARACTERS])
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, int(token.tag[1]) + heading_shift)}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    html = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES, strip=True)
    html = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )
    return Markup(html)  # noqa: S704  (twice sanitised above)


def has_unwanted(text: str) -> bool:
    """Whether the text holds control characters or direction overrides."""
    return bool(_UNWANTED.search(text.replace("\r\n", "\n").replace("\r", "\n")))


def plain(text: str) -> str:
    """The text without control characters and direction overrides: for titles, feeds, searches."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(text: str) -> str:
    """The same text with one kind of line break, composed letters and no space at its ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n")]
    return "\n".join(lines).strip()


def document_html(text: str) -> str:
    """A whole Markdown document as HTML, with tables, to be read by a program. Not safe to show."""
    return str(_documents.render(text))
