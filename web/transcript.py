"""A conversation in, something to keep out: plain text, Markdown or JSON, each with its sources."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from index.links import web_address
from qa.claims.compose import in_words, saying
from qa.serialize import answer_to_dict
from qa.types import Answer, Citation, Claim
from web.answers import IN_THEIR_OWN_WORDS, WRITTEN_BY
from web.conversation import Conversation, Exchange
from web.markdown import one_line
from web.sources import copies_line, correction_of, source_label

NOT_FOUND = "Not found in these articles. The nearest passages:"

Escape = Callable[[str], str]

_MARKUP = re.compile(r"[\\`*_\[\]<>#|!&~]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def as_text(conversation: Conversation) -> str:
    """The conversation as it would be typed."""
    return "\n\n".join(_lines(conversation, heading="{}", quotation="  {}", escape=one_line))


def as_markdown(conversation: Conversation) -> str:
    """The conversation as Markdown, in which no text of an article is markup."""
    return "\n\n".join(_lines(conversation, heading="## {}", quotation="> {}", escape=_escaped))


def as_json(conversation: Conversation) -> str:
    """The conversation as JSON: answers as the HTTP API gives them."""
    exchanges = [
        {
            "question": exchange.question,
            "searched_only": exchange.only,
            "note": exchange.note,
            "answer": exchange.answer and answer_to_dict(exchange.answer),
        }
        for exchange in conversation
    ]
    return json.dumps({"exchanges": exchanges}, ensure_ascii=False, indent=2) + "\n"


def _lines(
    conversation: Conversation, *, heading: str, quotation: str, escape: Escape
) -> Iterator[str]:
    for exchange in conversation:
        yield heading.format(escape(exchange.question))
        yield from _reply(exchange, quotation, escape)


def _reply(exchange: Exchange, quotation: str, escape: Escape) -> Iterator[str]:
    answer = exchange.answer
    if answer is not None:
        if one_line(answer.standalone) != one_line(answer.question):
            yield escape(f"Read as: {answer.standalone}")
        yield from _body(answer, quotation, escape)
        yield from (_source(citation, escape) for citation in answer.citations or answer.nearest)
        if exchange.only is not None:
            yield escape(f"Searched only: {exchange.only}.")
    if exchange.note is not None:
        yield escape(exchange.note)


def _body(answer: Answer, quotation: str, escape: Escape) -> Iterator[str]:
    if answer.status == "not_found":
        if answer.note:
            yield escape(answer.note)
        yield NOT_FOUND
        for citation in answer.nearest:
            yield quotation.format(escape(f"“{citation.quote}” [{citation.number}]"))
        return
    yield from _written(answer, escape)
    if answer.note:
        yield escape(answer.note)
    for claim in answer.claims:
        yield from _claim(claim, quotation, escape)
    if not answer.claims:
        yield escape(answer.text)


def _written(answer: Answer, escape: Escape) -> Iterator[str]:
    """What a language model wrote, as far as the articles say it."""
    writing = answer.writing
    if writing is None or not writing.shown:
        return
    yield escape(WRITTEN_BY.format(by=writing.by, host=writing.host))
    for one in writing.shown:
        numbers = " ".join(f"[{number}]" for number in one.citations)
        yield escape(f"{one.text} {numbers}")
    yield escape(f"{IN_THEIR_OWN_WORDS}:")


def _claim(claim: Claim, quotation: str, escape: Escape) -> Iterator[str]:
    heading = ": ".join(filter(None, (claim.scope, claim.short_answer)))
    if heading:
        yield escape(heading)
    numbers = " ".join(f"[{number}]" for number in claim.citations)
    yield quotation.format(escape(f"“{claim.text}” {numbers}"))
    said = ", ".join(filter(None, (saying(claim), claim.when and in_words(claim.when))))
    if said:
        yield escape(said[:1].upper() + said[1:])


def _source(citation: Citation, escape: Escape) -> str:
    place = f"article {citation.article_id}, version {citation.version}, "
    place += f"characters {citation.start} to {citation.end}"
    beside = copies_line([citation]), " ".join(correction_of(citation) or ())
    parts = (source_label(citation), web_address(citation.url), place, *beside)
    return escape(f"[{citation.number}] {'; '.join(filter(None, parts))}")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
