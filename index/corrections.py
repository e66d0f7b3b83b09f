"""An article in, out what is said of its own correction or retraction, and what to call it.

Papers say so in a line of its own, at the top or the bottom, in a few set phrases, and agencies
beside the text (`Article.note`). The words are the publisher's, quoted exactly; a story about
somebody else's correction is not marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from index.records import Article

Label = Literal["Withdrawn", "Withheld", "Retracted", "Clarified", "Corrected"]

LONGEST = 600
"""Characters. What is longer is a story, not a note on one."""

_PIECE = (
    r"(?:(?:news )?(?:article|story|report|piece|column|page|version|post|item|headline|text|"
    r"dispatch|interview|review|caption|analysis|live ?blog))"
)
_WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately)"
_SAID_WRONGLY = (
    r"(?:mis(?:stated|spelled|spelt|identified|quoted|reported|named|characteri[sz]ed|attributed|"
    r"calculated|represented|translated)|said|stated|reported|gave|referred|attributed|omitted|"
    rf"implied|suggested|identified|listed|quoted|spelled|{_WRONGLY}|contained|included|"
    r"described|named)"
)
_TO_CORRECT = r"to (?:correct|clarify|fix|amend|remove an? (?:error|incorrect)|show that)"
_DONE = (
    rf"(?:amended|corrected|clarified|(?:updated|revised|edited|refiled|changed|modified) "
    rf"{_TO_CORRECT})"
)
_WITHDRAWN = r"(?:retracted|withdrawn|taken down|removed|unpublished|deleted)"
_BEEN = r"(?:was|were|is|has|have)(?: since| later| now| also)?(?: been)?"
# "Nov. 5, 2024", "for Tuesday's paper": a day, in which an abbreviation has its point.
_DAY = r"(?=[^:\n]{0,40}(?:\d|day\b))(?:[^:\n.]|\.(?=,? ?\d)){1,40}"
_LABEL = (
    r"(?:corrections?|corrections? and clarifications?|clarifications?|retractions?|errat(?:um|a)|"
    r"corrected|retracted|withdrawn)"
)
_NOTE = re.compile(
    r"(?:(?:editor|eds?)[’']?s?[’']?\.? note[:\s–—-]+)?(?:update[:\s–—-]+)?(?:"
    # A label and a colon or dash, with a day between them.
    rf"(?:this is an? |an? |the )?{_LABEL}"
    rf"(?:\s*\([^)\n]{{1,40}}\)|,? (?:(?:was|were) (?:made|issued|appended|published) )?{_DAY})?"
    r"\s*(?::|[–—]| - )"
    # "This article was amended on 5 March", "This April 3 story has been corrected"
    rf"|[^.\n]{{0,40}}\b(?:this|the above|our)(?: [A-Z][a-z]+\.? \d{{1,2}},?)? {_PIECE}"
    rf"(?:[’']s \w+)? {_BEEN} (?:{_DONE}|{_WITHDRAWN})\b"
    # "This version corrects the spelling", "This article originally said", "misstated"
    rf"|this {_PIECE} (?:corrects|clarifies|(?:originally|initially|previously|first|{_WRONGLY}) "
    rf"{_SAID_WRONGLY}|mis(?:stated|spelled|spelt|identified|quoted|named|attributed))\b"
    # "An earlier version of this story misstated"
    rf"|[^.\n]{{0,40}}\b(?:an?|the) (?:earlier|previous|original|first|prior) versions? of "
    rf"(?:this|the|our) {_PIECE} [^\n]{{0,120}}?\b{_SAID_WRONGLY}\b"
    rf"|[^.\n]{{0,40}}\bwe have (?:{_WITHDRAWN}|corrected|amended) this {_PIECE}\b"
    # "The headline on this story has been corrected"
    r"|the (?:headline|caption|byline|photo caption|standfirst|subheading) (?:on|of|to|for|in|above"
    rf"|accompanying) (?:this|an earlier version of this) {_PIECE} {_BEEN} {_DONE}\b"
    # "In a story published Nov. 5, The Associated Press erroneously reported"
    rf"|in an? {_PIECE}s? (?:published|that (?:ran|moved|appeared)|on|about|from)\b[^\n]{{0,200}}?"
    rf"\b(?:{_WRONGLY} {_SAID_WRONGLY}|mis(?:stated|spelled|spelt|identified|quoted|attributed))\b"
    r"|(?:due to|because of|owing to) an? (?:\w+ )?(?:error|mistake),[^\n]{0,200}"
    rf"\b(?:article|story|report|headline|caption|column|version)\b[^\n]{{0,120}}\b{_SAID_WRONGLY}\b"
    r"|[^\"“”\n]{0,400}\bwe (?:regret|apologi[sz]e for) (?:the|this) (?:errors?|mistakes?)\b"
    r")",
    re.IGNORECASE,
)
# "(Corrects spelling of name in paragraph 3)", at the top of an agency's story
_BRACKETED = re.compile(
    r"[ \t]*\(((?:corrects|clarifies|amends|(?:this \w+ )?(?:is )?refile[sd]? to (?:correct|fix))\b"
    r"[^()\n]{3,300})\)",
    re.IGNORECASE,
)
_RETRACTION = re.compile(
    rf"^(?:(?:editor[’']?s?|eds?)\.? note[:\s–—-]+)?(?:retraction|retracted|withdrawn)"
    r"(?:\s*\([^)\n]{1,40}\)|,? [^:\n]{1,40})?\s*(?::|[–—]| - )"
    rf"|\b(?:this|the above|our) {_PIECE} {_BEEN} {_WITHDRAWN}\b"
    rf"|\bwe have {_WITHDRAWN} this {_PIECE}\b",
    re.IGNORECASE | re.MULTILINE,
)
_CLARIFICATION = re.compile(r"(?:an? )?clarif", re.IGNORECASE)
_LABELLED_HEADLINE = re.compile(r"(?:CORRECTED|CORRECTION|RETRACTED|WITHDRAWN)(?=\s?[-:–—])")


def find_correction(text: str) -> str | None:
    """The lines in which an article tells of its correction or retraction, as they stand there.

    None where it tells of none. Of several notes each is a line.
    """
    return "\n".join(dict.fromkeys(_notes(text))) or None


def _notes(text: str) -> Iterator[str]:
    for line in text.splitlines():
        # A list of notes at the end may begin with a bullet, a note in italics with a star.
        stripped = line.strip(" \t*_•·-–—[]()")
        if bracketed := _BRACKETED.match(line):
            yield bracketed[1]
        elif len(stripped) <= LONGEST and _NOTE.match(stripped):
            yield stripped


def correction_of(article: Article) -> str | None:
    """What is said of an article's correction or retraction, in its text or beside it."""
    label = _LABELLED_HEADLINE.match(article.title or "")
    found = [article.note, find_correction(article.text)]
    lines = dict.fromkeys(line for note in found if note for line in note.splitlines())
    return "\n".join(lines) or (article.title if label else None)


def correction_label(note: str) -> Label:
    """What to call a note of correction: "Retracted" where the whole article is."""
    if _RETRACTION.search(note):
        return "Retracted"
    return "Clarified" if _CLARIFICATION.match(note) else "Corrected"


def status_label(article: Article) -> Label | None:
    """What to call an article that may not be used any more, or not for now; None of others."""
    labels: dict[str, Label] = {"withdrawn": "Withdrawn", "withheld": "Withheld"}
    return labels.get(article.status)
