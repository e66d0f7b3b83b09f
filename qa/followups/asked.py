"""A question in, what it asks for out, so that something else can be asked of the same.

"Why?" after "Who was arrested?" is "Why was Ines Roe arrested?".
"""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Span
from qa.language.clauses import governing
from qa.language.english import ASKING
from qa.language.parse import Parse
from qa.language.questions import parsed_question as parsed

FARTHEST = 5
"""Words. What asks stands at the start: "By how many votes"; a later "who" joins clauses."""
_DO = {"VBD": "did", "VBZ": "does"}
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question asks for: the phrase at `span`, with its asking `word`, of a `verb`.

    `noun` is the place of the noun that it asks to choose or count, None of "who" and "why";
    `of_subject` says that the answer is the subject of the verb.
    """

    parse: Parse
    word: int
    noun: int | None
    span: Span
    verb: int
    of_subject: bool

    @property
    def text(self) -> str:
        """The words that ask."""
        return self.parse.text[self.span.start : self.span.end]

    @property
    def asks(self) -> str:
        """The asking word: "who", "how"."""
        return self.parse.tokens[self.word].lemma

    @property
    def chooses(self) -> bool:
        """Whether one of several is asked for: "which ship"."""
        return (
            self.noun is not None
            and self.asks in {"which", "what"}
            and self.parse.tokens[self.noun].tag in {"NN", "NNP"}
        )

    @property
    def identifies(self) -> bool:
        """Whether it asks who holds a place: "Who is the mayor?"; the answer is that person."""
        place = self.parse.tokens[self.word]
        return self.asks == "who" and place.dep == "attr" and not self.of_subject

    def as_subject(self, answer: str | None) -> str | None:
        """The phrase with the answer in it, or what was counted; None where there is neither."""
        text, word = self.parse.text, self.parse.tokens[self.word]
        last = self.parse.tokens[self.noun] if self.noun is not None else word
        before = text[self.span.start : word.start]
        if answer and self.asks != "how":
            whose = "'s " if self.asks == "whose" else ""
            end = word.end + 1 if whose else last.end
            return f"{before}{answer}{whose}{text[end : self.span.end]}"
        if self.noun is None:
            return None
        counting = self.parse.children(self.noun, "amod") if self.asks == "how" else ()
        start = self.parse.tokens[max((self.word, *counting))].end
        the = "" if self.asks == "how" else "the "
        return f"{before}{the}{text[start : self.span.end].strip()}"

    def anew(self, asked: str, *, answer: str | None) -> str | None:
        """The question with something else asked for; None where the answer is needed, not known.

        `answer` stands where the old asking word did.
        """
        text, rest = self.parse.text, self.parse.text[self.span.end :].strip(" ?.!")
        if not self.of_subject and not self.identifies:
            return f"{asked} {rest}?"
        subject = self.as_subject(answer)
        if subject is None:
            return None
        helping = [i for i in self.parse.children(self.verb, "aux", "auxpass") if i < self.verb]
        verb = self.parse.tokens[self.verb]
        if helping or verb.pos == "AUX":
            first = self.parse.tokens[helping[0]] if helping else verb
            rest = text[first.end :].strip(" ?.!")
            return f"{asked} {first.text.lower()} {subject} {rest}?"
        between = text[self.span.end : verb.start]
        rest = text[verb.end :].rstrip(" ?.!")
        return f"{asked} {_DO.get(verb.tag, 'do')} {subject}{between}{verb.lemma}{rest}?"


def asked(question: str) -> Asked | None:
    """What a question asks for; None where it asks for yes or no, or is built in another way."""
    parse = parsed(question)
    near = enumerate(parse.tokens[:FARTHEST])
    word = next((i for i, token in near if token.lemma in ASKING), None)
    verb = None if word is None else governing(parse, word)
    if word is None or verb is None:
        return None
    top = word
    while parse.tokens[top].head not in {verb, top}:
        top = parse.tokens[top].head
    first = min([i for i in parse.children(verb, "aux", "auxpass") if i > word] + [verb])
    places = [i for i in parse.subtree(top) if i < first] or [word]
    if places[0] > 0 and parse.tokens[places[0] - 1].pos == "ADP":
        places.insert(0, places[0] - 1)
    if parse.tokens[places[-1]].end > parse.tokens[first].start or min(places) > word:
        return None
    return Asked(
        parse=parse,
        word=word,
        noun=_noun(parse, word),
        span=parse.span(places),
        verb=verb,
        of_subject=parse.tokens[top].dep in _SUBJECT and verb > word,
    )


def _noun(parse: Parse, word: int) -> int | None:
    """The noun that an asking word belongs to: of "how many people" the people."""
    token = parse.tokens[word]
    for _ in range(2):
        if parse.tokens[token.head].pos in {"NOUN", "PROPN"} and token.dep in {"det", "amod"}:
            return token.head
        if token.dep != "advmod":
            return None
        token = parse.tokens[token.head]
    return None
