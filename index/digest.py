"""An article in, the digest of all that is cited of it out."""

from __future__ import annotations

import hashlib
import json

from index.records import Article


def digest_of(article: Article) -> str:
    """What tells a changed article from the same one, and a damaged one from what was stored.

    Not its language: that follows from the text, or else is a mark beside it that no one cites.
    """
    content = [
        article.text,
        article.title,
        article.url,
        article.publisher,
        article.authors,
        article.published and article.published.isoformat(),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
