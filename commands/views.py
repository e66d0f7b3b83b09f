"""Answers, search results and articles in, what a reader sees in the terminal out.

Every text from outside goes through `line` or `paragraphs`; the only styles are those set here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from commands.intake import Embedded
from commands.terminal import line, paragraphs
from commands.written import written
from index.clean import clean_line
from index.corrections import correction_label, correction_of, status_label
from index.library import Status
from index.links import web_address
from index.records import AddReport, Article
from index.skipped import by_reason
from qa.claims.compose import by_publisher, in_words, saying
from qa.settings import Found
from qa.types import AlsoIn, Answer, Citation, Claim, SearchResult
from qa.understanding.shown import line_of
from qa.words import content_words, words

INDENT = 4
WIDEST_COLUMN = 40
COPIES_NAMED = 5
REASONS_SHOWN = 20
MARKED = "bold yellow"
QUIET = "dim"
WARNING = "bold red"


def answer_view(answer: Answer, *, left_out: bool = False) -> RenderableType:
    """The claims as quotes with numbered marks, then the numbered sources.

    Rival claims stand each in a frame of its own, headed by its scope. Where nothing was found,
    the nearest passages are shown instead. What a language model wrote stands above the quotes;
    with `left_out` also what of it the articles do not say.
    """
    if answer.status == "not_found":
        return _stacked([*_read_as(answer), *_not_found(answer)])
    return _stacked(
        [
            *_read_as(answer),
            *written(answer, left_out=left_out),
            *_claims(answer),
            *_sources("Sources", answer.citations),
        ]
    )


def search_view(question: str, found: Iterable[tuple[SearchResult, Article]]) -> RenderableType:
    """The passages with the words of the question marked in them."""
    stems = {word.stem for word in content_words(question)}
    parts: list[RenderableType] = []
    for result, article in found:
        heading = Text(f"{result.rank}. ", style="bold") + _headline(article.title, article.id)
        place = f"{result.article_id} {result.start}-{result.end}  score {result.score:.3f}"
        text = _with_marked_words(paragraphs(result.text), stems)
        origin = _origin(article.publisher, article.published)
        copies = _also_in(result.also_in)
        details = [
            _indented(line(detail), style=QUIET) for detail in (origin, copies, place) if detail
        ]
        parts.append(Group(heading, *details, _indented(text)))
    return _stacked(parts or [Text("No passage matches.")])


def articles_view(articles: Sequence[Article]) -> RenderableType:
    """A line for each article under a heading, in columns, and how many there are."""
    rows = [
        (
            article.published.isoformat() if article.published else "",
            *map(clean_line, (article.id, article.publisher or "", _listed_headline(article))),
        )
        for article in articles
    ]
    return _table(("Date", "Id", "Publisher", "Headline"), rows)


def _listed_headline(article: Article) -> str:
    return ": ".join(filter(None, [status_label(article), article.title]))


def changed_view(articles: Sequence[Article]) -> RenderableType:
    """The same, of articles that changed: which version is the newest, what was corrected."""
    rows = [
        (
            article.published.isoformat() if article.published else "",
            clean_line(article.id),
            str(article.version),
            clean_line(article.title or ""),
            clean_line(": ".join(filter(None, [status_label(article), correction_of(article)]))),
        )
        for article in articles
    ]
    return _table(("Date", "Id", "Version", "Headline", "Correction"), rows)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    count = Text(_count(len(rows), "article"), style=QUIET)
    return Group(*_columns(heading, rows), Text(), count)


def _columns(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[RenderableType]:
    widths = [
        min(max(map(cell_len, column)), WIDEST_COLUMN)
        for column in zip(heading, *rows, strict=True)
    ]
    yield _row(heading, widths, style="bold")
    yield from (_row(row, widths) for row in rows)


def _row(cells: Sequence[str], widths: Sequence[int], *, style: str = "") -> Text:
    """One line, however wide: an id is given to other commands and a headline searched for."""
    padded = (
        cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return _unbroken(Text("  ".join(padded).rstrip(), style=style))


def article_view(article: Article) -> RenderableType:
    """The whole article with what is known of where it comes from."""
    details = (", ".join(article.authors), _origin(article.publisher, article.published))
    heading = Group(
        _headline(article.title, article.id),
        *(line(detail) for detail in details if detail),
        *([_address(url)] if (url := web_address(article.url)) else []),
        Text(style=QUIET) + line(_identity(article)),
    )
    return _stacked([heading, *_notices(article), paragraphs(article.text)])


def _notices(article: Article) -> list[RenderableType]:
    """That an article is withdrawn, with the reason where one is given; or its correction."""
    if label := status_label(article):
        said = Text(label if not article.note else f"{label}: ", style=WARNING)
        return [_indented(said + paragraphs(f"“{article.note}”" if article.note else ""))]
    note = correction_of(article)
    return [_correction(note)] if note else []


def _identity(article: Article) -> str:
    language = f", language {article.language}" if article.language else ""
    return f"{article.id}, version {article.version}{language}"


def report_view(report: AddReport) -> RenderableType:
    """What was added, and how many items were skipped for which reason, with the first of each."""
    added = Text(
        f"Added {_count(report.added, 'article')}, updated {report.updated}, "
        f"{report.unchanged} unchanged: {_count(report.passages, 'passage')} "
        f"in {report.seconds:.1f} s."
    )
    lines: list[RenderableType] = [added]
    if report.not_english:
        lines.append(Text(f"Not in English: {report.not_english}. Answers from them are poor."))
    if report.skipped:
        lines.append(Text(f"Skipped {len(report.skipped):,}:"))
    reasons = by_reason(report.skipped)
    for reason in reasons[:REASONS_SHOWN]:
        lines += [_item(f"{item.source}: {item.reason}") for item in reason.examples]
        if reason.count > len(reason.examples):
            lines.append(_item(f"and {reason.count - len(reason.examples):,} more for this reason"))
    left = sum(reason.count for reason in reasons[REASONS_SHOWN:])
    if left:
        lines.append(_item(f"and {left:,} for other reasons"))
    if left or any(reason.count > len(reason.examples) for reason in reasons):
        lines.append(Text("With --json all of them are listed."))
    return Group(*lines)


def embedded_view(report: Embedded) -> RenderableType:
    """How many passages were embedded anew."""
    before = f", {report.before:,} before" if report.before else ""
    said = (
        f"Embedded {_count(report.passages, 'passage')} anew{before}: "
        f"all vectors are those of {report.embedder} now."
        if report.passages or report.before
        else f"Nothing to do: the vectors are those of {report.embedder}."
    )
    return Group(_unbroken(line(said)))


def checkup_view(status: Status, problems: Sequence[str]) -> RenderableType:
    """What the store holds, and what is wrong with it."""
    held = [
        _count(status.articles, "article"),
        _count(status.passages, "passage"),
        _count(status.publishers, "publisher"),
    ]
    fingerprint = f" ({status.model})" if status.model else ""
    verdict = "All is well." if not problems else _count(len(problems), "problem") + ":"
    return Group(
        _unbroken(line(f"Store: {status.place}: {', '.join(held)}")),
        _unbroken(line(f"Embedder: {status.embedder}{fingerprint}")),
        *_embedded_anew(status),
        Text(verdict, style="bold"),
        *(_item(problem) for problem in problems),
    )


def _embedded_anew(status: Status) -> Iterator[RenderableType]:
    if status.next_embedder is not None:
        yield _unbroken(
            line(
                f"Being embedded anew with {status.next_embedder}: {status.embedded_anew:,} of "
                f"{_count(status.passages, 'passage')} so far; `byline embed` goes on."
            )
        )


def settings_view(found: Found) -> RenderableType:
    """Each setting, its value and where it was said; then where the settings file is."""
    rows = [
        (key, clean_line(str(value)), clean_line(found.origins[key]))
        for key, value in found.settings
    ]
    state = "" if found.file.exists() else " (none there)"
    return Group(
        *_columns(("Setting", "Value", "From"), rows),
        Text(),
        _unbroken(line(f"Settings file: {found.file}{state}")),
    )


def _read_as(answer: Answer) -> Iterator[RenderableType]:
    """How the question was understood, so that a misreading can be seen."""
    if answer.standalone != answer.question:
        yield Text("Read as: ", style=QUIET) + line(answer.standalone)
    if answer.understood is not None and (understood := line_of(answer.understood)):
        yield Text("Understood as: ", style=QUIET) + line(understood)


def _not_found(answer: Answer) -> Iterator[RenderableType]:
    yield Text("Not found in these articles.", style="bold")
    if answer.note:
        yield line(answer.note)
    yield from _sources("Nearest passages", answer.nearest)


def _claims(answer: Answer) -> Iterator[RenderableType]:
    if not answer.claims:
        yield paragraphs(answer.text)
    elif answer.status == "rival_claims":
        yield Text(f"The articles make {len(answer.claims)} rival claims.", style="bold")
        if answer.note:
            yield line(answer.note)
        yield Group(*(_framed(claim) for claim in answer.claims))
    else:
        if answer.note:
            yield Text(style="bold") + line(answer.note)
        compared = answer.understood is not None and answer.understood.kind == "comparison"
        yield from _side_by_side(answer) if compared else map(_headed, answer.claims)
    if answer.earlier:
        yield Text("Told before:", style="bold")
        yield from map(_headed, answer.earlier)


def _side_by_side(answer: Answer) -> Iterator[RenderableType]:
    """What each publisher says, under its name."""
    for publisher, claims in by_publisher(answer).items():
        heading = [Text(style="bold cyan") + line(publisher)] if publisher else []
        yield Group(*heading, *chain.from_iterable(map(_claim, claims)))


def _headed(claim: Claim) -> RenderableType:
    heading = _heading(claim)
    return Group(*([heading] if heading else []), *_claim(claim))


def _framed(claim: Claim) -> RenderableType:
    return Panel(
        Group(*_claim(claim)), title=_heading(claim), title_align="left", border_style="cyan"
    )


def _heading(claim: Claim) -> Text | None:
    """The short answer, and the scope that sets the claim apart from its rivals."""
    parts = [part for part in (claim.short_answer, claim.scope) if part]
    return line(" - ".join(parts)) if parts else None


def _claim(claim: Claim) -> Iterator[RenderableType]:
    """The quotation; under it, as ours and not the article's, who is meant and whose words it is.

    What somebody said never stands there as plain fact: "Said by" is in the line's first place.
    """
    marks = "".join(f"[{number}]" for number in claim.citations)
    yield _quoted(claim.text) + Text(f" {marks}", style="bold cyan")
    whose = saying(claim)
    about = ", ".join(part for part in (whose, claim.when and in_words(claim.when)) if part)
    if about:
        yield _indented(line(about[:1].upper() + about[1:]), style="italic" if whose else "")
    if claim.explained:
        yield _indented(Text("Meaning: ") + line(claim.explained), style=QUIET)


def _sources(heading: str, citations: Sequence[Citation]) -> Iterator[RenderableType]:
    if citations:
        yield Group(Text(heading, style="bold"), *map(_source, citations))


def _source(citation: Citation) -> RenderableType:
    heading = Text(f"[{citation.number}] ", style="bold cyan")
    origin = _origin(citation.publisher, citation.published)
    copies = _also_in(citation.also_in)
    return Group(
        heading + _headline(citation.title, citation.article_id),
        *([_indented(line(origin))] if origin else []),
        *([_indented(line(copies), style=QUIET)] if copies else []),
        *([_address(citation.url, indent=INDENT)] if citation.url else []),
        _indented(_quoted(citation.quote)),
        *map(_correction, filter(None, [citation.correction])),
    )


def _correction(note: str) -> RenderableType:
    """What the publisher says of a correction or retraction, not to be overlooked."""
    label = Text(f"{correction_label(note)}: ", style=WARNING)
    return _indented(label + paragraphs(f"“{note}”"))


def _address(url: str, *, indent: int = 0) -> Text:
    """An address on one line, however long, so that it can be clicked and copied."""
    return _unbroken(Text(" " * indent) + line(url))


def _unbroken(text: Text) -> Text:
    """The same text, to be printed on one line."""
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _headline(title: str | None, article_id: str) -> Text:
    """The title, or the id where the source gave none."""
    headline = line(title or article_id)
    headline.stylize("bold")
    return headline


def _origin(publisher: str | None, published: date | None) -> str:
    day = f"{published.day} {published:%B %Y}" if published else None
    return ", ".join(part for part in (publisher, day) if part)


def _also_in(copies: Sequence[AlsoIn]) -> str | None:
    """Who else printed the same words: the first few copies, and how many more there are."""
    if not copies:
        return None
    named = "; ".join(
        f"{copy.publisher} ({copy.article_id})" if copy.publisher else copy.article_id
        for copy in copies[:COPIES_NAMED]
    )
    further = len(copies) - COPIES_NAMED
    return f"Also in {named}{f'; and {further} more' if further > 0 else ''}"


def _with_marked_words(text: Text, stems: set[str]) -> Text:
    for word in words(text.plain):
        if word.stem in stems:
            text.stylize(MARKED, word.start, word.end)
    return text


def _item(text: str) -> Text:
    """One entry of a list, on one line so that the paths in it can be copied."""
    return _unbroken(Text(" " * INDENT) + line(text))


def _quoted(text: str) -> Text:
    return Text("“") + line(text) + Text("”")


def _indented(text: Text, *, style: str = "") -> RenderableType:
    text.stylize(style)
    return Padding.indent(text, INDENT)


def _stacked(parts: Iterable[RenderableType]) -> RenderableType:
    """The parts with a blank line between them."""
    first, *rest = parts
    return Group(first, *chain.from_iterable((Text(), part) for part in rest))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
