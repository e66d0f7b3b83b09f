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
    r"dispatch|interview|review|caption|analysis|live ?blog|copy|obituary|graphic|transcript))"
)
_WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately)"
_SAID_WRONGLY = (
    r"(?:mis(?:stated|spelled|spelt|identified|quoted|reported|named|characteri[sz]ed|attributed|"
    r"calculated|represented|translated)|said|stated|reported|gave|referred|attributed|omitted|"
    rf"implied|suggested|identified|listed|quoted|spelled|{_WRONGLY}|contained|included|"
    r"described|named)"
)
_MISTOLD = (
    rf"(?:mis(?:stated|spelled|spelt|identified|quoted|attributed|characteri[sz]ed|named|reported)"
    rf"|{_WRONGLY} {_SAID_WRONGLY}|{_SAID_WRONGLY} {_WRONGLY})"
)
"""What is said of words that were wrong, and seldom of others."""

_FAULT = rf"(?:{_MISTOLD}|wrong|incorrect|inaccura\w+|erroneous|errors?|mistakes?)"
_EARLIER = r"(?:earlier|previous|original|first|prior|initial)"
_TO_CORRECT = r"to (?:correct|clarify|fix|amend|remove an? (?:error|incorrect)|show that)"
_DONE = (
    rf"(?:amended|corrected|clarified|(?:updated|revised|edited|refiled|changed|modified) "
    rf"(?:(?:on|at) [^.\n]{{1,30}}? )?(?:{_TO_CORRECT}|with the (?:correct|right)))"
)
_WITHDRAWN = r"(?:retracted|withdrawn|taken down|removed|unpublished|deleted)"
_BEEN = r"(?:was|were|is|has|have)(?: since| later| now| also)?(?: been)?"
# "Nov. 5, 2024", "for Tuesday's paper": a day, in which an abbreviation has its point.
_DAY = r"(?=[^:\n]{0,40}(?:\d|day\b))(?:[^:\n.]|\.(?=,? ?\d)){1,40}"
_WHEN = r"(?:yesterday|\w+day|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8})"
_LABEL = (
    r"(?:corrections?|corrections? and clarifications?|clarifications?|retractions?|errat(?:um|a)|"
    r"corrected|retracted|withdrawn|corrected (?:version|story|copy)|setting the record straight)"
)
_DIRECTIVE = (
    r"(?:corrects|clarifies|amends|fixes|(?:this \w+ )?(?:is )?refile[sd]? to (?:correct|fix)"
    rf"|(?:subs|recasts|updates|edits|changes)\b[^()\n]{{0,60}}? {_TO_CORRECT}"
    r"|(?:adds|restores|removes|deletes|drops) (?:an? |the )?(?:dropped|missing|omitted|extraneous|"
    r"repeated|incorrect|erroneous|wrong))\b"
)
"""What an agency tells editors of what it changed: "Corrects name in paragraph 3"."""

