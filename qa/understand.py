"""A question in, what it asks for out: its kind, its form, the superlative it turns on, its days.

Everything here is read from the wording by rule; nothing is looked up in the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qa.language.clauses import governing
from qa.language.questions import parsed_question
from qa.understanding.asking import asking_of
from qa.understanding.forms import Form, form_of, subject_of
from qa.understanding.window import Window, find_window, without_window

Kind = Literal["who", "when", "where", "how_many", "share", "said", "why", "yes_no", "what"]

PEOPLE = (
    r"(?:politician|person|people|man|woman|minister|leader|mayor|official|actor|singer|player"
    r"|president|mp|member|candidate|company|organi[sz]ation|group|party|team|newspaper|publisher"
    r"|agency|figure)s?"
)
KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "said",
        r"^what (?:did|does|has|have|do|was|were)\b.*\b(?:say|said|tell|told|claim|argue"
        r"|think|believe|call for|promise|warn)\b|\bwhat was\b.*\b(?:reaction|response)\b"
        r"|^what(?: is| was|[’']?s)\b.*\b(?:view|opinion|position|stance|take)s? (?:on|of|about)\b",
    ),
    ("share", r"\b(?:what|which) (?:percentage|share|proportion|per ?cent|fraction)\b"),
    ("how_many", r"\bhow (?:many|much|old|long|far|tall|high|big|large|fast|often)\b"),
    ("how_many", r"\bwhat (?:number|amount|age|was the (?:number|toll|death toll))\b"),
    (
        "when",
        r"\bwhen\b|\b(?:what|which|in what|on what|on which) (?:day|date|year|month)\b"
        r"|\bwhat (?:is|was) the (?:[\w-]+ ){0,2}(?:date|day|year)\b",
    ),
    ("where", r"\bwhere\b|\b(?:what|which|in which) (?:city|country|town|place|state)\b"),
    ("who", r"\bwho(?:m|se)?\b"),
    ("who", rf"\b(?:which|what|name|first|earliest)(?: the)? (?:[\w-]+ ){{0,2}}?{PEOPLE}\b"),
    ("why", r"\bwhy\b"),
    ("yes_no", r"^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b"),
)
OPENING = re.compile(r"(?:(?:and|but|so|then) )?(when|where|who(?:m|se)?|why)\b", re.IGNORECASE)
"""What a question asks by that opens with it: "Where was he when he fell ill?" is no "when"."""
SUPERLATIVES = {
    "first": ("first", "earliest"),
    "earliest": ("first", "earliest"),
    "last": ("last", "latest", "final"),
    "latest": ("last", "latest", "most recent", "newest"),
    "only": ("only", "sole"),
    "sole": ("only", "sole"),
    "biggest": ("biggest", "largest", "greatest"),
    "largest": ("biggest", "largest", "greatest"),
    "greatest": ("biggest", "largest", "greatest"),
}
"""A superlative of a question, and the words by which an article may make the same claim."""
REGULAR_SUPERLATIVE = re.compile(
    r"\b(?!(?:(?:north|south)?(?:west|east)|unrest|rest|test|best-known|latest|interest|request|protest|forest|arrest|guest"
    r"|invest|suggest|contest|modest|honest|priest|quest|harvest|manifest|conquest|midwest)\b)"
    r"[a-z]{3,}est\b",
    re.IGNORECASE,
)
NOT_A_CLAIM = re.compile(
    r"\b(?:first|last) (?:names?|lad(?:y|ies)|ministers?|aid|night|weekend|week|month|year|time"
    r"|decade|century|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:first|last) (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
BEFORE_ALL = re.compile(
    r"^(?:who|which|what)\b.* (?:before|ahead of) (?:any|every)(?:one|body) else\b", re.IGNORECASE
)
"""Asks who was the first in other words."""
WORD = r"(?:(?:[a-z]\.)+|[\w’'“\"-]+) "
NEAR = rf"(?!(?:in|on|at|to|for|from|by|with|after|before|that|and|or)\b){WORD}"
ASKED = re.compile(
    rf"\b(?:who|which|what) (?:(?:{WORD}){{0,6}}?"
    rf"(?:was|were|is|are|be|becomes?|became|has|have|had|holds?) (?:{NEAR}){{0,4}}?[“\"]?"
    rf"|(?:{NEAR}){{0,5}}?"
    r"(?<!the )(?<!an )(?<!a )(?<!his )(?<!her )(?<!its )(?<!their )(?<![’']s ))$",
    re.IGNORECASE,
)
"""What stands before a superlative that is asked for: the verb of which it is the complement
("which state has the highest", "who was the first"), or nothing that it belongs to ("who first
called"). The "first" of "Where did the first debate take place?" only says which debate is meant.
"""
WHOLE = {"timeline", "overview", "byline", "identity"}
"""Forms that ask for no one thing: their answers are not read out of a sentence."""
TWO_REPORTS = re.compile(
    r"\b(?:report(?:ed)?|articles?|stor(?:y|ies)|coverage|review)\b.*"
    r"\b(?:report(?:ed)?|articles?|stor(?:y|ies)|coverage|review)\b",
    re.IGNORECASE,
)
"""A question about two reports, of which a date may be the day of one."""
SPREAD = {"list", "said", "timeline", "overview", "comparison"}
"""Forms whose answer is the better for keeping to the year that is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a question asks for.

    `superlatives` are the words by which an article may make the claim that the question asks
    about ("first", "earliest"), empty where it asks about none. `form` is the form of the answer,
    `window` the days that the wording speaks of. `subject` is what to search for: the text, of a
    timeline or an overview without the words that ask for one. `publishers` are those it names.
    `asking` are the words of the text that ask, as the reader is to read them. `mended` are words
    that were typed, each with the word of the library that it is read as.
    """

    text: str
    kind: Kind
    superlatives: tuple[str, ...]
    form: Form
    window: Window | None
    subject: str
    publishers: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    asking: str = ""


def understand(
    text: str,
    *,
    asked: date | None = None,
    publishers: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> Understood:
    """Reads a standalone question. Never fails: an odd question is of the kind "what".

    `asked` is the day of asking, `publishers` are those of the library that the question names,
    `without` the words that are not to be read as a date.
    """
    asking = asking_of(text)
    opening = OPENING.match(asking)
    kind: Kind = next(
        (
            kind
            for kind, pattern in KINDS
            if re.search(pattern, opening[1] if opening else asking, re.IGNORECASE)
        ),
        "what",
    )
    window = find_window(text, asked=asked, fact=True)
    if window is not None and window.words in without:
        window = None
    undated = without_window(text, window)
    form = form_of(text, said=kind == "said", publishers=len(publishers), undated=undated)
    if window is not None:
        window = find_window(text, asked=asked, fact=form not in SPREAD)
        if window is not None and (len(publishers) > 1 or TWO_REPORTS.search(text)):
            # "A's report before 3 May and B's": the days are those of one of the two.
            window = replace(window, restricts=False)
    whole = form in WHOLE
    subject = subject_of(undated) if whole else text
    if whole and window is not None and window.event is not None:
        # What came after the verdict is about the verdict.
        subject = f"{subject} {window.event.name}".strip()
    return Understood(
        text=text,
        kind=kind,
        # "Did X win its first seat?" asks after no rival claim.
        superlatives=() if whole or form == "yes_no" else _superlatives(text),
        form=form,
        window=window,
        subject=subject,
        publishers=publishers,
        asking=asking,
    )


def _is_asked(text: str, offset: int) -> bool:
    """Whether a superlative goes with the verb whose subject is asked for, or is to be named.

    "Who in the party first broke ranks?", "who was it that called first?", "first MP to call".
    """
    parse = parsed_question(text)
    place = parse.at(offset)
    if place is None:
        return False
    before = [token.lemma for token in parse.tokens[:place]]
    if before in ([], ["the"], ["name"], ["name", "the"]):
        return not any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in parse.tokens)
    asking = [i for i, token in enumerate(parse.tokens) if token.lemma in {"who", "which", "what"}]
    verb = governing(parse, place)
    if not asking or asking[0] > place or verb is None or before[-1] in {"the", "a", "an"}:
        return False
    last = all(token.pos == "PUNCT" for token in parse.tokens[place + 1 :])
    subjects = parse.children(verb, "nsubj", "nsubjpass")
    by_verb = parse.tokens[place].dep == "advmod" and parse.tokens[place].head == verb
    asked = any(asking[0] in parse.subtree(subject) for subject in subjects)
    return (by_verb and asked) or (last and parse.tokens[asking[0]].lemma == "who")


def _only_describes(text: str, offset: int) -> bool:
    """Whether a superlative only says who is meant: "Who met the woman who first climbed it?"."""
    parse = parsed_question(text)
    place = parse.at(offset)
    if place is None or parse.tokens[place].dep != "advmod":
        return False
    verb = parse.tokens[parse.tokens[place].head]
    return verb.dep == "relcl" and parse.tokens[verb.head].dep in {"dobj", "pobj"}


def _superlatives(text: str) -> tuple[str, ...]:
    if BEFORE_ALL.search(text):
        return SUPERLATIVES["first"]
    claiming = NOT_A_CLAIM.sub(" ", re.sub(r"\b1st\b", "first", text))
    for match in re.finditer(r"(?<![\w-])[a-z]+(?![\w-])", claiming, re.IGNORECASE):
        word = match.group().casefold()
        if word not in SUPERLATIVES and not REGULAR_SUPERLATIVE.fullmatch(word):
            continue
        asked = ASKED.search(claiming, 0, match.start()) is not None
        if not (asked and not _only_describes(claiming, match.start())) and not _is_asked(
            claiming, match.start()
        ):
            continue
        if word in SUPERLATIVES:
            return SUPERLATIVES[word]
        if REGULAR_SUPERLATIVE.fullmatch(word):
            return (word,)
    return ()
