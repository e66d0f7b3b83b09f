"""A Markdown file in; one article out: its front matter as fields, its prose as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.loaders.reading import LARGEST_ARTICLE, read_text
from index.loaders.record import article
from index.loaders.source import Source, Unreadable
from index.records import Article

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_FIELDS = {"date": "published", "author": "authors", "lang": "language"}
_BLOCK_ENDS = {
    "th_close": "\t",
    "td_close": "\t",
    "tr_close": "\n",
    "table_close": "\n\n",
    "heading_close": "\n\n",
    "paragraph_close": "\n\n",
    "bullet_list_close": "\n\n",
    "ordered_list_close": "\n\n",
}


def load(source: Source) -> Iterator[Article]:
    """The one article of the file. Raises Unreadable, and OSError where the system refuses it.

    Front matter may carry id, title, date, author, publisher, url and language. Without a title
    there, a first heading of the first level is the title, and is taken out of the text.
    """
    markup = read_text(source, limit=LARGEST_ARTICLE)
    fields: dict[str, object] = {}
    front_matter = _FRONT_MATTER.match(markup)
    if front_matter and (parsed := _fields(front_matter[1])):
        fields = parsed
        markup = markup[front_matter.end() :]
    title, text = plain_text(markup, with_title="title" not in fields)
    yield article({"title": title, **fields, "text": text}, source=source)


def plain_text(markup: str, *, with_title: bool) -> tuple[str | None, str]:
    """The first heading, if wanted and of the first level, and all other words without markup.

    Paragraphs, headings, list items and the rows of tables are on lines of their own. Raw HTML and
    images are left out, as they are not words of the article.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(markup)
    title = None
    if with_title and len(tokens) > 1 and (tokens[0].type, tokens[0].tag) == ("heading_open", "h1"):
        title = _words(tokens[1])
        tokens = tokens[3:]
    return title, "".join(_plain(token) for token in tokens)


def _plain(token: Token) -> str:
    if token.type == "inline":
        return _words(token)
    if token.type in {"fence", "code_block"}:
        return f"{token.content}\n"
    in_tight_list = token.type == "paragraph_close" and token.hidden
    return "\n" if in_tight_list else _BLOCK_ENDS.get(token.type, "")


def _words(inline: Token) -> str:
    """The words of a paragraph. A soft break only wraps its lines; a hard break is the writer's."""
    words = ""
    for token in inline.children or []:
        if token.type in {"text", "code_inline"}:
            words += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            words += " " if token.type == "softbreak" else "\n"
    return words


def _fields(front_matter: str) -> dict[str, object]:
    """The fields under Byline's names; none where it is no front matter but text between rules."""
    try:
        # BaseLoader makes strings of all values, so that a title of 1984 is one.
        parsed = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise Unreadable(f"the front matter between the --- lines is not YAML: {reason}") from None
    if not isinstance(parsed, Mapping):
        return {}
    fields = {str(key).lower(): value for key, value in parsed.items()}
    return {_FIELDS.get(key, key): value for key, value in fields.items()}