_PARAGRAPH = (
    r"\b(?:paragraphs?|paras?|gra[fp]h?s?|lede?|headline|byline|dateline|slugline|spelling)\b"
)
_EDITORS_NOTE = r"(?:(?:editor|eds?)[’']?s?[’']?\.? note|eds?\.?(?=:))[:\s–—-]+"
_NOTE = re.compile(
    rf"(?:{_EDITORS_NOTE})?(?:update[:\s–—-]+)?(?:"
    # A label and a colon or dash, with a day between them.
    rf"(?:this is an? |an? |the )?{_LABEL}"
    rf"(?:\s*\([^)\n]{{1,40}}\)|,? (?:(?:was|were) (?:made|issued|appended|published) )?{_DAY})?"
    r"\s*(?::|[–—]| - )"
    r"|correction (?:appended|below)\W*$|(?:corrections?|clarifications?)\.(?=\s+\S)"
    r"|(?-i:CORRECTIONS?|CLARIFICATIONS?|RETRACTIONS?) (?-i:[A-Z][a-z]|[A-Z] )"
    rf"|for the record\b[^\n]{{0,200}}\b(?:{_EARLIER} versions?|this {_PIECE}|{_MISTOLD})\b"
    # Of an agency: "Corrects name of river in paragraph 3"
    rf"|{_DIRECTIVE}[^\n]*{_PARAGRAPH}|(?:updated|revised|amended|edited) {_TO_CORRECT}\b"
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
    rf"|in (?:an?|our)(?: [A-Z][a-z]+\.? \d{{1,2}},?)? {_PIECE}s? (?:published|that (?:ran|moved|"
    rf"appeared)|on|about|from|we\b|[A-Z][a-z]+\.? \d)[^\n]{{0,200}}?\b{_MISTOLD}\b"
    # "An article on Tuesday about the bridge misidentified", "Tuesday's story misidentified"
    r"|an? (?:[\w-]+ )?(?:article|story|headline|caption|column|item|obituary)s? (?:published )?"
    rf"(?:on|in) (?:(?:page \w+|some editions)(?: on| of)? )?{_WHEN}[^.\n]{{0,200}}?\b{_MISTOLD}\b"
    rf"|(?:an?|the) (?:[\w-]+ )?(?:headline|caption|graphic|map|chart) (?:with|on|to|for|in|above|"
    rf"accompanying) (?:this|an {_EARLIER} version of this) {_PIECE}\b[^.\n]{{0,80}}?\b{_MISTOLD}\b"
    rf"|(?:last |the )?{_WHEN}[’']s (?:[\w-]+ )?(?:{_PIECE}|paper|edition)\b[^.\n]{{0,120}}?"
    rf"\b{_MISTOLD}\b"
    r"|(?:due to|because of|owing to) (?:an? )?(?:[\w-]+ )?(?:error|mistake|information)\b"
    rf"[^\n]{{0,240}}\b(?:article|story|report|headline|caption|column|version)\b[^\n]{{0,120}}\b{_SAID_WRONGLY}\b"
    # What papers admit: "We got it wrong: …", "We made a mistake in this article"
    rf"|we (?:got (?:it|this|that) wrong|were wrong|(?:have )?made an? (?:\w+ )?(?:mistake|error))"
    rf"(?:\s*(?::|[–—]|\.?$)|\b[^\"“”\n]{{0,200}}\b(?:{_PIECE}|we (?:reported|wrote|published))\b)"
    rf")|{_EDITORS_NOTE}[^\n]*?\b"
    rf"(?:{_BEEN} (?:amended|corrected|clarified|retracted)|{_MISTOLD})\b",
    re.IGNORECASE,
)
_TOLD_LATER = ("version", " in this ", "regret", "apologi", "we ")
"""What a note has in small letters that tells only later in its line that it is one."""

_LATER_NOTE = re.compile(
    # "Earlier versions of this story had the wrong name"
    rf"[^.\n]{{0,40}}\b(?:an? |the )?(?:{_EARLIER} )?versions? of (?:this|our) {_PIECE} "
    rf"[^\n]{{0,200}}?\b{_FAULT}\b"
    # "The mayor's name was misspelled in an earlier version of this article"
    rf"|[^.\n\"“”]{{1,160}} (?:was|were) (?:{_MISTOLD}|{_WRONGLY} \w+)\b[^.\n]{{0,40}} in (?:this|"
    rf"(?:an|the) {_EARLIER} version of (?:this|the|our)) {_PIECE}\b"
    rf"|[^.\n\"“”]{{1,80}} in this {_PIECE} (?:was|were) (?:{_MISTOLD}|{_WRONGLY} \w+)\b"
    # "We regret the error", "The Courier regrets the error."
    r"|[^\"“”\n]{0,400}\bwe (?:regret|apologi[sz]e for) (?:the|this|these|our) "
    r"(?:errors?|mistakes?)\b"
    r"|(?:[^\"“”\n]{0,400}[.;] )?(?:(?-i:(?:The )?(?:[A-Z][\w.&’'-]* ){1,5})|the (?:editors?|paper|"
    r"newspaper|magazine) )(?:deeply |sincerely )?(?:regrets?|apologi[sz]es? for) "
    r"(?:the|this|these) (?:errors?|mistakes?)\W*$"
    # "On Tuesday we reported that … This was wrong."
    rf"|[^.\"“”\n]{{0,40}}\bwe (?:{_WRONGLY} (?:reported|said|stated|wrote|published|named)\b|"
    r"(?:previously |earlier |first )?(?:reported|said|stated|wrote|published)\b[^\"“”\n]{0,300}"
    r"\b(?:this|that|which|it) (?:was|is) (?:wrong|incorrect|inaccurate|not (?:correct|true|so)|an "
    r"error|a mistake)\b)",
    re.IGNORECASE,
)
# "(Corrects spelling of name in paragraph 3)", at the top of an agency's story, or behind the place
_BRACKETED = re.compile(
    r"[ \t]*(?:[^\n()]{0,60}(?:\([^()\n]{1,30}\))?\s*[-–—]+\s*)?"
    rf"\(({_DIRECTIVE}[^()\n]{{3,300}})\)",
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
        elif len(stripped) <= LONGEST and (_NOTE.match(stripped) or _tells_later(stripped)):
            yield stripped


def _tells_later(line: str) -> bool:
    small = line.lower()  # most lines have none of the words, and matching takes time
    return any(map(small.__contains__, _TOLD_LATER)) and _LATER_NOTE.match(line) is not None


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
