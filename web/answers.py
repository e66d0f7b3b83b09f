"""An `Answer` in, Markdown out: its claims in the articles' own words, each with its citations.

All text of articles, questions and models is escaped. The only markup is what this file adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from textwrap import indent, shorten

from index.dates import parse_date
from index.links import web_address
from qa.claims.compose import NUMBER_WORDS, by_publisher, in_words, saying
from qa.types import Answer, Citation, Claim, Sent, Statement
from qa.understanding.shown import kind_of, removable
from qa.words import stems
from web.figures import draw_figures, moved
from web.markdown import escape_markdown, one_line
from web.sources import (
    NAMELESS,
    chip,
    copies_line,
    correction_of,
    format_day,
    headline,
    html_chip,
    inline,
    source_label,
)
from web.timeline import draw_timeline, has_day

LONGEST_SHORT_ANSWER = 80
"""Characters. A longer one would say most of the quotation below it a second time."""

NEAREST_CHARACTERS = 240
"""So much is shown of a passage that does not answer the question; its citation opens the rest."""

BEFORE = "Told before:"
"""Stands above the figures that the one shown has replaced."""

WHAT_TO_TRY = (
    "Try a name, a place or a day as an article would print it, or ask one thing at a time. "
    "The Library shows what these articles are."
)

WRITTEN_BY = "Written by {by} ({host}), each sentence held against the words that it cites:"
WRITING = "Writing …"
LEFT_OUT = "What was left out"
OTHERWISE = "the articles say otherwise"
NOT_TOLD = "the articles do not say it"
SENT = "What was sent to {host}: the question and sentences of these articles"
IN_THEIR_OWN_WORDS = "In the articles’ own words"

LEAD = "## "
HEARD = '<h2 class="visually-hidden">Answer</h2>'
SOURCES = "Sources"
"""Heads the articles that an answer of several rests on."""

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
    body = [*_written(answer), *_body(answer), *sources_strip(answer)]
    parts = [
        *_standalone(answer, can_retake=can_retake),
        *_understood(answer, can_retake=can_retake),
        *_heading_to_hear(body),
        *body,
    ]
    return "\n\n".join(parts)


def _heading_to_hear(body: Sequence[str]) -> list[str]:
    """What smaller headings stand under, for those who go by headings, where no lead is seen."""
    has_lead = any(part.startswith(LEAD) for part in body)
    has_smaller = any("### " in part or "<h3>" in part for part in body)
    return [HEARD] if has_smaller and not has_lead else []


def _written(answer: Answer) -> list[str]:
    """What a language model wrote, as far as the articles say it; its heading is for the quotes."""
    writing = answer.writing
    if writing is None:
        return []
    citations = {citation.number: citation for citation in answer.citations}
    sentences = " ".join(
        f"{inline(one.text)} {_chips(one.citations, citations)}" for one in writing.shown
    )
    sentences = f'<p class="written">{sentences}</p>' if sentences else ""
    head = f"*{inline(WRITTEN_BY.format(by=writing.by, host=writing.host))}*"
    parts = [
        head if writing.shown or not writing.finished else "",
        sentences,
        "" if writing.finished else f"*{WRITING}*",
        f"*{inline(writing.note)}*" if writing.note else "",
        *(_folded(LEFT_OUT, map(_struck, writing.left_out)) if writing.finished else ""),
        *_folded(SENT.format(host=inline(writing.host)), map(_sent, writing.sent)),
        f"**{IN_THEIR_OWN_WORDS}**",
    ]
    return [part for part in parts if part]


def _chips(numbers: Iterable[int], citations: Mapping[int, Citation]) -> str:
    return " ".join(html_chip(citations[number]) for number in numbers if number in citations)


def _struck(statement: Statement) -> str:
    otherwise = OTHERWISE if statement.verdict == "contradicted" else ""
    reason = ": ".join(filter(None, (otherwise, statement.reason))) or NOT_TOLD
    return f"~~{inline(statement.text)}~~ ({inline(reason)})"


def _sent(sent: Sent) -> str:
    origin = ", ".join(filter(None, (sent.publisher, format_day(sent.published))))
    label = ": ".join(filter(None, (origin, sent.title))) or NAMELESS
    return f"{sent.sentences} × {inline(label)}"


def _folded(summary: str, items: Iterable[str]) -> list[str]:
    """A list that opens when its heading is clicked; nothing where it is empty."""
    listed = [f"- {item}" for item in items]
    if not listed:
        return []
    return [f"<details><summary>{summary}</summary>", "\n".join(listed), "</details>"]


def _body(answer: Answer) -> list[str]:
    if answer.status == "not_found":
        return _not_found(answer)
    citations = {citation.number: citation for citation in answer.citations}
    if not answer.claims:
        return [_with_chips(answer.text, citations)]
    if answer.status == "rival_claims":
        return [
            # Of an answer that is still growing, only one may be there.
            *([f"{LEAD}{rivals_line(answer)}"] if len(answer.claims) > 1 else []),
            *([inline(answer.note)] if answer.note else []),
            *_figures(answer),
            *(_list_item(_claim(claim, citations)) for claim in answer.claims),
        ]
    note = [f"**{inline(answer.note)}**"] if answer.note else []
    if answer.understood is not None and answer.understood.kind == "comparison":
        told = _differing_first(by_publisher(answer)).items()
        return [*note, *(_list_item(_side(name, claims, citations)) for name, claims in told)]
    if drawing := draw_timeline(answer):
        undated = (claim for claim in answer.claims if not has_day(claim, answer))
        return [*note, drawing, *(_claim(claim, citations) for claim in undated)]
    lead, claims = _lead(answer)
    return [
        *lead,
        *note,
        *_figures(answer),
        *(_claim(claim, citations) for claim in claims),
        *_before(answer, citations),
    ]


def _lead(answer: Answer) -> tuple[list[str], Sequence[Claim]]:
    """The short answer in large type, and the claims, the first no longer with that above it.

    None where a language model writes, or where a sentence of ours stands first: what says that
    the articles tell otherwise must not come after what they tell.
    """
    first, *others = answer.claims
    short = first.short_answer
    if answer.note or answer.writing or first.scope or first.otherwise or not short:
        return [], answer.claims
    if len(short) > LONGEST_SHORT_ANSWER:
        return [], answer.claims
    return [f"{LEAD}{inline(short)}"], [replace(first, short_answer=None), *others]


def rivals_line(answer: Answer) -> str:
    """How claims that stand side by side differ, in our words; of none is it said that it is wrong.

    Each may be right within what it is limited to, or on its day.
    """
    count = NUMBER_WORDS[len(answer.claims)] if len(answer.claims) < len(NUMBER_WORDS) else "many"
    if len({(claim.scope or "").casefold() for claim in answer.claims}) > 1:
        return f"The articles give {count} answers, each within its own limits"
    if moved(answer):
        return "The articles give another figure from day to day"
    return f"The articles give {count} different answers"


def _figures(answer: Answer) -> list[str]:
    drawing = draw_figures(answer)
    return [drawing] if drawing else []


def _before(answer: Answer, citations: Mapping[int, Citation]) -> list[str]:
    """What the articles told before, of a figure that has changed."""
    if not answer.earlier:
        return []
    return [BEFORE, *(_list_item(_claim(claim, citations)) for claim in answer.earlier)]


def _differing_first(told: Mapping[str, Sequence[Claim]]) -> dict[str, list[Claim]]:
    """What each publisher says, first what has the fewest words of what the others say."""
    held = {name: stems(" ".join(claim.text for claim in claims)) for name, claims in told.items()}

    def share(name: str, claim: Claim) -> float:
        own = stems(claim.text)
        others = frozenset().union(*(words for other, words in held.items() if other != name))
        return len(own & others) / len(own) if own else 1.0

    return {
        name: sorted(claims, key=lambda claim: share(name, claim)) for name, claims in told.items()
    }


def _side(publisher: str, claims: Iterable[Claim], citations: Mapping[int, Citation]) -> str:
    """What one publisher says, under its name."""
    heading = [f"**{inline(publisher)}**"] if publisher else []
    return "\n\n".join([*heading, *(_claim(claim, citations) for claim in claims)])


def _standalone(answer: Answer, *, can_retake: bool) -> list[str]:
    """How a follow-up was understood, so that a misreading can be seen."""
    if one_line(answer.standalone) == one_line(answer.question):
        return []
    reading = f"*Read as: {inline(answer.standalone)}*"
    return [f"{reading} {AS_TYPED}" if can_retake else reading]


def _understood(answer: Answer, *, can_retake: bool) -> list[str]:
    """The kind of question, and the dates and publishers in it, which can be taken away."""
    if answer.understood is None:
        return []
    parts = [inline(kind) for kind in kind_of(answer.understood)]
    for position, (label, _) in enumerate(removable(answer.understood)):
        link = f'[{inline(label)} ✕]({WITHOUT}{position} "Ask without this")'
        parts.append(link if can_retake else inline(label))
    return [f"*Understood as: {' · '.join(parts)}*"] if parts else []


def _not_found(answer: Answer) -> list[str]:
    parts = [f"{LEAD}Not found in these articles"]
    if answer.note:
        parts.append(inline(answer.note))
    parts.append(WHAT_TO_TRY)
    if answer.nearest:
        parts.append("The nearest that the library has, which does not answer it:")
        parts.extend(
            _list_item(_nearest(citation), marker=f"{number}. ")
            for number, citation in enumerate(answer.nearest, start=1)
        )
    return parts


def _nearest(citation: Citation) -> str:
    words = one_line(_without_day_line(citation.quote))
    shown = shorten(words, NEAREST_CHARACTERS, placeholder="")
    more = "" if shown == words else " …"
    quotation = f"> {_quoted(shown)}{more} {chip(citation)}"
    return "\n\n".join((quotation, inline(source_label(citation)), *_beside([citation])))


def _without_day_line(quote: str) -> str:
    """A passage without a first line that is its day alone, which stands below it anyway."""
    first, _, rest = quote.lstrip().partition("\n")
    return rest if rest.strip() and parse_date(first) is not None else quote


def sources_strip(answer: Answer) -> list[str]:
    """The articles that an answer of several rests on, each once, with its citations.

    Where it is one, they stand on paper alone, which has no links: there its address is needed.
    """
    theirs: dict[tuple[str, int], list[Citation]] = {}
    for citation in answer.citations:
        theirs.setdefault((citation.article_id, citation.version), []).append(citation)
    if answer.status == "not_found" or not theirs:
        return []
    items = "".join(f"<li>{_source(answer, cited)}</li>" for cited in theirs.values())
    if len(theirs) > 1:
        return [f'<section class="sources"><h3>{SOURCES}</h3><ul>{items}</ul></section>']
    has_address = any(web_address(citation.url) for citation in answer.citations)
    return [f'<section class="sources on-paper"><ul>{items}</ul></section>'] if has_address else []


def _source(answer: Answer, cited: Sequence[Citation]) -> str:
    """An article: who published it and when, its headline, and what it contributes."""
    first = cited[0]
    numbers = {citation.number for citation in cited}
    gives = dict.fromkeys(
        claim.short_answer
        for claim in (*answer.claims, *answer.earlier)
        if claim.short_answer
        and len(claim.short_answer) <= LONGEST_SHORT_ANSWER // 2
        and numbers & set(claim.citations)
    )
    known = " · ".join(filter(None, (first.publisher, format_day(first.published))))
    address = web_address(first.url)
    shown = [
        f"<strong>{inline(known)}</strong>" if known else "",
        f"<span>{inline(headline(first))}</span>",
        f"<em>{inline(' · '.join(gives))}</em>" if gives else "",
        " ".join(html_chip(citation) for citation in cited),
        f'<small class="on-paper">{inline(address)}</small>' if address else "",
    ]
    return " ".join(filter(None, shown))


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
    scope = inline(claim.scope or "")
    short_answer = inline(claim.short_answer or "")
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
    said = f"*{inline(whose[:1].upper() + whose[1:])}*" if whose else ""
    return " · ".join(filter(None, (said, *(inline(part) for part in (when, *sources) if part))))


def _beside(cited: Sequence[Citation]) -> list[str]:
    """Who else printed the words, and what the cited articles say of their corrections."""
    copies = copies_line(cited)
    notes = filter(None, map(correction_of, cited))
    return [
        *([inline(copies)] if copies else []),
        *(f"**{inline(label)}** {inline(note)}" for label, note in notes),
    ]


def _explanation(claim: Claim) -> str:
    """Who is meant by the quotation's "he": our words, not the article's."""
    return f"*Meaning:* {inline(claim.explained)}" if claim.explained else ""


def _with_chips(text: str, citations: Mapping[int, Citation]) -> str:
    """Running text whose [1] markers become citations that can be clicked."""

    def cited(marker: re.Match[str]) -> str:
        citation = citations.get(int(marker[1]))
        return marker[0] if citation is None else chip(citation)

    return _ESCAPED_MARKER.sub(cited, escape_markdown(text))


def _quoted(text: str) -> str:
    return f"“{inline(text)}”"


def _list_item(markdown: str, *, marker: str = "- ") -> str:
    """The Markdown as one item of a list: what follows its first line is indented."""
    return marker + indent(markdown, " " * len(marker)).lstrip()
