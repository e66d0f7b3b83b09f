"""A question in, its parts out: what it asks for, its auxiliary, its subject, the rest.

Taken apart by rule, to be put together anew for a question that leaves most of it out ("Why?").
Where the rules cannot tell where a part ends, the part is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.words import FUNCTION_WORDS

DO = "do|does|did"
BE = "is|are|was|were"
AUXILIARY = (
    rf"(?:{DO}|{BE}|has|have|had|can|could|will|would|shall|should|may|might|must)(?:n[’']t)?"
)
PREPOSITION = (
    r"(?:in|on|at|to|from|for|by|with|of|about|since|until|during|after|before|under|against"
    r"|near|into)"
)
WH = r"(?:who(?:m|se)?|what|which|when|where|why|how)"
CONNECTIVE = re.compile(r"^(?:(?:and|but|so|then|also|ok|okay|well|or)\b,? +)+", re.IGNORECASE)
PAST = frozenset(
    """
    became began bought broke brought built came caught chose cut did drew drove fell felt fled flew
    found fought gave got grew had held hit hurt kept killed knew lay led left lent lost made meant
    met paid put ran read rose said sang sank sat saw sent set shot shut sold spent spoke stole
    stood struck swam threw told took went won wore wrote born done driven fallen flown given known
    seen shown spoken stolen sworn taken thrown written broken chosen held
    """.split()
)
DETERMINER = r"(?:the|an?|this|that|these|those|his|her|its|their|some|any|all|no)"
WITH_AUXILIARY = re.compile(
    rf"^(?P<asked>(?:{PREPOSITION} )?{WH}\b(?: [\w’'-]+)*?) (?P<auxiliary>{AUXILIARY})"
    r" (?P<rest>[^?]+)",
    re.IGNORECASE,
)
YES_NO = re.compile(rf"^(?P<auxiliary>{AUXILIARY}) (?P<rest>[^?]+)", re.IGNORECASE)
OF_SUBJECT = re.compile(r"^(?P<asked>who|what)\b (?P<rest>[^?]+)", re.IGNORECASE)
LONGEST_ASKED = 6
IN_A_PLACE = re.compile(
    rf"{PREPOSITION} (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)* (?!{PREPOSITION}\b)[a-z]+"
)
"""What stands between a subject and its verb: "the protesters in Hong Kong want"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The parts of a question.

    `asked` is what it asks for ("which party", empty in a yes-or-no question); `auxiliary` is None
    where the verb follows at once ("Who won?"); `rest` is everything after them.
    """

    asked: str
    auxiliary: str | None
    rest: str

    @property
    def of_subject(self) -> bool:
        """Whether the answer is the subject: "Who was arrested?", not "Who did they arrest?"."""
        if not self.asked or self.asked.casefold() in {"when", "where", "why", "how"}:
            return False
        if self.auxiliary is None:
            return True
        if re.fullmatch(DO, self.auxiliary, re.IGNORECASE):
            return False
        if self.identifies:
            return True
        first = self.rest.split()[0].casefold()
        return self.rest[0].islower() and (_is_verb(first) or first in FUNCTION_WORDS - _OPENERS)

    @property
    def identifies(self) -> bool:
        """Whether it asks who holds a place: "Who is the mayor?"; the answer is that person."""
        return (
            self.asked.casefold() == "who"
            and re.fullmatch(BE, self.auxiliary or "") is not None
            and re.match(rf"{DETERMINER} ", self.rest, re.IGNORECASE) is not None
        )

    @property
    def subject(self) -> str | None:
        """The common noun that is the subject ("the bridge"); None where it is not seen."""
        if self.auxiliary is None or self.of_subject:
            return None
        phrase = noun_phrase(self.rest)
        if phrase is None:
            return None
        taken = phrase.split()
        needs_verb = re.fullmatch(DO, self.auxiliary, re.IGNORECASE)
        follows = self.rest[len(phrase) :].strip()
        has_verb = needs_verb and not (follows.startswith("of ") or IN_A_PLACE.match(follows))
        if len(taken) > 1 and (_is_verb(taken[-1]) or has_verb):
            taken.pop()
        bare = " ".join(taken)
        determined = re.fullmatch(DETERMINER, taken[0], re.IGNORECASE)
        if determined and len(taken) == 1:
            return None
        # "Ada Quill meet Tomas" is no plural: what is named is found elsewhere.
        return bare if determined or (bare.endswith("s") and bare.islower()) else None

    def asked_anew(self, asked: str, *, answer: str | None) -> str | None:
        """The same with something else asked for; `answer` stands where the old asking word did.

        None where an answer is needed and there is none.
        """
        if not self.of_subject:
            return f"{asked} {self.auxiliary} {self.rest}?"
        subject = answer or self._asked_noun()
        if subject is None:
            return None
        if self.auxiliary is None:
            return f"{asked} was it that {subject} {self.rest}?"
        return f"{asked} {self.auxiliary} {subject} {self.rest}?"

    def _asked_noun(self) -> str | None:
        """Of "how many people" the people, of "which ship" the ship; None of "who" and "what"."""
        many = re.fullmatch(r"how many (.+)", self.asked, re.IGNORECASE)
        if many:
            return many[1]
        which = re.fullmatch(r"(?:which|what) (.+)", self.asked, re.IGNORECASE)
        return f"the {which[1]}" if which else None


_OPENERS = frozenset(
    "the a an this that these those his her its their he she it they we you i there any some all"
    " no".split()
)


def clause(question: str) -> Clause | None:
    """The parts of a question; None where it is built in another way."""
    text = CONNECTIVE.sub("", question)
    match = WITH_AUXILIARY.match(text)
    if match is not None and _is_asking_phrase(match["asked"]):
        return Clause(
            asked=match["asked"],
            auxiliary=match["auxiliary"].casefold(),
            rest=match["rest"].strip(),
        )
    match = YES_NO.match(text)
    if match is not None:
        return Clause(asked="", auxiliary=match["auxiliary"].casefold(), rest=match["rest"].strip())
    match = OF_SUBJECT.match(text)
    if match is not None:
        return Clause(asked=match["asked"], auxiliary=None, rest=match["rest"].strip())
    return _counted_subject(text)


def _counted_subject(text: str) -> Clause | None:
    """The parts of "Which company built it?", where the first verb ends what is asked for."""
    words = text.rstrip("?!. ").split()
    asking = " ".join(words[:2]).casefold()
    begin = 2 if asking in {"how many", "how much"} else 1
    if begin == 1 and words[:1] and words[0].casefold() not in {"which", "what", "whose"}:
        return None
    for position, word in enumerate(words[begin + 1 : begin + 4], start=begin + 1):
        if _is_verb(word):
            return Clause(
                asked=" ".join(words[:position]), auxiliary=None, rest=" ".join(words[position:])
            )
    return None


def noun_phrase(text: str) -> str | None:
    """The words at the start of a text as far as the next function word, an article included."""
    taken: list[str] = []
    for word in re.findall(r"[\w’'-]+|[^\w\s]", text):
        lower = word.casefold()
        opens = not taken and re.fullmatch(DETERMINER, lower)
        if not opens and (lower in FUNCTION_WORDS or not re.match(r"\w", word)):
            break
        taken.append(word)
    return " ".join(taken) or None


def definite_phrases(text: str) -> list[str]:
    """The phrases with "the" in a text, without a verb at their end: "the bridge"."""
    found = []
    for match in re.finditer(r"\bthe\b ", text):
        taken = (noun_phrase(text[match.start() :]) or "").split()
        while len(taken) > 2 and _is_verb(taken[-1]):
            taken.pop()
        if len(taken) > 1:
            found.append(" ".join(taken))
    return found


def _is_asking_phrase(asked: str) -> bool:
    """Whether all of it asks: "which of the two parties" does, "who said the man" does not."""
    words = asked.casefold().split()
    if len(words) > LONGEST_ASKED:
        return False
    if len(words) > 1 and words[0].startswith(("who", "when", "where", "why")):
        return words[0] == "whose" or words[1:] in (["else"], ["exactly"])
    allowed = {"of", "the", "many", "much", "more", "other"}
    return not any(
        word in FUNCTION_WORDS - allowed or word in PAST or word.endswith("ed")
        for word in words[2:]
    )


def _is_verb(word: str) -> bool:
    return word.casefold() in PAST or (len(word) > 4 and word.endswith(("ed", "ing")))
