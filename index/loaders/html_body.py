"""The tree of a web page in; the words of its article out, and nothing else of the page."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml.etree import _Element
from lxml.html import HtmlElement

from index.clean import clean, clean_line

_PARAGRAPH_LETTERS = 80
_MOST_BLOCKS = 3_000
_BLOCKS = {"p", "head", "quote", "list", "table", "code"}


def body(page: HtmlElement, *, title: str | None) -> str:
    """Its paragraphs, headings, quotations, list items and table rows, each on a line of its own.

    Empty where the page holds no article. The tree is changed: it is of no use afterwards.
    """
    from trafilatura import bare_extraction  # here, because it takes a second to import

    _join_parts(page)
    _take_out_links(page)
    # Its second attempt, where the first found little, takes time by the square of the paragraphs.
    simple = len(page.xpath("//p | //div")) <= _MOST_BLOCKS
    found = bare_extraction(page, include_comments=False, fast=not simple)
    # It would be a dictionary only where one is asked for.
    return "" if found is None else _without_title(clean(_words(found.body)), title)  # type: ignore[union-attr]


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


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n\n")
    same = title and re.findall(r"\w+", first) == re.findall(r"\w+", title)
    return rest if same else text
