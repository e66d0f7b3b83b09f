"""An earlier turn in, what a later question may point back to out: people, things, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from qa.answer import NOT_FOUND
from qa.followups.asked import Asked, asked
from qa.followups.mentions import MOST, Mention, joined, mentions, names, told_apart
from qa.language.english import ASKING
from qa.language.parse import Token
from qa.language.questions import IMPERATIVE
from qa.language.questions import parsed_question as parsed
from qa.spans import dates
from qa.spans import names as written_names
from qa.types import Turn
from qa.understand import understand
from qa.words import FUNCTION_WORDS, POSSESSIVE, stem

LONGEST_TURN = 600
"""Characters of a question or an answer that are read; what a turn is about stands at its start."""
LONGEST_PIECE = 10
"""Words."""
LONGEST_STATEMENT = 40
"""Words. A longer sentence would drown the question that it is put into."""
MARKER = re.compile(r"\s*\[\d{1,4}\]")
QUOTED = re.compile(r"“([^“”]+)”")
OBJECTS = frozenset({"pobj", "dobj", "conj"})
"""Parts of a noun phrase, beside those of what is done, or joined to another."""
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
    def asked(self) -> Asked | None:
        """What the question asks for."""
        return asked(self.question)

    @cached_property
    def asked_about(self) -> tuple[Mention, ...]:
        """The noun phrases of the question."""
        return tuple(one for one in mentions(self.question) if not one.describes)

    @cached_property
    def answered_with(self) -> list[Mention]:
        """The names that answer: those of the short answers, else of the text.

        Of the text those first that do what was asked: who "won", where "won" was asked.
        """
        shorts = [found for short in self.short_answers for found in names(short)]
        new = [one for one in shorts if told_apart(one.name, self.question)]
        if new or self.asked is None:
            return new or self._told
        verb = self.asked.parse.tokens[self.asked.verb].lemma
        role = self.asked.parse.tokens[self.asked.word].dep
        same = [one for one in self._told if (one.verb, one.role) == (verb, role)]
        return [*same, *(one for one in self._told if one not in same)]

    @cached_property
    def _told(self) -> list[Mention]:
        """The phrases of the answer with a name in them that the question has not."""
        found = [one for one in mentions(self.answer) if not one.describes]
        named = [one for one in found if one.named or re.search(r"[ -][A-Z]", one.name)]
        new = [one for one in named if told_apart(one.name, self.question)][:MOST]
        return sorted(new, key=lambda one: not one.named)

    @property
    def answer_name(self) -> str | None:
        """The name that answers the question, None where it does not ask for one."""
        if self.asked is None or self.asked.asks in {"why", "when", "how"}:
            return None
        wanted = {"who": "person", "where": "place"}.get(self.asked.asks)
        if wanted is None and self.asked.noun is None and self.asked.asks != "whose":
            return None
        fitting = [one for one in self.answered_with if one.kind == wanted]
        found = self.answered_with if wanted is None else fitting or self.answered_with
        return _plain(found[0]) if found else None

    @cached_property
    def people(self) -> list[str]:
        """Who "he" or "she" may be: more than one where that is not sure.

        It is whom the question is about, else whom the answer names. Where the question asks for
        a person and names another, it may be either.
        """
        about, sure = _people(self.asked_about), _people(self.asked_about, sure=True)
        kind = understand(self.question).kind
        answering = _people(self.answered_with)
        if kind == "who" and not answering:
            answering = [_plain(one) for one in self.answered_with if not one.determined]
        if not self.short_answers:
            answering = answering[:1]
        if kind == "said":  # what somebody said about another is about both; who spoke is meant
            return about[:1] or answering
        if kind != "who":
            return about or answering
        if answering and self.asked is not None and self.asked.identifies:
            return answering
        return list(dict.fromkeys([*sure[:1], *answering])) or about

    @cached_property
    def things(self) -> list[str]:
        """What "it" may be, the likeliest first; more than one where that is not sure."""
        chosen = self._chosen()
        if chosen is not None:
            return [_plain(chosen)]
        fitting = [one for one in self.asked_about if not one.plural and one.kind != "person"]
        things = [
            one for one in fitting if (one.determined or one.named) and one.kind != "place"
        ] or [one for one in fitting if one.named]
        inside = [one.name for one in things]
        found = [
            _definite(one)
            for one in things
            if not any(one.name != other and one.name in other for other in inside)
        ]
        return list(dict.fromkeys([*self._given(), *found]))

    def _chosen(self) -> Mention | None:
        """What a question with "which ship" got for an answer; None where it asks otherwise."""
        if self.asked is None or not self.asked.chooses or self.asked.noun is None:
            return None
        noun = self.asked.parse.tokens[self.asked.noun].text.casefold()
        same = (one for one in mentions(self.answer) if one.name.casefold().split()[-1] == noun)
        return next(iter(self.answered_with), None) or next(same, None)

    def _given(self) -> Iterator[str]:
        """The things that a question with "what" got for an answer: "a ferry" as "the ferry"."""
        what = self.asked is not None and self.asked.asks == "what" and self.asked.noun is None
        if not what or understand(self.question).kind == "said":
            return
        for short in self.short_answers:
            found = mentions(short)
            if len(found) == 1 and not found[0].plural and found[0].kind not in {"person", "place"}:
                yield _definite(found[0])

    @cached_property
    def groups(self) -> list[str]:
        """Who "they" may be: more than one where that is not sure."""
        counted = self.asked is not None and self.asked.asks == "how" and self.asked.of_subject
        if counted:
            return []  # those who were counted, for whom there is no name
        asks_who = self.asked is not None and self.asked.of_subject and bool(self.answer_name)
        subjects = [one for one in self.asked_about if one.plural and one.role.startswith("nsubj")]
        people = _people(self.asked_about)
        likely = (
            self._listed() if asks_who else [],
            [_plain(one) for one in subjects],
            [_plain(one) for one in self.asked_about if one.kind == "group" and one.named],
            [" and ".join(people)] if len(people) > 1 else [],
            [_plain(one) for one in self.asked_about if one.plural],
            [_plain(one) for one in self.answered_with if one.kind == "group"],
            [_plain(one) for one in self.asked_about if one.kind == "unknown"],
        )
        return next(filter(None, likely), [])[:1]

    def _listed(self) -> list[str]:
        """Those who answer, as one: "James Peebles, Didier Queloz and Michel Mayor"."""
        if self.short_answers:
            listed = [_plain(one) for one in self.answered_with]
        else:
            parse, first = parsed(self.answer), self.answered_with[0]
            heads = set(joined(parse, first.head))
            listed = [_plain(one) for one in self.answered_with if one.head in heads]
        *others, last = dict.fromkeys(listed)
        return [f"{', '.join(others)} and {last}" if others else last]

    @cached_property
    def places(self) -> list[str]:
        """Where "there" may be."""
        found = [*self.asked_about, *self.answered_with]
        if self.asked is not None and self.asked.asks == "where":
            found = [*self.answered_with, *self.asked_about]
            found.sort(key=lambda one: one.kind != "place")
            return [_plain(one) for one in found if one.kind != "person"][:1]
        return [_plain(one) for one in found if one.kind == "place"][:1]

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
    def about(self) -> list[str]:
        """What it is about: who answers, and the question's own words but for those that ask.

        Superlatives, which would ask for something else, are left out. Of a long stretch of words
        there are the names.
        """
        found = [*([self.answer_name] if self.answer_name else []), *self._pieces()]
        named = [self.question[start:end] for start, end in written_names(self.question)]
        named += [_plain(one) for one in self.asked_about]
        short = [piece for piece in found if len(piece.split()) <= LONGEST_PIECE]
        return short if len(short) == len(found) else [*named, *short]

    def _pieces(self) -> Iterator[str]:
        parse = parsed(self.question)
        avoided = {*ASKING, *understand(self.question).superlatives}
        if IMPERATIVE.match(self.question):
            avoided.add(parse.tokens[0].text.casefold())
        piece: list[int] = []
        for place, token in enumerate(parse.tokens):
            helping = token.dep in {"aux", "auxpass"} or (
                token.pos == "AUX" and token.dep == "ROOT"
            )
            mark = token.pos == "PUNCT" and token.tag != "HYPH"
            if token.text.casefold() in avoided or helping or mark:
                yield from self._cut(piece)
                piece = []
            else:
                piece.append(place)
        yield from self._cut(piece)

    def _cut(self, piece: list[int]) -> Iterator[str]:
        """The words of these places from the first that tells something to the last."""
        tokens = parsed(self.question).tokens
        telling = [i for i in piece if self._tells(tokens[i])]
        if telling:
            determined = telling[0] - 1 in piece and tokens[telling[0] - 1].pos == "DET"
            first = telling[0] - determined
            last = telling[-1]
            if last + 1 in piece and tokens[last + 1].dep == "prt":  # "covered up"
                last += 1
            yield self.question[tokens[first].start : tokens[last].end]

    def _tells(self, token: Token) -> bool:
        told = token.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
        return told and stem(token.text) not in GENERIC


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
        one.name
        for topic in topics
        for one in (*topic.asked_about, *topic.answered_with)
        if one.kind == "person" and one.name.split()[-1] == last
    ]
    untitled = [form for form in forms if len(form.split()) > 1 and not form.startswith("M")]
    return max([name, *untitled], key=lambda form: (form in untitled, len(form)))


def _people(found: Sequence[Mention], *, sure: bool = False) -> list[str]:
    """Those that are surely people; where none is, unless `sure`, the first that may be one.

    And who is joined to that one: "Did Lee and Marks resign?" is about both.
    """
    people = [_plain(one) for one in found if one.kind == "person"]
    if people or sure:
        return people
    may_be = [one for one in found if one.named and one.kind == "unknown"]
    first = next((i for i, one in enumerate(may_be) if one.role not in OBJECTS), len(may_be))
    beside = takewhile(lambda one: one.role == "conj", may_be[first + 1 :])
    return [_plain(one) for one in (*may_be[first : first + 1], *beside)]


def _plain(mention: Mention) -> str:
    return re.sub(r"^The ", "the ", POSSESSIVE.sub("", mention.name))


def _definite(mention: Mention) -> str:
    """The phrase as it is spoken of again: "a ferry" or "his ferry" is "the ferry" then."""
    return re.sub(r"^(?:an?|his|her|its|their) ", "the ", _plain(mention), flags=re.IGNORECASE)
