"""Articles that a reader hands in on the page: each taken into the library, each reported on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import BylineError
from index.identity import derived_id
from index.library import Library
from index.links import without_credentials
from index.loaders import is_address, load
from index.records import AddReport, Article, Skipped
from index.skipped import by_reason
from web.days import UnclearDay, read_day
from web.markdown import escape_markdown, one_line
from web.references import format_article_address
from web.sources import format_day
from web.uploads import Uploads

if TYPE_CHECKING:
    from index.fetching.addresses import Addresses

Progress = Callable[[float, str], None]
"""Called as progress(share done between 0 and 1, what is being read)."""

REASONS_NAMED = 5
TO_CORRECT = " · open it to say what is missing"
ARTICLES_SHOWN = 10
"""Of each file or address; where there are more, the list of the library has them."""

_log = logging.getLogger(__name__)


def add_files(
    library: Library, paths: Sequence[str], *, uploads: Uploads, progress: Progress
) -> Iterator[str]:
    """Takes in each file that was uploaded; yields a line of Markdown on what became of it."""
    for number, path in enumerate(paths):
        name = Path(path).name
        progress(number / len(paths), name)
        if uploads.hold(path):
            # Where it lies on this machine is nobody's business.
            yield _add(library, load(path), name=name).replace(
                escape_markdown(path), escape_markdown(name)
            )
        else:
            yield _line(name, "no file that was uploaded here")


def add_addresses(
    library: Library, text: str, *, addresses: Addresses, progress: Progress
) -> Iterator[str]:
    """Fetches each address of `text`, one on a line; yields what became of it, in Markdown.

    `progress` has no share to tell: how many pages a feed names is known only once it was read.
    """
    for address in filter(None, map(str.strip, text.splitlines())):
        if is_address(address):
            found = _told(addresses.load(address), progress=progress)
            yield _add(library, found, name=without_credentials(address))
        else:
            yield _line(
                without_credentials(address), "no address: it starts with https:// or http://"
            )


def add_text(
    library: Library, *, text: str, title: str, publisher: str, published: str
) -> Iterator[str]:
    """Takes in a pasted article; yields a line of Markdown on what became of it.

    Nothing is yielded for an empty text. The same text pasted again is the same article.
    """
    if not text.strip():
        return
    name = one_line(title) or "The pasted text"
    try:
        day = read_day(published)
    except UnclearDay as unclear:
        yield _line(name, f"not added yet: {unclear}")
        return
    article = Article(
        id=derived_id(name=title or "pasted", origin=text),
        text=text,
        title=one_line(title) or None,
        publisher=one_line(publisher) or None,
        published=day,
    )
    yield _add(library, [article], name=name)


def _add(library: Library, items: Iterable[Article | Skipped], *, name: str) -> str:
    taken: list[Article] = []
    try:
        outcome = _describe(library.add(_noted(items, taken)))
    except BylineError as error:
        outcome = str(error)
    except Exception:
        # One file that breaks a loader is no reason to lose the report on the others.
        _log.exception("%s could not be added", name)
        outcome = "it could not be read; the log says why"
    return "\n".join((_line(name, outcome), *_taken_for(library, taken)))


def _noted(items: Iterable[Article | Skipped], taken: list[Article]) -> Iterator[Article | Skipped]:
    """The items, while the first articles among them are noted."""
    for item in items:
        if isinstance(item, Article) and len(taken) <= ARTICLES_SHOWN:
            taken.append(item)
        yield item


def _taken_for(library: Library, taken: Sequence[Article]) -> Iterator[str]:
    """What each article was taken for: its headline, which opens it, its publisher and day."""
    for article in taken[:ARTICLES_SHOWN]:
        try:
            stored = library.article(article.id)
        except BylineError:  # it was not taken in, or is another version of one with another id
            continue
        title = escape_markdown(one_line(stored.title or "No headline"))
        day = format_day(stored.published) or "no date"
        known = escape_markdown(one_line(f"{stored.publisher or 'no publisher'}, {day}"))
        whole = stored.title and stored.publisher and stored.published
        address = format_article_address(stored.id, stored.version)
        yield f"    - [{title}]({address}) · {known}{'' if whole else TO_CORRECT}"
    if len(taken) > ARTICLES_SHOWN:
        yield "    - and more, which the list below has"


def _line(name: str, outcome: str) -> str:
    return f"- **{escape_markdown(one_line(name))}**: {escape_markdown(one_line(outcome))}"


def _told(items: Iterable[Article | Skipped], *, progress: Progress) -> Iterator[Article | Skipped]:
    """The items, while `progress` is told of each."""
    for number, item in enumerate(items, start=1):
        name = item.source if isinstance(item, Skipped) else item.title or item.id
        progress(0.0, f"{number}: {without_credentials(name)}")
        yield item


def _describe(report: AddReport) -> str:
    counts = {
        "added": report.added,
        "brought up to date": report.updated,
        "known already": report.unchanged,
    }
    parts = [f"{_articles(number)} {what}" for what, number in counts.items() if number]
    if report.not_english:
        parts.append(f"{report.not_english} not in English, which is read poorly")
    if report.skipped:
        parts.append(f"{len(report.skipped):,} not taken in ({_reasons(report)})")
    return ", ".join(parts) or "it holds no article"


def _reasons(report: AddReport) -> str:
    reasons = by_reason(report.skipped)
    counted = len(reasons) > 1
    told = [f"{each.words} ({each.count:,})" if counted else each.words for each in reasons]
    further = len(told) - REASONS_NAMED
    return "; ".join(told[:REASONS_NAMED]) + (f"; {further} other reasons" if further > 0 else "")


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
