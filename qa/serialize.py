"""Answers, search results and articles as the JSON that commands and HTTP routes give."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from index.corrections import correction_of
from index.links import web_address
from index.records import Article
from qa.types import Answer, Citation, Claim, SearchResult, Understanding, Writing


def answer_to_dict(answer: Answer, *, id: str | None = None) -> dict[str, Any]:  # noqa: A002
    """The JSON form of an answer; `id` is the one that its question came with."""
    return {
        "id": id,
        "question": answer.question,
        "standalone": answer.standalone,
        "status": answer.status,
        "answer": answer.text,
        "short_answers": list(answer.short_answers),
        "confidence": round(answer.confidence, 4),
        "claims": [_claim(claim) for claim in answer.claims],
        "citations": [_citation(citation) for citation in answer.citations],
        "nearest": [_citation(citation) for citation in answer.nearest],
        "timings_ms": {stage: round(time, 2) for stage, time in answer.timings.items()},
        "note": answer.note,
        "earlier": [_claim(claim) for claim in answer.earlier],
        "understood": answer.understood and _understood(answer.understood),
        **_writing(answer.writing),
    }


def search_result_to_dict(result: SearchResult) -> dict[str, Any]:
    """The JSON form of one search hit."""
    return asdict(result) | {"also_in": [asdict(copy) for copy in result.also_in]}


def article_to_dict(article: Article) -> dict[str, Any]:
    """The JSON form of an article, with its text; dates in ISO 8601.

    `correction` is what is said of its own correction or retraction, in its text or beside it.
    `url` is an address that a page may link to, else None.
    """
    return asdict(article) | {
        "url": web_address(article.url),
        "correction": correction_of(article),
        "authors": list(article.authors),
        "published": article.published and article.published.isoformat(),
        "retrieved": article.retrieved and article.retrieved.isoformat(),
        "revised": article.revised and article.revised.isoformat(),
        "embargo": article.embargo and article.embargo.isoformat(),
    }


def _understood(understood: Understanding) -> dict[str, Any]:
    return asdict(understood) | {
        "since": understood.since and understood.since.isoformat(),
        "until": understood.until and understood.until.isoformat(),
        "publishers": list(understood.publishers),
        "mended": [list(pair) for pair in understood.mended],
    }


def _writing(writing: Writing | None) -> dict[str, Any]:
    """What a language model wrote; `sent_elsewhere` is what of the articles left this machine."""
    if writing is None:
        return {"written_by": None, "sentences": [], "written_note": None, "sent_elsewhere": []}
    return {
        "written_by": {"model": writing.by, "host": writing.host},
        "sentences": [
            asdict(one) | {"citations": list(one.citations)} for one in writing.sentences
        ],
        "written_note": writing.note,
        "sent_elsewhere": [
            asdict(one) | {"published": one.published and one.published.isoformat()}
            for one in writing.sent
        ],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return asdict(claim) | {"citations": list(claim.citations)}


def _citation(citation: Citation) -> dict[str, Any]:
    return asdict(citation) | {
        "url": web_address(citation.url),
        "published": citation.published and citation.published.isoformat(),
        "also_in": [asdict(copy) for copy in citation.also_in],
    }
