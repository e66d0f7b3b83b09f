"""An earlier turn in, what a later question may point back to out: people, things, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from qa.answer import NOT_FOUND
from qa.followups.clauses import WH, Clause, clause, definite_phrases
from qa.followups.entities import Mention, mentions
from qa.spans import dates
from qa.types import Turn
from qa.understand import understand
from qa.words import FUNCTION_WORDS, Word, stem, stems, words

LONGEST_TURN = 2_000
"""Characters of a question or an answer that are read; what a turn is about stands at its start."""
LONGEST_STATEMENT = 40
"""Words. A longer sentence would drown the question that it is put into."""
MOST_NAMES = 20
"""Names of a question or an answer that are looked at; hostile ones hold thousands."""
MOST_LISTED = 3
LIST_LINK = re.compile(r",? and |, ")
MARKER = re.compile(r"\s*\[\d{1,4}\]")
QUOTED = re.compile(r"“([^“”]+)”")
WHERE = re.compile(r"where\b", re.IGNORECASE)
GIVEN = re.compile(r"(?:an?|the) (?P<thing>[a-z][\w’'-]*(?: [a-z][\w’'-]*){0,2})", re.IGNORECASE)
"""A thing as a short answer names it."""
PLURALS = frozenset({"people", "men", "women", "children", "police"})
PARTICLES = frozenset("up out off down over".split())
"""Function words that belong to the verb before them, as in "covered up"."""
GENERIC = frozenset(
    map(
        stem,
        """
        many much long far old people thing happen say said do exactly next get got go went tell
        know react reaction respond response anything something anyone someone there
        """.split(),
    )
)
"""Stems of words that a question may hold without saying what it is about."""


@dataclass(frozen=True)
class Topic:
    """An earlier turn, its question complete in itself; `short_answers` where they are known."""

    question: str
    answer: str
    short_answers: tuple[str, ...]

    @cached_property
    def clause(self) -> Clause | None:
        """The question taken apart."""
        return clause(self.question)

    @cached_property
    def asked_about(self) -> list[Mention]:
        """The names in the question, but for those that only describe."""
        return [one for one in mentions(self.question) if one.kind != "modifier"][:MOST_NAMES]

    @cached_property
    def answered_with(self) -> list[Mention]:
        """The names that the answer brings in: those of the short answers, else of its text."""
        shorts = [found for short in self.short_answers for found in mentions(short)]
        return self._new(shorts) or self.told

    @cached_property
    def told(self) -> list[Mention]:
        """The names that the text of the answer brings in."""
        return self._new(mentions(self.answer))

    def _new(self, found: Iterable[Mention]) -> list[Mention]:
        asked = stems(self.question)
        new = (one for one in found if one.kind != "modifier" and not stems(one.name) <= asked)
        return list(islice(new, MOST_NAMES))

    @property
    def answer_name(self) -> str | None:
        """The name that answers the question, None where it does not ask for one."""
        people = self._answering_people() if self.asks_for_person else []
        if people:
            return people[0]
        if WHERE.match(self.question) and self.places:
            return self.places[0]
        asks_for_name = re.match(r"(?:\w+ )?(?:which|what|where)\b", self.question, re.IGNORECASE)
        return self.answered_with[0].name if asks_for_name and self.answered_with else None

    @property
    def asks_for_person(self) -> bool:
        """Whether somebody's name is the answer."""
        return understand(self.question).kind == "who"

    @cached_property
    def people(self) -> list[str]:
        """Who "he" or "she" may be, the likeliest first; more than one where that is not sure.

        It is whom the question is about, else whom the answer names. Where the question asks for
        a person and names another, it may be either.
        """
        asked = _people(self.asked_about, sure=True) or _people(self.asked_about, sure=False)[:1]
        answering = self._answering_people()
        if not self.asks_for_person:
            # What somebody said about another is about both; who is meant is who spoke.
            spoke = understand(self.question).kind == "said"
            return (asked[:1] if spoke else asked) or answering
        if answering and self.clause is not None and self.clause.identifies:
            return answering
        return [*asked[:1], *answering]

    def _answering_people(self) -> list[str]:
        """Whom the answer names: each of the short answers, or one in its text."""
        given = _people(self.answered_with, sure=True) if self.short_answers else []
        told = _people(self.told, sure=True) or _people(self.told, sure=False)
        return given or told[:1]

    @cached_property
    def things(self) -> list[str]:
        """What "it" may be, the likeliest first; more than one where that is not sure."""
        asked = self.clause.asked.casefold() if self.clause else ""
        named = {found.name for found in mentions(self.question)}
        phrases = [
            found
            for found in definite_phrases(self.question)
            if not any(found in name for name in named) and not is_plural(found)
        ]
        chosen = re.match(r"(?:\w+ )?(?:which|what) \w", asked) and not is_plural(asked)
        if chosen and self.answered_with:
            return [self.answered_with[0].name, *phrases]
        phrases += self._given()
        subject = self.clause.subject if self.clause else None
        if subject is not None:
            others = [found for found in phrases if not found.startswith(subject)]
            return others if is_plural(subject) else [subject, *others]
        names = [
            found.name
            for found in self.asked_about
            if found.kind not in {"person", "place"} and not _within(found.name, phrases)
        ]
        if phrases or names:
            return [*phrases, *names]
        # "How far is K2-18b?" is about nothing else; "Who won in Iowa?" is.
        return (
            []
            if self.other_words
            else [found.name for found in self.asked_about if found.kind != "person"]
        )

    def _given(self) -> list[str]:
        """The things that a question with "what" got for an answer: "a ferry" as "the ferry"."""
        asked = self.clause.asked.casefold() if self.clause else ""
        if asked != "what" or understand(self.question).kind == "said":
            return []
        phrases = (GIVEN.fullmatch(short) for short in self.short_answers)
        found = [
            thing
            for phrase in phrases
            if phrase is not None
            for thing in definite_phrases(f"the {phrase['thing']}")
        ]
        names = [
            one.name
            for one in self.answered_with
            if one.name in self.short_answers and one.kind not in {"person", "place"}
        ]
        return [thing for thing in (*found, *names) if not is_plural(thing)]

    @cached_property
    def groups(self) -> list[str]:
        """Who "they" may be: more than one where that is not sure."""
        subject = self.clause.subject if self.clause else None
        if subject is not None and is_plural(subject):
            return [subject]
        if self.clause and self.clause.of_subject and self.clause.asked.startswith("How many"):
            return []  # those who were counted, for whom there is no name
        answering = [found.name for found in self.answered_with if found.kind == "group"]
        people = _people(self.asked_about, sure=True)
        likely = (
            answering if self.asks_for_person else [],
            [found.name for found in self.asked_about if found.kind == "group"],
            # "Where did the ministers meet?" is answered by a place, which is not "they".
            [" and ".join(self._listed())]
            if self.answered_with and self.answer_name and not WHERE.match(self.question)
            else [],
            [" and ".join(people)] if len(people) > 1 else [],
            [found.name for found in self.asked_about if found.kind == "unknown"],
        )
        return next(filter(None, likely), [])[:1]

    def _listed(self) -> list[str]:
        """The answering name and those that follow it in a list."""
        found = self.answered_with[:MOST_LISTED]
        if self.short_answers:
            return list(dict.fromkeys(mention.name for mention in found))
        listed = found[:1]
        for mention in found[1:]:
            if LIST_LINK.fullmatch(self.answer[listed[-1].end : mention.start]) is None:
                break
            listed.append(mention)
        return [mention.name for mention in listed]

    @cached_property
    def places(self) -> list[str]:
        """Where "there" may be."""
        found = [*self.asked_about, *self.answered_with]
        if WHERE.match(self.question):
            found = sorted(self.answered_with, key=lambda mention: mention.kind != "place") or found
            return [mention.name for mention in found if mention.kind != "person"][:1]
        return [mention.name for mention in found if mention.kind == "place"][:1]

    @cached_property
    def date(self) -> str | None:
        """The day or year that it is about."""
        for text in (self.question, self.answer):
            for start, end in dates(text):
                return text[start:end]
        return None

    @cached_property
    def statement(self) -> str | None:
        """The answer as a clause to follow "that", where it is one sentence and not too long."""
        if self.answer.startswith(NOT_FOUND):
            return None
        quoted = QUOTED.search(self.answer)
        text = quoted[1] if quoted else self.answer
        words = text.split()
        if not 5 <= len(words) <= LONGEST_STATEMENT or text[-1:] != ".":
            return None
        if understand(text).superlatives:  # which would ask for something else
            return None
        lower = words[0].casefold() in FUNCTION_WORDS and words[0] != "I"
        return (text[0].lower() if lower else text[0]) + text[1:].rstrip(".")

    @cached_property
    def other_words(self) -> list[str]:
        """What the question is about besides names, in its own words: "people died".

        Words that ask, and superlatives (which would ask for something else), are left out.
        """
        avoided = {stem(word) for word in understand(self.question).superlatives}
        phrases: list[list[Word]] = [[]]
        for word in words(self.question):
            text = self.question[word.start : word.end]
            named = any(name.start <= word.start < name.end for name in self.asked_about)
            if named or word.stem in avoided or re.fullmatch(WH, text, re.IGNORECASE):
                phrases.append([])
            else:
                phrases[-1].append(word)
        return [phrase for found in phrases if (phrase := self._trimmed(found))]

    def _trimmed(self, phrase: list[Word]) -> str:
        """The words of a phrase from the first that says something to the last."""
        telling = [word for word in phrase if self._tells(word)]
        if not telling:
            return ""
        kept = phrase[phrase.index(telling[0]) :]
        while not self._tells(kept[-1]) and kept[-1].stem not in PARTICLES:
            kept.pop()
        return self.question[kept[0].start : kept[-1].end]

    def _tells(self, word: Word) -> bool:
        text = self.question[word.start : word.end].casefold()
        return word.stem not in GENERIC and text not in FUNCTION_WORDS


