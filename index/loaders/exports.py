"""The text of an export of a press archive in (Nexis, Factiva); the articles in it out.

These programs put many articles of many papers into one document, each with its paper, day and
byline in lines of its own. What is no such export is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.clean import clean
from index.dates import parse_date
from index.loaders.wrapping import whole_paragraph

Fields = dict[str, object]

_OF_DOCUMENTS = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.MULTILINE)
_END_OF_DOCUMENT = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FACTIVA_ID = re.compile(r"^[ \t]*(?:AN[ \t]+)?Document ([A-Za-z0-9]{10,40})[ \t]*$", re.MULTILINE)
_PAGE_NUMBER = re.compile(r"^[ \t]*Page \d+ of \d+[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"\d[\d,]* words", re.IGNORECASE)
_LABEL = re.compile(r"([A-Z][A-Za-z-]{3,20}|[A-Z]{3,20}(?:-[A-Z]+)?):[ \t]*(.*)", re.DOTALL)
_BEFORE_TEXT = frozenset(
    "byline section length dateline highlight series copyright correction-date column".split()
)
_AFTER_TEXT = frozenset(
    "load-date language publication-type graphic subject organization person geographic country "
    "state city company ticker industry document-type classification journal-code".split()
)
_SET_APART = re.compile(
    r"^[ \t]*(?:Body|Classification|(?:Load-Date|Language|Publication-Type|Subject):.*)$",
    re.MULTILINE,
)
"""Lines that are no part of the text, where no blank line parts them from it."""

_CODES = frozenset(
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN ART "
    "CLM".split()
)
_CODE = re.compile(
    r"^[ \t]{0,4}([A-Z]{2,3})[ \t]{1,}(?=\S)|^[ \t]{0,4}([A-Z]{2,3})[ \t]*$", re.MULTILINE
)
_NO_PAPER = re.compile(r"\d+:\d+|Page\b")
_RIGHTS = re.compile(r"Copyright|\(c\)|©", re.IGNORECASE)
_DAY = re.compile(
    r"(?:[A-Z][a-z]+day,?\s+)?((?:[A-Z][a-z]+\.? \d{1,2},? \d{4})|(?:\d{1,2} [A-Z][a-z]+\.? \d{4}))"
)
_LANGUAGES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "swedish": "sv",
    "danish": "da",
}


def articles_in(text: str) -> list[Fields] | None:
    """The fields of each article of an export; None where the text is none."""
    if len(_OF_DOCUMENTS.findall(text)) > 0:
        return _found(map(_nexis, _OF_DOCUMENTS.split(_PAGE_NUMBER.sub("", text))[1:]))
    pieces = _END_OF_DOCUMENT.split(text)
    if len(pieces) > 1:
        return _found(_nexis_uni(_PAGE_NUMBER.sub("", piece)) for piece in pieces)
    pieces = _FACTIVA_ID.split(text)
    if len(pieces) > 1:
        return _found(
            _factiva(words, name) for words, name in zip(pieces[::2], pieces[1::2], strict=False)
        )
    return None


def _found(read: Iterator[Fields | None]) -> list[Fields] | None:
    return [fields for fields in read if fields is not None] or None


def _paragraphs(text: str) -> list[str]:
    """The paragraphs, the indentation that centred them left out."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return [part.strip() for part in re.split(r"\n{2,}", clean(lines)) if part.strip()]


def _whole(paragraphs: list[str]) -> str:
    return "\n\n".join(map(whole_paragraph, paragraphs))


def _nexis(document: str) -> Fields | None:
    """One of "1 of 2 DOCUMENTS": the paper and the day stand above the headline."""
    parts = _paragraphs(document)
    dated = next((n for n, part in enumerate(parts[:6]) if _day(part)), None)
    if dated is None:
        return None
    labels, text, last = _labelled(parts[dated + 1 :])
    head = [part for part in last if "\n" not in part or not _LABEL.match(part)]
    return {
        "publisher": parts[0] if dated else None,
        "published": _day(parts[dated]),
        "title": " ".join(head[0].split()) if head else None,
        "text": text,
        "authors": labels.get("byline"),
        "language": _LANGUAGES.get(labels.get("language", "").lower()),
    }


