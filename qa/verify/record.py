"""Checked sentences as the JSON that the command and HTTP routes give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from index.links import web_address
from qa.verify.drafts import Checked
from qa.verify.types import Cited


def checked_to_dict(checked: Sequence[Checked]) -> dict[str, Any]:
    """The JSON form of a checked draft: how many of each verdict, then the sentences.

    A verdict is "supported", "contradicted" or "unsupported" (not in the library), and null where
    a sentence states nothing. `start` and `end` are offsets into the draft.
    """
    return {"counts": counts(checked), "sentences": [_sentence(one) for one in checked]}


def counts(checked: Sequence[Checked]) -> dict[str, int]:
    """How many sentences there are of each verdict."""
    found = Counter(one.found.verdict for one in checked if one.found is not None)
    return {verdict: found[verdict] for verdict in ("supported", "contradicted", "unsupported")}


def _sentence(one: Checked) -> dict[str, Any]:
    return {
        "text": one.text,
        "start": one.span.start,
        "end": one.span.end,
        "read_as": one.read_as,
        "verdict": one.found and one.found.verdict,
        "reason": one.found.reason if one.found else "",
        "places": [place_to_dict(place) for place in one.found.places] if one.found else [],
    }


def place_to_dict(place: Cited) -> dict[str, Any]:
    """The JSON form of an exact stretch of an article."""
    article = place.article
    return {
        "article_id": article.id,
        "version": article.version,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published and article.published.isoformat(),
        "url": web_address(article.url),
        "quote": place.text,
        "start": place.span.start,
        "end": place.span.end,
    }