def topic(turn: Turn, *, question: str) -> Topic:
    """An earlier turn whose question, complete in itself, is `question`."""
    answer = MARKER.sub("", turn.answer[:LONGEST_TURN])
    return Topic(
        question=question,
        answer=" ".join(answer.split()),
        short_answers=tuple(short[:LONGEST_TURN] for short in turn.short_answers[:5]),
    )


def fullest(name: str, topics: Iterable[Topic]) -> str:
    """The longest form in which these turns name the same person: "Mr Musk" is "Elon Musk"."""
    last = name.split()[-1]
    forms = [
        found.name
        for topic in topics
        for found in (*topic.asked_about, *topic.answered_with)
        if found.kind == "person" and found.name.split()[-1] == last
    ]
    untitled = [form for form in forms if len(form.split()) > 1 and not form.startswith("M")]
    return max([name, *untitled], key=lambda form: (form in untitled, len(form)))


def _people(found: Sequence[Mention], *, sure: bool) -> list[str]:
    kinds = {"person"} if sure else {"unknown"}
    return [mention.name for mention in found if mention.kind in kinds]


def _within(name: str, phrases: Iterable[str]) -> bool:
    bare = name.removeprefix("the ")
    return any(bare in phrase for phrase in phrases)


def is_plural(phrase: str) -> bool:
    """Whether the last word looks like a plural."""
    last = phrase.split()[-1].casefold()
    return last.endswith("s") or last in PLURALS
