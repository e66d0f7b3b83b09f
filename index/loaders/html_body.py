"""The tree of a web page in; the words of its article out, and nothing else of the page.

Which part of a page is the article, trafilatura judges. The words are the page's own: what it
leaves out inside the article, runs together or takes out of a sentence is put right by them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element
from lxml.html import HtmlElement

from index.clean import clean, clean_line
from index.corrections import find_correction
from index.loaders.dates_shown import changed_day, day_in_line
from index.loaders.markup import Segment, is_shown, joined, name_of, raised_words, segments_of
from index.loaders.names import people

_PARAGRAPH_LETTERS = 80
_MOST_BLOCKS = 3_000
_BLOCKS = {"p", "head", "quote", "list", "table", "code"}

_INLINE = "abbr data dfn label output time"
_IN_TEXT = "(ancestor::p or ancestor::li or ancestor::td) and not(@for) and not(.//input)"
_HIDDEN_LETTERS = 300
"""A longer part of a page that is hidden is most likely its story behind a button."""

_COVERED = 0.9
"""The share of trafilatura's letters that the page's own segments have to hold."""

_SURE = 30
"""Letters. A shorter segment is known by its place, not by its words."""

_MOST = 0.8
_MOST_IN_HEAD = 4
_LONGEST_DAY = 60
_AT_A_WALL = 3
"""Segments behind a story in which a demand to pay for the rest of it stands."""

_WALL = re.compile(
    r"(?:(?:please )?(?:subscribe|sign up|register|log ?in|sign in|become a (?:member|subscriber))"
    r"(?: now| today| here)? (?:to|and) (?:read|continue|keep reading|unlock|view|access)\b"
    r"|(?:this|the) (?:article|story|content|page) is "
    r"(?:(?:only |exclusively )?(?:for|available to)|"
    r"reserved for|exclusive to) (?:our )?(?:\w+ )?(?:subscribers|members)\b"
    r"|to (?:continue|keep) reading\b|already a (?:subscriber|member)\?"
    r"|you have (?:reached|read) (?:your|all|the)\b[^.\n]{0,60}\b(?:free )?articles)",
    re.IGNORECASE,
)
_PROSE = re.compile(r"""[.!?…]["'”’)\]]*$""")
_FEWEST_WORDS = 6
_NO_STORY = frozenset({"aside", "button", "figure", "footer", "form", "header", "nav"})
_NO_STORY_NAMES = frozenset(
    """
    ad ads advert advertisement author authors bio breadcrumb breadcrumbs byline caption comment
    comments consent cookie cookies credit credits disclaimer footer login menu modal nav navbar
    navigation newsletter outbrain paywall popular popup promo promoted promotion recirc recommended
    recommendations regwall related share sharing sidebar signup social sponsored subscribe
    subscription taboola tags teaser trending widget
    """.split()
)
_LAYOUT = frozenset(
    """
    above article articles area aside bar below block body bottom box button buttons card cards
    center col column component container content desktop dialog entry fixed form full global grid
    group head header heading hidden holder icon icons image images info inline inner insert item
    items label large layout left line link links list main media meta mobile module more news note
    outer overlay pane panel part placeholder plugin post posts primary print right row
    section secondary side single site slot small stories story strip text title tool toolbar tools
    top unit view wide wrap wrapper
    """.split()
)
"""Words of ids and classes for where something stands, not for what it tells."""
_PREFIX = 3
"""Letters of what programs put before their names: `td-sidebar`, `c-related`."""
_AD_NAMES = frozenset("ad ads advert adverts advertisement advertisements advertising".split())
_MAY_BE_ADS = "//body//*[{}]".format(
    " or ".join(
        f"contains(@{at}, '{word}')" for at in ("class", "id") for word in ("ad", "Ad", "AD")
    )
)
_FACTS = re.compile(
    r"(?:fact|info|background|explainer|glossary|timeline)[\w-]*(?:box|panel|file)?|at-a-glance|"
    r"key-?(?:facts|points)",
    re.IGNORECASE,
)
_MOST_LINKED = 0.3
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_ROWS = frozenset({"li", "tr"})
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The words of a page's article; what it says elsewhere of its correction; whether it is cut.

    `text` has its paragraphs, headings, quotations, list items and table rows each on a line of its
    own, and is empty where the page holds no article.
    """

    text: str
    notes: tuple[str, ...]
    is_cut: bool


def body(page: HtmlElement, *, title: str | None, authors: Sequence[str] = ()) -> Body:
    """The article of a page. The tree is changed: it is of no use afterwards."""
    _put_right(page)
    found = _extracted(deepcopy(page))
    segments = segments_of(page)
    kept = _taken(segments, found) if found else _of_one_article(segments)
    kept |= _left_out(segments, kept)
    is_shown_whole = sum(_letters(segments[i].words) for i in kept) >= _COVERED * _letters(found)
    is_cut = is_shown_whole and _ends_at_a_wall(segments, kept)
    if is_shown_whole:  # else the page holds words in a script that it does not show
        told = (segments[i] for i in sorted(kept) if not _WALL.match(segments[i].words))
        found = clean(joined(told))
    lines = set(found.split("\n"))
    notes = [
        segment.words
        for segment in segments
        if find_correction(segment.words)
        and segment.words not in lines
        and not any(_names(element, {"comment", "comments"}) for element in _around(segment))
    ]
    return Body(
        text=_without_heading(found, title, authors),
        notes=tuple(dict.fromkeys(notes)),
        is_cut=is_cut,
    )


def _ends_at_a_wall(segments: Sequence[Segment], kept: set[int]) -> bool:
    """Whether what follows the last words of the story asks the reader to pay for more."""
    last = max((number for number in kept if not _WALL.match(segments[number].words)), default=-1)
    following = segments[last + 1 : last + 1 + _AT_A_WALL] if last >= 0 else ()
    return any(_WALL.search(segment.words) for segment in following)


def _of_one_article(segments: Sequence[Segment]) -> set[int]:
    """The paragraphs of a page that is too short to be judged, where it marks one as the story."""
    for name in ("article", "main"):
        homes = {
            element: None
            for segment in segments
            for element in _around(segment)
            if name_of(element) == name
        }
        if len(homes) == 1:
            [home] = homes
            return {
                number
                for number, segment in enumerate(segments)
                if _is_of(segment.block, home) and name_of(segment.block) != "h1"
            }
    return set()


def _extracted(page: HtmlElement) -> str:
    """What trafilatura takes for the article."""
    from trafilatura import bare_extraction  # here, because it takes a second to import

    _join_parts(page)
    # Its second attempt, where the first found little, takes time by the square of the paragraphs.
    simple = len(page.xpath("//p | //div")) <= _MOST_BLOCKS
    found = bare_extraction(page, include_comments=False, fast=not simple)
    # It would be a dictionary only where one is asked for.
    return "" if found is None else clean(_words(found.body))  # type: ignore[union-attr]


def _put_right(page: HtmlElement) -> None:
    """Takes out what no reader sees, and the tags for which trafilatura drops words."""
    _take_out_links(page)
    _take_out_ads(page)
    for aside in page.xpath("//aside"):
        if _is_fact_box(aside):
            aside.tag = "div"  # an aside is dropped, whatever it tells
    for element in page.xpath("//body//*"):
        if isinstance(element.tag, str) and not is_shown(element) and name_of(element) != "script":
            hidden = element.get("hidden") is not None or element.get("style")
            if not hidden or len(element.text_content()) < _HIDDEN_LETTERS:
                _drop(element)
            else:
                element.attrib.pop("hidden", None)
                element.attrib.pop("style", None)
    for name in _INLINE.split():
        for element in page.xpath(f"//{name}[{_IN_TEXT}]"):
            element.drop_tag()
    for raised in page.xpath("//sup"):
        before = raised.xpath("string(preceding::text()[1])")
        words = raised_words(raised.text_content(), before)
        raised.drop_tree() if not words else _fill(raised, words)
    for quotation in page.xpath("//q"):
        marks = "‘’" if quotation.xpath("ancestor::q") else "“”"
        quotation.text = f"{marks[0]}{quotation.text or ''}"
        quotation.tail = f"{marks[1]}{quotation.tail or ''}"
        quotation.tag = "span"


def _fill(element: HtmlElement, words: str) -> None:
    element[:] = []
    element.text = words
    element.drop_tag()


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _join_parts(page: HtmlElement) -> None:
    """Puts an article together that an advertisement cut into boxes, which are of one class.

    Only the first box would be taken for the article otherwise.
    """
    for article in page.xpath("//article"):
        boxes: dict[str, list[HtmlElement]] = defaultdict(list)
        for box in article.xpath(".//div[@class] | .//section[@class]"):
            if sum(_is_long(paragraph) for paragraph in box.xpath("./p")) > 1:
                boxes[box.get("class")].append(box)
        for first, *others in boxes.values():
            for child in (child for other in others for child in other):
                first.append(child)


def _take_out_links(page: HtmlElement) -> None:
    """Takes out paragraphs that are a link to another story: "Read more: …"."""
    for paragraph in page.xpath("//p[.//a]"):
        linked = sum(len(clean_line(link.text_content())) for link in paragraph.xpath(".//a"))
        if linked > 0.6 * len(clean_line(paragraph.text_content())):
            paragraph.drop_tree()


def _take_out_ads(page: HtmlElement) -> None:
    """Takes out boxes that are called advertisements, and joins the sentences that they cut."""
    for box in page.xpath(_MAY_BE_ADS):
        if not _named_by(box, _AD_NAMES) or len(box.text_content()) >= _HIDDEN_LETTERS:
            continue
        before, behind = box.getprevious(), (box.tail or "").strip()
        _drop(box)
        # A box ends the paragraph that it stands in: what follows is no longer part of it.
        if before is not None and name_of(before) == "p" and behind:
            words = before.text_content().rstrip()
            if words and not _PROSE.search(words):
                last = before[-1] if len(before) else None
                if last is None:
                    before.text = f"{before.text or ''} {behind}"
                else:
                    last.tail = f"{last.tail or ''} {behind}"
                before.tail = None


def _is_fact_box(aside: HtmlElement) -> bool:
    """Whether an aside tells more of the story: it is called so, or has a heading and sentences."""
    if names_no_story(aside):
        return False
    if any(_FACTS.search(aside.get(name) or "") for name in ("class", "id", "aria-label")):
        return True
    words = aside.text_content()
    linked = sum(len(link.text_content()) for link in aside.iter("a"))
    return (
        bool(aside.xpath("(ancestor::article or ancestor::main) and (.//h2 or .//h3 or .//h4)"))
        and any(_PROSE.search(each.text_content().strip()) for each in aside.iter("p"))
        and linked < _MOST_LINKED * len(words)
    )


def _is_long(paragraph: HtmlElement) -> bool:
    return len(paragraph.text_content()) > _PARAGRAPH_LETTERS


def _words(element: _Element) -> str:
    """The words of trafilatura's tree: blocks apart, items and rows on lines, cells by tabs."""
    inside = (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
    if element.tag == "lb":
        return "\n"
    if element.tag in _BLOCKS:
        return f"\n\n{inside.strip()}\n\n"
    if element.tag in {"item", "row"}:
        return f"\n{inside.strip()}"
    return f"{inside.strip()}\t" if element.tag == "cell" else inside


def _taken(segments: Sequence[Segment], found: str) -> set[int]:
    """Which segments of the page are those that were found.

    A long one is known by its words, the others by where they stand between these.
    """
    wanted = _squeezed(found)
    squeezed = [_squeezed(segment.words) for segment in segments]
    places = {
        number: wanted.find(words)
        for number, words in enumerate(squeezed)
        if len(words) >= _SURE and words in wanted
    }
    places = _without_repetitions(segments, squeezed, places)
    taken = set(places)
    following = sorted(places)
    reached = 0
    for number, words in enumerate(squeezed):
        if number in places:
            reached = places[number] + len(words)
            following = following[1:]
            continue
        end = places[following[0]] if following else len(wanted)
        place = wanted.find(words, reached, end) if words and reached < end else -1
        if place >= 0:
            taken.add(number)
            reached = place + len(words)
    return taken


def _without_repetitions(
    segments: Sequence[Segment], squeezed: Sequence[str], places: Mapping[int, int]
) -> dict[int, int]:
    """Of segments with the same words the one that stands among most others that were found."""
    homes = Counter(_home(segments[number]) for number in places)
    best = sorted(places, key=lambda number: -homes[_home(segments[number])])
    kept: dict[int, int] = {}
    covered: set[int] = set()
    for number in best:
        place = places[number]
        stretch = range(place // _SURE, (place + len(squeezed[number])) // _SURE)
        if covered.isdisjoint(stretch) or not stretch:
            kept[number] = place
            covered.update(stretch)
    return {number: kept[number] for number in sorted(kept)}


def _home(segment: Segment) -> HtmlElement | None:
    """What a block stands in. The element itself: lxml makes another object once none is held."""
    return next(islice(_around(segment), 1, None), None)


def _left_out(segments: Sequence[Segment], taken: set[int]) -> set[int]:
    """Paragraphs of the article that were not found: their section's name looked like a menu's."""
    article = _article([segments[number] for number in taken])
    if article is None:
        return set()
    inside = {
        number
        for number, segment in enumerate(segments)
        if number not in taken and _is_of(segment.block, article)
    }
    prose = {number for number in inside if _is_prose(segments[number])}
    kept = taken | prose
    rows = {_home(segments[number]) for number in prose}
    found = set(prose)
    for number in sorted(inside - prose, reverse=True):  # a heading may be followed by another
        name, home = name_of(segments[number].block), _home(segments[number])
        heads = number + 1 in kept | found and _home(segments[number + 1]) is home
        if (name in _HEADINGS and heads) or (name in _ROWS and home in rows):
            found.add(number)
    return found


def _is_prose(segment: Segment) -> bool:
    block: HtmlElement = segment.block
    linked = sum(len(link.text_content()) for link in block.iter("a"))
    return (
        len(segment.words.split()) >= _FEWEST_WORDS
        and _PROSE.search(segment.words) is not None
        and 2 * linked < len(segment.words)
    )


def _article(taken: Sequence[Segment]) -> HtmlElement | None:
    """The innermost element that holds most of the letters of what was found."""
    held: Counter[HtmlElement] = Counter()
    for segment in taken:
        for element in islice(_around(segment), 1, None):
            held[element] += len(segment.words)
    most = _MOST * sum(len(segment.words) for segment in taken)
    holding = [element for element, letters in held.items() if letters >= most]
    return max(holding, key=lambda element: len([*element.iterancestors()]), default=None)


def _is_of(block: HtmlElement, article: HtmlElement) -> bool:
    """Whether a block is inside an article, and in nothing there that is no part of the story."""
    for element in (block, *block.iterancestors()):
        if element is article:
            return True
        if name_of(element) in _NO_STORY or names_no_story(element):
            return False
    return False


def names_no_story(element: HtmlElement) -> bool:
    """Whether its id, role or a class names what is no story: `nav`, but not `navy`.

    All words of it do, or are of layout: `share-buttons`, but not `share-prices`.
    """
    return _named_by(element, _NO_STORY_NAMES)


def _named_by(element: HtmlElement, names: Set[str]) -> bool:
    """Whether all words of its id, its role or a class are among these names or of layout."""
    return any(
        any(word in names for word in words)
        and all(word in names | _LAYOUT or len(word) <= _PREFIX for word in words)
        for words in _named(element)
    )


def _names(element: HtmlElement, names: Collection[str]) -> bool:
    return any(word in names for words in _named(element) for word in words)


def _named(element: HtmlElement) -> Iterator[list[str]]:
    """The words, in lower case, of each name in its id, class and role."""
    for attribute in ("id", "class", "role"):
        for name in (element.get(attribute) or "").split():
            yield [word.lower() for word in _NAME.findall(name)]


def _around(segment: Segment) -> Iterator[HtmlElement]:
    """The block of a segment and all that it is in."""
    block: HtmlElement = segment.block
    yield block
    yield from block.iterancestors()


def _squeezed(text: str) -> str:
    return "".join(_LETTER.findall(text)).casefold()


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _without_heading(text: str, title: str | None, authors: Sequence[str]) -> str:
    """The text without what its head says already: the headline, the byline, the day."""
    for _ in range(_MOST_IN_HEAD):
        first, _, rest = text.partition("\n\n")
        words = re.findall(r"\w+", first)
        is_title = title and words == re.findall(r"\w+", title)
        is_byline = bool(authors) and people(first) == list(authors)
        is_day = len(first) <= _LONGEST_DAY and (day_in_line(first) or changed_day(first))
        if not rest or not (is_title or is_byline or is_day):
            break
        text = rest
    return text
