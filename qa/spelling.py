"""A question and the library's words in, the question with its typing errors mended out.

Only a word that neither the library nor the language has is mended, and only into the one word of
the library that is nearest to it (optimal string alignment, Damerau 1964): "sarvnata" is Sarvanta
where that stands in an article. "Enquiry" is read as "inquiry" where the library spells it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.library import Library
from qa.language.english import HOW_MANY
from qa.language.reading import is_known
from qa.words import FUNCTION_WORDS, PART, content_words, stem

SHORTEST = 4
"""Letters. Of a shorter word too many are neighbours."""
LONG = 7
"""Letters of a word in which two errors are likelier than another word."""
NEIGHBOURS = 8
"""Stems that are looked at for the word itself."""
PASSAGES = 3
"""So many are looked at for a word of a stem."""
VARIANTS = (
    (r"^en(?=quir)", "in"),
    (r"our", "or"),
    (r"([iy])s(?=e|i|ation)", r"\1z"),
    (r"tre$", "ter"),
    (r"(?:ae|oe)", "e"),
    (r"ogue$", "og"),
    (r"([ai])mme$", r"\1m"),
    (r"ence$", "ense"),
    (r"ll(?=ed|ing|er)", "l"),
)
"""British spellings and the American ones beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text as it is read, and each word that was put in the place of another."""

    text: str
    words: tuple[tuple[str, str], ...]


class Spelling:
    """Mends what is typed, by the words of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def mended(self, text: str, *, without: tuple[str, ...] = ()) -> Mended:
        """The text with its errors mended but for the words in `without`."""
        parts: list[str] = []
        words: dict[str, str] = {}
        done = 0
        for match in PART.finditer(text):
            typed = match.group()
            if len(typed) < SHORTEST or not typed.isalpha() or typed in without:
                continue
            if typed.isupper() and not text.isupper():
                continue  # letters that stand for words
            read = self._read(typed.casefold())
            if read is not None:
                read = read.lower() if typed.islower() else read
                parts += [text[done : match.start()], read]
                words[typed] = read
                done = match.end()
        return Mended(text="".join([*parts, text[done:]]), words=tuple(words.items()))

    def unknown(self, text: str) -> tuple[str, ...]:
        """The words of a text, each once, that no article of the library has in any form.

        Not the "many" of "how many", which nothing has to tell.
        """
        wanted = dict.fromkeys(text[word.start : word.end] for word in content_words(text))
        return tuple(
            word
            for word in wanted
            if word.casefold() not in HOW_MANY
            and not all(map(self._library.has_word, PART.findall(word.casefold())))
        )

    def _read(self, typed: str) -> str | None:
        """The word of the library that is meant; None where what is typed may stand."""
        if typed in FUNCTION_WORDS:
            return None
        if self._library.has_word(typed):
            return self._name_without_s(typed)
        variants = list(self._words_like(typed, most=2))
        same = next(
            (word for word in variants if _one_spelling(word) == _one_spelling(typed)), None
        )
        if same is not None or is_known(typed):
            return same
        most = 2 if len(typed) >= LONG else 1
        distances = {word: OSA.distance(typed, word.casefold()) for word in variants}
        nearest = min(distances.values(), default=most + 1)
        best = [word for word, far in distances.items() if far == nearest <= most]
        if len(best) > 1:
            best = [word for word in best if is_known(word.casefold())]
        return best[0] if len(best) == 1 else None

    def _name_without_s(self, typed: str) -> str | None:
        """The name that was typed with an "s" too many: of "vargas" Varga, where no Vargas is."""
        if not typed.endswith("s"):
            return None
        hits = self._library.search_words([typed], limit=PASSAGES)
        passages = self._library.passages([hit.passage_id for hit in hits])
        words = {word for passage in passages for word in PART.findall(passage.text)}
        alike = {word for word in words if stem(word) == stem(typed)}
        name = typed[:-1].title()
        return name if alike == {name} else None

    def _words_like(self, typed: str, *, most: int) -> Iterator[str]:
        """Words of the library that begin alike and whose stems are nearest."""
        stems = [term for term in self._library.vocabulary() if term[0] in {typed[0], "i"}]
        found: dict[str, float] = {}
        for asked in {typed, stem(typed)}:
            for term, distance, _ in process.extract(
                asked, stems, scorer=OSA.distance, score_cutoff=most, limit=NEIGHBOURS
            ):
                found[term] = min(distance, found.get(term, distance))
        seen: set[str] = set()
        for term in sorted(found, key=found.__getitem__)[:NEIGHBOURS]:
            word = self._as_written(term, typed)
            if word is not None and word.casefold() not in seen:
                seen.add(word.casefold())
                yield word

    def _as_written(self, term: str, typed: str) -> str | None:
        """The word nearest to what was typed, of those in a passage that the index stems so."""
        texts = [
            f"{self._library.article(passage.article_id).title or ''} {passage.text}"
            for passage in self._library.passages_of_stem(term, limit=PASSAGES)
        ]
        words = {word for text in texts for word in PART.findall(text)}
        alike = [
            word for word in words if word.casefold().startswith(term[: max(3, len(term) - 1)])
        ]
        return min(
            alike, key=lambda word: (OSA.distance(typed, word.casefold()), word), default=None
        )


def _one_spelling(word: str) -> str:
    """A word in the American spelling."""
    spelt = word.casefold()
    for british, american in VARIANTS:
        spelt = re.sub(british, american, spelt)
    return spelt
