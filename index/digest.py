"""An article in, the digest of all that is cited of it out."""

from __future__ import annotations

import hashlib
import json

from index.records import Article


def digest_of(article: Article) -> str:
    """What tells a changed article from the same one, and a damaged one from what was stored.

    Not its language, which follows from the text or else is a mark beside it that no one cites,
    nor which edition it is: the same words may be sent again.
    """
    content = [
        article.text,
        article.title,
        article.url,
        article.publisher,
        article.authors,
        article.published and article.published.isoformat(),
    ]
    beside = [article.status, article.note, article.embargo and article.embargo.isoformat()]
    if beside != ["usable", None, None]:  # so that the digests of older stores still fit
        content += beside
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
