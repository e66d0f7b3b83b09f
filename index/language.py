"""What a source states of an article's language in, or the text; its ISO 639-1 code out, or None.

The text is judged by py3langid, which knows some 130 languages (Lui & Baldwin 2012, trained anew in
2026). This is the only file that imports it, and it does so on first use: the model takes a second.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
NO_LANGUAGE = "zxx"
"""What py3langid calls the language of numbers and addresses."""
READ = 1000
"""Characters of a text that are looked at, the first; more cost time and decide nothing."""
SHORTEST = 60
"""Characters. In fewer, names of places and people are too much of the whole."""
SURE = 0.5
"""The least probability of a language that is noted: no other is as likely (index/README.md)."""

_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")
_FEWEST_WORDS = 3
_TAG = re.compile(r"\s*([a-z]{2})(?![a-z])", re.IGNORECASE)


def stated_language(tag: object) -> str | None:
    """The code in a language tag such as "pt-BR"; None where it is none, as in "English"."""
    found = _TAG.match(tag) if isinstance(tag, str) else None
    code = found[1].lower() if found else ""
    return code if code in _CODES else None


def detected_language(text: str) -> str | None:
    """The code of the language a text is in; None where it is short, unsure, or has no code."""
    beginning = text[:READ]
    if len(beginning) < SHORTEST:
        return None
    language, probability = _identifier().classify(beginning)
    if language != ENGLISH and (others := _without_names(beginning)):
        # An English brief full of foreign names looks like their language, save for its own words.
        apart, sure = _identifier().classify(others)
        language, probability = (language, probability) if apart == language else (apart, sure)
    return stated_language(language) if probability >= SURE else None


def _without_names(text: str) -> str:
    """The words of a text that have no capital; none of a script that has no capitals."""
    words = [word for word in _WORD.findall(text) if word.islower()]
    return " ".join(words) if len(words) >= _FEWEST_WORDS else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Dialects without a code of their own would take from the probability of Arabic or Chinese.
    identifier.set_languages([*_CODES.intersection(identifier.labels), NO_LANGUAGE])
    return identifier
