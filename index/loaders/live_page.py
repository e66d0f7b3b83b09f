"""The tree of a live report in; its entries out, each with its time, its heading and its words.

Each entry is told at its own hour: what an early one says is out of date by the time of a later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement, fragment_fromstring

from index.clean import clean, clean_line
from index.loaders.html_body import names_no_story
from index.loaders.linked_data import Item, LinkedData, text_at
from index.loaders.markup import name_of, plain, segments_of, text_of

_FEWEST = 2
_ENTRY = frozenset({"article", "section", "div", "li"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_LIVE = "LiveBlogPosting"
_LIVE_NAME = re.compile(r"\blive[-_]?(?:blog|updates?|coverage|report|ticker)", re.IGNORECASE)
_LIVE_HEADLINE = re.compile(
    r"\blive[ -]?(?:blog|updates|coverage|report|ticker)\b|^live ?[:–—|-]"
    r"|[:–—|-] live\W*$|\bas it happened\b|\bminute by minute\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"""\w+(?:\W+\w+){2}[^.!?]*[.!?…]["'”’)\]]*(?:\s|$)""")
_HOUR = re.compile(r"(\d{1,2})(?:[.:h](\d{2}))?\s*([ap])?\.?(?:m\.?)?\s*(?:[A-Z]{2,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: when it was written, as a machine reads it, its heading, and its text.

    `name` tells it from the others of its page. The text begins with the time as it is shown.
    """

    name: str
    published: str
    title: str | None
    text: str


def entries_of(page: HtmlElement, *, day: str | None = None) -> list[Entry]:
    """The entries of a page that says of itself that it is a live report, the newest first.

    `day` is the day of the page: that of hours without one of their own.
    """
    reports = [item for item in LinkedData(page).items if _is_live(item)]
    if not reports and not _looks_live(page):
        return []
    shown = _shown(page, day)
    stated = [entry for report in reports for entry in _stated(report)]
    entries = shown if len(shown) >= len(stated) else stated
    return sorted(entries, key=lambda entry: entry.published, reverse=True)


def _is_live(item: Item) -> bool:
    kinds = item.get("@type")
    return _LIVE in (kinds if isinstance(kinds, list) else [kinds])


def _looks_live(page: HtmlElement) -> bool:
    """Whether its headline, its kind or the name of a part says so, and it has times."""
    if len(page.xpath("//time")) < _FEWEST:
        return False
    headlines = page.xpath("//h1 | //title")
    named = page.xpath(
        "//@itemtype | //main/@class | //main//@id | //main//div/@class | //body/@class"
    )
    return any(_LIVE_HEADLINE.search(clean_line(text_of(line))) for line in headlines) or any(
        _LIVE in name or _LIVE_NAME.search(name) for name in named
    )


def _shown(page: HtmlElement, day: str | None) -> list[Entry]:
    """The entries that stand on the page: several of one kind, beside one another, with times."""
    times = [
        time for time in page.xpath("//time") if not any(map(_is_beside, time.iterancestors()))
    ]
    groups: dict[object, dict[HtmlElement, HtmlElement]] = defaultdict(dict)
    for time in times:
        around = [each for each in time.iterancestors() if name_of(each) in _ENTRY]
        entry = next((each for each in around if _tells(each)), None)
        if entry is not None:
            kind = (entry.get("class") or "").partition(" ")[0]
            groups[entry.getparent(), entry.tag, kind].setdefault(entry, time)
    largest = max(groups.values(), key=len, default={})
    found = largest if len(largest) >= _FEWEST else dict(_sections(times))
    hours = [_hour(time) for time in found.values() if not time.get("datetime")]
    known = [hour for hour in hours if hour]
    in_order = all(a >= b for a, b in pairwise(known)) or all(a <= b for a, b in pairwise(known))
    if len(found) < _FEWEST or len(known) < len(hours) or not in_order:
        return []  # of which day an hour is, is not known
    told = {
        element: time.get("datetime") or f"{day or ''}T{_hour(time)}"
        for element, time in found.items()
    }
    return [e for element, at in told.items() if (e := _entry(element, found[element], at))]


def _is_beside(element: HtmlElement) -> bool:
    """Whether it holds comments, other stories, or what else is no part of the report."""
    return name_of(element) in {"aside", "footer", "nav"} or names_no_story(element)


def _tells(element: HtmlElement) -> bool:
    """Whether it holds a sentence, and is not only a line with a time and a name."""
    return bool(element.xpath(".//p")) or _SENTENCE.search(element.text_content()) is not None


def _sections(times: Sequence[HtmlElement]) -> Iterator[tuple[HtmlElement, HtmlElement]]:
    """What follows each of the lines with times that stand beside one another, up to the next."""
    groups: dict[object, dict[HtmlElement, HtmlElement]] = defaultdict(dict)
    for time in times:
        around = time.iterancestors()
        line = next((each for each in around if name_of(each) in {*_HEADINGS, "p", "div"}), None)
        if line is not None:
            groups[line.getparent(), line.tag].setdefault(line, time)
    lines: Mapping[HtmlElement, HtmlElement] = max(groups.values(), key=len, default={})
    for line, time in lines.items():
        section = fragment_fromstring("<div></div>")
        if line.get("id"):
            section.set("id", line.get("id"))
        section.append(deepcopy(line))
        for following in line.itersiblings():
            if following in lines:
                break
            section.append(deepcopy(following))
        yield section, time


def _hour(time: HtmlElement) -> str | None:
    """The hour that is shown, as "16:05"; None where it is none."""
    hour = _HOUR.fullmatch(clean_line(text_of(time)))
    if hour is None or not (hour[2] or hour[3]):
        return None
    hours = int(hour[1]) % 12 + 12 * (hour[3] in "pP") if hour[3] else int(hour[1])
    minutes = int(hour[2] or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None


def _entry(element: HtmlElement, time: HtmlElement, published: str) -> Entry | None:
    shown = clean_line(text_of(time))
    headings = element.xpath(".//h2 | .//h3 | .//h4 | .//h5")
    heading = clean_line(text_of(headings[0])) if headings else ""
    title = heading.removeprefix(shown).strip(" :–—-") or None
    words = [
        segment.words.removeprefix(shown).strip()
        for segment in segments_of(element)
        if segment.words not in {shown, heading}
    ]
    if not any(words):
        return None
    parts = [part for part in (shown, title, *words) if part]
    return Entry(
        name=element.get("id") or published,
        published=published,
        title=title,
        text=clean("\n\n".join(parts)),
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
