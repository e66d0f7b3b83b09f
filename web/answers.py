"""An `Answer` in, Markdown out: its claims in the articles' own words, each with its citations.

All text of articles, questions and models is escaped. The only markup is what this file adds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import indent, shorten

from index.corrections import correction_label
from qa.claims.compose import by_publisher, in_words, saying
from qa.types import Answer, Citation, Claim, Sent, Statement
from qa.understanding.shown import kind_of, removable
from web.markdown import escape_markdown, one_line
from web.references import format_reference, reference_of
from web.timeline import draw_timeline

LONGEST_SHORT_ANSWER = 80
"""Characters. A longer one would say most of the quotation below it a second time."""

NEAREST_CHARACTERS = 240
"""So much is shown of a passage that does not answer the question; its citation opens the rest."""

COPIES_NAMED = 5
BEFORE = "Told before:"
"""Stands above the figures that the one shown has replaced."""

WHAT_TO_TRY = (
    "Try a name, a place or a day as an article would print it, or ask one thing at a time. "
    "The Library shows what these articles are."
)

WRITTEN_BY = "Written by {by} ({host}), each sentence held against the words that it cites:"
WRITING = "Writing …"
LEFT_OUT = "What was left out"
SENT = "What was sent to {host}: the question and sentences of these articles"
IN_THEIR_OWN_WORDS = "In the articles’ own words"

AS_TYPED = "[Ask exactly as typed](#as-typed)"
"""A link that conversation.js knows."""

WITHOUT = "#without-"
"""The start of such links; behind it the position in `qa.understanding.shown.removable`."""

_ESCAPED_MARKER = re.compile(r"&#91;([0-9]{1,4})&#93;")


def render_answer(answer: Answer, *, can_retake: bool = False) -> str:
    """The answer as it stands in the conversation; partial answers of a stream as well.

    `can_retake` puts links beside how a question was read, to ask it as it was typed, or without
    what was read as a date or a publisher.
    """
    parts = [
        *_standalone(answer, can_retake=can_retake),
        *_understood(answer, can_retake=can_retake),
        *_written(answer),
        *_body(answer),
    ]
    return "\n\n".join(parts)


def _written(answer: Answer) -> list[str]:
    """What a language model wrote, as far as the articles say it; its heading is for the quotes."""
    writing = answer.writing
    if writing is None:
        return []
    citations = {citation.number: citation for citation in answer.citations}
    sentences = " ".join(
        f"{_inline(one.text)} {_chips(one.citations, citations)}" for one in writing.shown
    )
    head = f"*{_inline(WRITTEN_BY.format(by=writing.by, host=writing.host))}*"
    parts = [
        head if writing.shown or not writing.finished else "",
        sentences,
        "" if writing.finished else f"*{WRITING}*",
        f"*{_inline(writing.note)}*" if writing.note else "",
        *(_folded(LEFT_OUT, map(_struck, writing.left_out)) if writing.finished else ""),
        *_folded(SENT.format(host=_inline(writing.host)), map(_sent, writing.sent)),
        f"**{IN_THEIR_OWN_WORDS}**",
    ]
    return [part for part in parts if part]


def _chips(numbers: Iterable[int], citations: Mapping[int, Citation]) -> str:
    return " ".join(chip(citations[number]) for number in numbers if number in citations)


def _struck(statement: Statement) -> str:
    reason = ": ".join(filter(None, (statement.verdict, statement.reason)))
    return f"~~{_inline(statement.text)}~~ ({_inline(reason)})"


def _sent(sent: Sent) -> str:
    origin = ", ".join(filter(None, (sent.publisher, format_day(sent.published))))
    label = ": ".join(filter(None, (origin, sent.title))) or f"Article {sent.article_id}"
    return f"{sent.sentences} × {_inline(label)}"


def _folded(summary: str, items: Iterable[str]) -> list[str]:
    """A list that opens when its heading is clicked; nothing where it is empty."""
    listed = [f"- {item}" for item in items]
    if not listed:
        return []
    return [f"<details><summary>{summary}</summary>", "\n".join(listed), "</details>"]


def source_label(citation: Citation) -> str:
    """Who published the cited article, when, and its headline, as far as they are known."""
    origin = ", ".join(filter(None, (citation.publisher, format_day(citation.published))))
    label = ": ".join(filter(None, (origin, citation.title)))
    return one_line(label) or f"Article {citation.article_id}"


def copies_line(cited: Sequence[Citation]) -> str | None:
    """Who else printed the words, with the number of articles where it is more than one."""
    shown = {citation.article_id for citation in cited}
    copies = dict.fromkeys(copy for citation in cited for copy in citation.also_in)
    counts = Counter(
        copy.publisher or f"article {copy.article_id}"
        for copy in copies
        if copy.article_id not in shown
    )
    names = [name if number == 1 else f"{name} ({number})" for name, number in counts.items()]
    if not names:
        return None
    more = len(names) - COPIES_NAMED
    further = [f"{more} more"] if more > 0 else []
    return f"Also in: {', '.join([*names[:COPIES_NAMED], *further])}"


def correction_of(citation: Citation) -> tuple[str, str] | None:
    """What the article says of its correction or retraction: a label, and its own words."""
    if citation.correction is None:
        return None
    label = f"{correction_label(citation.correction)} [{citation.number}]:"
    return label, f"“{one_line(citation.correction)}”"


def format_day(day: date | None) -> str | None:
    """A date as a newspaper writes it: 5 January 2025."""
    return f"{day.day} {day:%B %Y}" if day else None


def _body(answer: Answer) -> list[str]:
    if answer.status == "not_found":
        return _not_found(answer)
    citations = {citation.number: citation for citation in answer.citations}
    if not answer.claims:
        return [_with_chips(answer.text, citations)]
    drawing = draw_timeline(answer)
    drawn = [drawing] if drawing else []
    if answer.status == "rival_claims":
        return [
            "The articles make **rival claims**. Each stands in its own words:",
            *([_inline(answer.note)] if answer.note else []),
            *drawn,
            *(_list_item(_claim(claim, citations)) for claim in answer.claims),
        ]
    note = [f"**{_inline(answer.note)}**"] if answer.note else []
    if answer.understood is not None and answer.understood.kind == "comparison":
        told = by_publisher(answer).items()
        return [*note, *(_list_item(_side(name, claims, citations)) for name, claims in told)]
    return [
        *note,
        *drawn,
        *(_claim(claim, citations) for claim in answer.claims),
        *_before(answer, citations),
    ]


def _before(answer: Answer, citations: Mapping[int, Citation]) -> list[str]:
    """What the articles told before, of a figure that has changed."""
    if not answer.earlier:
        return []
    return [BEFORE, *(_list_item(_claim(claim, citations)) for claim in answer.earlier)]


def _side(publisher: str, claims: Iterable[Claim], citations: Mapping[int, Citation]) -> str:
    """What one publisher says, under its name."""
    heading = [f"**{_inline(publisher)}**"] if publisher else []
    return "\n\n".join([*heading, *(_claim(claim, citations) for claim in claims)])


def _standalone(answer: Answer, *, can_retake: bool) -> list[str]:
    """How a follow-up was understood, so that a misreading can be seen."""
    if one_line(answer.standalone) == one_line(answer.question):
        return []
    reading = f"*Read as: {_inline(answer.standalone)}*"
    return [f"{reading} {AS_TYPED}" if can_retake else reading]


def _understood(answer: Answer, *, can_retake: bool) -> list[str]:
    """The kind of question, and the dates and publishers in it, which can be taken away."""
    if answer.understood is None:
        return []
    parts = [_inline(kind) for kind in kind_of(answer.understood)]
    for position, (label, _) in enumerate(removable(answer.understood)):
        link = f'[{_inline(label)} ✕]({WITHOUT}{position} "Ask without this")'
        parts.append(link if can_retake else _inline(label))
    return [f"*Understood as: {' · '.join(parts)}*"] if parts else []


def _not_found(answer: Answer) -> list[str]:
    parts = ["### Not found in these articles", WHAT_TO_TRY]
    if answer.nearest:
        parts.append("The nearest that the library has, which does not answer it:")
        parts.extend(
            _list_item(_nearest(citation), marker=f"{number}. ")
            for number, citation in enumerate(answer.nearest, start=1)
        )
    return parts


def _nearest(citation: Citation) -> str:
    words = one_line(citation.quote)
    shown = shorten(words, NEAREST_CHARACTERS, placeholder="")
    more = "" if shown == words else " …"
    quotation = f"> {_quoted(shown)}{more} {chip(citation)}"
    return "\n\n".join((quotation, _inline(source_label(citation)), *_beside([citation])))


def _claim(claim: Claim, citations: Mapping[int, Citation]) -> str:
    cited = [citations[number] for number in claim.citations if number in citations]
    chips = " ".join(chip(citation) for citation in cited)
    paragraphs = (
        _heading(claim),
        f"> {_quoted(claim.text)} {chips}",
        _attribution(claim, cited),
        _explanation(claim),
        *_beside(cited),
    )
    return "\n\n".join(filter(None, paragraphs))


def _heading(claim: Claim) -> str:
    """The scope, as it is what tells one claim from its rivals; then the short answer, large."""
    scope = _inline(claim.scope or "")
    short_answer = _inline(claim.short_answer or "")
    if len(short_answer) > LONGEST_SHORT_ANSWER:
        short_answer = ""
    lines = (f"**{scope}**" if scope else "", f"### {short_answer}" if short_answer else "")
    return "\n\n".join(filter(None, lines))


def _attribution(claim: Claim, cited: Iterable[Citation]) -> str:
    """Who said it, to whom, when; then the articles it stands in, each once.

    Whose words it is stands first and in italics, so that no opinion reads as plain fact.
    """
    whose = saying(claim)
    sources = dict.fromkeys(source_label(citation) for citation in cited)
    when = in_words(claim.when) if claim.when else None
    said = f"*{_inline(whose[:1].upper() + whose[1:])}*" if whose else ""
    return " · ".join(filter(None, (said, *(_inline(part) for part in (when, *sources) if part))))


def _beside(cited: Sequence[Citation]) -> list[str]:
    """Who else printed the words, and what the cited articles say of their corrections."""
    copies = copies_line(cited)
    notes = filter(None, map(correction_of, cited))
    return [
        *([_inline(copies)] if copies else []),
        *(f"**{_inline(label)}** {_inline(note)}" for label, note in notes),
    ]


def _explanation(claim: Claim) -> str:
    """Who is meant by the quotation's "he": our words, not the article's."""
    return f"*Meaning:* {_inline(claim.explained)}" if claim.explained else ""


def _with_chips(text: str, citations: Mapping[int, Citation]) -> str:
    """Running text whose [1] markers become citations that can be clicked."""

    def cited(marker: re.Match[str]) -> str:
        citation = citations.get(int(marker[1]))
        return marker[0] if citation is None else chip(citation)

    return _ESCAPED_MARKER.sub(cited, escape_markdown(text))


def chip(citation: Citation) -> str:
    """The number of a citation, as a link that opens its words."""
    title = _inline(source_label(citation)).replace('"', "&quot;")
    return rf'[\[{citation.number}\]]({format_reference(reference_of(citation))} "{title}")'


def _quoted(text: str) -> str:
    return f"“{_inline(text)}”"


def _inline(text: str) -> str:
    return escape_markdown(one_line(text))


def _list_item(markdown: str, *, marker: str = "- ") -> str:
    """The Markdown as one item of a list: what follows its first line is indented."""
    return marker + indent(markdown, " " * len(marker)).lstrip()
