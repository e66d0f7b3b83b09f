"""The tree of a live report in; its entries out, each with its time, its heading and its words.

Each entry is told at its own hour: what an early one says is out of date by the time of a later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from index.clean import clean, clean_line
from index.loaders.linked_data import Item, LinkedData, text_at
from index.loaders.markup import name_of, plain, segments_of, text_of

_FEWEST = 2
_ENTRY = frozenset({"article", "section", "div", "li"})
_LIVE = "LiveBlogPosting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: when it was written, as a machine reads it, its heading, and its text.

    `name` tells it from the others of its page. The text begins with the time as it is shown.
    """

    name: str
    published: str
    title: str | None
    text: str


def entries_of(page: HtmlElement) -> list[Entry]:
    """The entries of a page that says of itself that it is a live report, the newest first."""
    reports = [item for item in LinkedData(page).items if _is_live(item)]
    if not reports:
        return []
    shown = _shown(page)
    stated = [entry for report in reports for entry in _stated(report)]
    entries = shown if len(shown) >= len(stated) else stated
    return sorted(entries, key=lambda entry: entry.published, reverse=True)


def _is_live(item: Item) -> bool:
    kinds = item.get("@type")
    return _LIVE in (kinds if isinstance(kinds, list) else [kinds])


def _shown(page: HtmlElement) -> list[Entry]:
    """The entries that stand on the page: several of one kind, beside one another, with times."""
    groups: dict[object, list[tuple[HtmlElement, HtmlElement]]] = defaultdict(list)
    for time in page.xpath("//time[@datetime]"):
        around = [each for each in time.iterancestors() if name_of(each) in _ENTRY]
        entry = next((each for each in around if each.xpath(".//p")), None)
        if entry is not None:
            groups[entry.getparent(), entry.tag, entry.get("class")].append((entry, time))
    largest: Sequence[tuple[HtmlElement, HtmlElement]] = max(groups.values(), key=len, default=())
    seen: dict[HtmlElement, HtmlElement] = {}
    for entry, time in largest:
        seen.setdefault(entry, time)
    if len(seen) < _FEWEST:
        return []
    return [entry for element, time in seen.items() if (entry := _entry(element, time))]


def _entry(element: HtmlElement, time: HtmlElement) -> Entry | None:
    published, shown = time.get("datetime"), clean_line(text_of(time))
    headings = element.xpath(".//h2 | .//h3 | .//h4")
    title = clean_line(text_of(headings[0])) if headings else None
    words = [
        segment.words
        for segment in segments_of(element)
        if segment.words not in {shown, title} and segment.words.strip()
    ]
    if not words:
        return None
    parts = [part for part in (shown, title) if part]
    return Entry(
        name=element.get("id") or published,
        published=published,
        title=title,
        text=clean("\n\n".join([*parts, *words])),
    )


def _stated(report: Item) -> list[Entry]:
    """The entries that the page states in JSON-LD."""
    updates = report.get("liveBlogUpdate")
    found = []
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, dict):
            continue
        published, body = text_at(update, "datePublished"), update.get("articleBody")
        if published and isinstance(body, str) and body.strip():
            title = text_at(update, "headline")
            found.append(
                Entry(
                    name=text_at(update, "@id", "url") or published,
                    published=published,
                    title=title,
                    text=clean("\n\n".join(filter(None, [title, plain(body)]))),
                )
            )
    return found if len(found) >= _FEWEST else []
