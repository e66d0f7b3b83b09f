"""The address behind a citation that can be clicked: `#cite-<article>-<start>-<end>`.

It holds all that is needed to find the words again, so that a citation in an old turn, or in a
conversation restored after a restart, still opens. A later version of an article adds `-v<n>`.
A whole article, cited or not, has the address `#article-<article>-v<n>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from qa.types import Citation

_PATTERN = re.compile(
    r"#cite-(?P<article>[A-Za-z0-9._~%-]{1,600})"
    r"-(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})(?:-v(?P<version>[1-9][0-9]{0,5}))?"
)
# The version always stands there: without it, one could be read out of the end of an id.
_ARTICLE = re.compile(
    r"#article-(?P<article>[A-Za-z0-9._~%-]{1,600})-v(?P<version>[1-9][0-9]{0,5})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A stretch of one version of an article: `text[start:end]`, `version` from 1."""

    article_id: str
    start: int
    end: int
    version: int = 1


def reference_of(citation: Citation) -> Reference:
    """Where the cited words stand."""
    return Reference(
        article_id=citation.article_id,
        start=citation.start,
        end=citation.end,
        version=citation.version,
    )


def format_reference(reference: Reference) -> str:
    """The reference as an address; whatever the id holds, only safe characters remain."""
    article = quote(reference.article_id, safe="")
    version = "" if reference.version == 1 else f"-v{reference.version}"
    return f"#cite-{article}-{reference.start}-{reference.end}{version}"


def parse_reference(address: str) -> Reference | None:
    """The reference that an address stands for; None where it is not the address of a citation."""
    match = _PATTERN.fullmatch(address)
    if match is None:
        return None
    return Reference(
        article_id=unquote(match["article"]),
        start=int(match["start"]),
        end=int(match["end"]),
        version=int(match["version"] or 1),
    )


def format_article_address(article_id: str, version: int) -> str:
    """The address of a version of an article, from its beginning."""
    return f"#article-{quote(article_id, safe='')}-v{version}"


def parse_article_address(address: str) -> tuple[str, int] | None:
    """The id and the version that such an address stands for; None where it is none."""
    match = _ARTICLE.fullmatch(address)
    return (unquote(match["article"]), int(match["version"])) if match else None
