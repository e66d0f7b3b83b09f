"""A Markdown file in; one article out: its front matter as fields, its prose as plain text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.loaders.reading import LARGEST_ARTICLE, read_text
from index.loaders.record import article_and_oddities
from index.loaders.source import Source
from index.records import Article, Skipped

_FRONT_MATTER = re.compile(
    r"\s*(?:---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_SIMPLE = re.compile(r"^([A-Za-z]\w*):[ \t]+(\S.*)$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?[ \t]?")
_SHORTCODE = re.compile(r"^[ \t]*\{[{%<].*?[>%}]\}[ \t]*$", re.MULTILINE)
_STRUCK_OUT = re.compile(r"<(/?)(?:s|del|strike)\b", re.IGNORECASE)
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


def load(source: Source) -> Iterator[Article | Skipped]:
    """The one article of the file. Raises Unreadable, and OSError where the system refuses it.

    Front matter, in YAML or TOML, may carry id, title, date, author, publisher, url and language;
    what cannot be read of it is told. Without a title there, a first heading of the first level is
    the title; it is taken out of the text, and so is one that is the title again.
    """
    markup = read_text(source, limit=LARGEST_ARTICLE)
    fields: dict[str, object] = {}
    front_matter = _FRONT_MATTER.match(markup)
    odd: list[str] = []
    if front_matter and (parsed := _front_matter(front_matter, odd)):
        fields = parsed
        markup = markup[front_matter.end() :]
    heading, text = plain_text(_FOOTNOTE.sub("", _SHORTCODE.sub("", markup)))
    if heading and "title" in fields and heading != fields["title"]:
        text = f"{heading}\n\n{text}"
    yield from article_and_oddities(
        {"title": heading, **fields, "text": text}, source=source, place=source.shown
    )
    for reason in odd:
        yield Skipped(source=source.shown, reason=reason)


def plain_text(markup: str) -> tuple[str | None, str]:
    """The first heading, if it is of the first level, and all other words without markup.

    Paragraphs, headings, list items and the rows of tables are on lines of their own. Raw HTML and
    images are left out, as they are not words of the article.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(markup)
    title = None
    if len(tokens) > 1 and (tokens[0].type, tokens[0].tag) == ("heading_open", "h1"):
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
    struck_out = 0
    for token in inline.children or []:
        if token.type == "html_inline":
            if mark := _STRUCK_OUT.match(token.content):
                struck_out = max(struck_out + (-1 if mark[1] else 1), 0)
            elif token.content.lower().startswith("<br"):
                words += "\n"
        elif struck_out:
            continue
        elif token.type in {"text", "code_inline"}:
            words += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            words += " " if token.type == "softbreak" else "\n"
    return words


def _front_matter(found: re.Match[str], odd: list[str]) -> dict[str, object]:
    """The fields under Byline's names; none where it is no front matter but text between rules.

    What cannot be read as a whole is told in `odd`, and its lines of one name and one value read.
    """
    try:
        parsed = _yaml(found["yaml"]) if found["toml"] is None else tomllib.loads(found["toml"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError) as error:
        kind = "YAML" if found["toml"] is None else "TOML"
        reason = " ".join(str(error).split())
        odd.append(f"the front matter is not {kind}, only its plain lines were read: {reason}")
        parsed = dict(_SIMPLE.findall(found[found.lastgroup or 0]))
    if not isinstance(parsed, Mapping):
        return {}
    fields = {str(key).lower(): _plain_value(value) for key, value in parsed.items()}
    return {_FIELDS.get(key, key): value for key, value in fields.items()}


def _yaml(front_matter: str) -> object:
    # BaseLoader makes strings of all values, so that a title of 1984 is one.
    parsed: object = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506
    return parsed


def _plain_value(value: object) -> object:
    """A value as JSON would have it."""
    return value.isoformat() if isinstance(value, date | time) else value