def _labelled(parts: list[str]) -> tuple[dict[str, str], str, list[str]]:
    """What stands behind the labels, the text between them, and what is before the first."""
    labels: dict[str, str] = {}
    before: list[str] = []
    text: list[str] = []
    ended = False
    for part in parts:
        label = _LABEL.match(part)
        name = label[1].lower() if label else ""
        if label and name in _BEFORE_TEXT | _AFTER_TEXT:
            labels.setdefault(name, " ".join(label[2].split()))
            ended = ended or name in _AFTER_TEXT
        elif re.match(r"Copyright \d{4}|All Rights Reserved", part, re.IGNORECASE):
            ended = ended or bool(text)
        elif not ended:
            (text if labels else before).append(part)
    return labels, _whole(text), before


def _nexis_uni(document: str) -> Fields | None:
    """One that ends with "End of Document": headline, paper and day, then labels and "Body"."""
    parts = _paragraphs(_SET_APART.sub(r"\n\n\g<0>\n\n", document))
    lines = [line for part in parts for line in part.split("\n") if line]
    body = next((n for n, line in enumerate(lines) if line == "Body"), None)
    dated = next((n for n, line in enumerate(lines[:8]) if _day(line)), None)
    if body is None or dated is None or dated < 1:
        return None
    labels = {label[1].lower(): label[2] for line in lines[:body] if (label := _LABEL.match(line))}
    text: list[str] = []
    reached = False
    for part in parts:
        if part == "Body" or part.startswith("Body\n"):
            reached, part = True, part.removeprefix("Body").strip()
        label = _LABEL.match(part)
        if reached and ((label and label[1].lower() in _AFTER_TEXT) or part == "Classification"):
            break
        # The headline stands above each page.
        kept = "\n".join(line for line in part.split("\n") if line != lines[0])
        if reached and kept:
            text.append(kept)
    return {
        "title": lines[0],
        "publisher": lines[dated - 1] if dated > 1 else None,
        "published": _day(lines[dated]),
        "authors": labels.get("byline"),
        "text": _whole(text),
    }


def _factiva(document: str, name: str) -> Fields | None:
    codes = _coded(document)
    if {"HD", "LP"} <= set(codes) or {"HD", "TD"} <= set(codes):
        body = "\n\n".join(codes[code] for code in ("LP", "TD") if code in codes)
        return {
            "id": name,
            "title": " ".join(codes["HD"].split()),
            "publisher": " ".join(codes.get("SN", "").split()),
            "published": _day(codes.get("PD", "")),
            "authors": " ".join(codes.get("BY", "").split()),
            "language": _LANGUAGES.get(codes.get("LA", "").strip().lower()),
            "text": _whole(_paragraphs(body)),
        }
    return _factiva_article(document, name)


def _factiva_article(document: str, name: str) -> Fields | None:
    """One without codes: headline, byline, "345 words", day, paper, language, then the text."""
    parts = _paragraphs(document)
    lines = [line.strip() for part in parts for line in (*part.split("\n"), "")]
    counted = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if counted is None:
        return None
    head = [line for line in lines[:counted] if line]
    about = [(n, line) for n, line in enumerate(lines) if n > counted and line][:9]
    dated = next((n for n, line in about if _day(line)), None)
    language = next((n for n, line in about if line.lower() in _LANGUAGES), None)
    if not head or dated is None or language is None:
        return None
    byline = head.pop() if len(head) > 1 and re.match(r"By\b", head[-1], re.IGNORECASE) else None
    papers = [
        line for n, line in about if dated < n < language and not re.match(r"\d+:\d+|Page", line)
    ]
    rest = lines[language + 1 :]
    start = next((n for n, line in enumerate(rest) if _RIGHTS.match(line)), -1)
    text = "\n".join(rest[start + 1 :])
    return {
        "id": name,
        "title": head[-1],
        "authors": byline,
        "published": _day(lines[dated]),
        "publisher": papers[0] if papers else None,
        "language": _LANGUAGES[lines[language].lower()],
        "text": _whole(_paragraphs(text)),
    }


def _coded(document: str) -> dict[str, str]:
    """What stands behind each of Factiva's codes ("HD  Bridge opens")."""
    marks = [mark for mark in _CODE.finditer(document) if (mark[1] or mark[2]) in _CODES]
    ends = [*(mark.start() for mark in marks[1:]), len(document)][: len(marks)]
    return {
        mark[1] or mark[2]: document[mark.end() : end].strip()
        for mark, end in zip(reversed(marks), reversed(ends), strict=True)
    }


def _day(line: str) -> str | None:
    """The day in a line such as "June 12, 2024 Wednesday", as it can be read."""
    found = _DAY.search(line[:80])
    return str(day) if found and (day := parse_date(found[1])) else None
