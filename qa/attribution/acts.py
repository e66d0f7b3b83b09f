"""A sentence's parse in, its acts of speech out: who speaks, and which words are theirs.

The words are the complement of a verb of saying, or of any verb beside a quotation; the speaker is
that verb's subject. What is denied, supposed or still to be said is no act of speech, and nothing
inside a quotation is one: that is the words of whoever is quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Span
from qa.language.clauses import Clause, Phrase, clauses, governing, phrase
from qa.language.english import DECLARING, ISSUING, MESSAGES, REPORTS, SAYING, SHOWING, SUPPOSING
from qa.language.parse import Parse
from qa.language.reading import parsed
from qa.language.thesaurus import is_a

_BESIDE = tuple("relcl acl appos advcl conj ccomp xcomp parataxis csubj pcomp".split())
"""How what is no part of a clause's own frame hangs on it."""
_ON_A_NOUN = ("relcl", "acl")
_ADDS = frozenset({"add", "continue", "go"})
"""Verbs of who spoke just before."""
_LEADS_ON = frozenset({"go", "continue", "begin", "come"})
"""Verbs whose infinitive is done: "went on to say"."""
_NAMING = frozenset({"call", "put", "describe", "express"})
"""Verbs that are of speech only beside a quotation or in a frame of their own."""
_SUBJECTS = ("nsubj", "nsubjpass")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SPEAKING = ("person", "group", "communication")
SHORTEST = 3
"""Words of a quotation that is speech though no verb governs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of speech; all places are places of the sentence's parse.

    `words` are the speaker's; `frame` is the rest of the clause that tells of it, without what
    hangs on the speaker or is a clause of its own: that is the paper's. `whole` says that the main
    clause of the sentence is the act or is among the words, `adds` that the speaker spoke before.
    """

    verb: int
    speaker: Phrase
    words: frozenset[int]
    frame: frozenset[int]
    whole: bool
    adds: bool


def acts(parse: Parse, quoted: Sequence[Span]) -> tuple[Act, ...]:
    """The acts of speech of a sentence, in order; `quoted` is what it quotes."""
    reading = _Reading(parse, quoted)
    return tuple(sorted((*reading.said(), *reading.according()), key=lambda act: act.verb))


def reported_from(sentence: str) -> int | None:
    """Where the clause begins in which a sentence reports that somebody said "that" it was so."""
    parse = parsed(sentence)
    for act in acts(parse, ()):
        for complement in parse.children(act.verb, "ccomp"):
            marks = parse.children(complement, "mark")
            if marks and parse.tokens[marks[0]].lemma == "that":
                return parse.tokens[marks[0]].end
    return None


class _Reading:
    """A sentence while its acts are looked for."""

    def __init__(self, parse: Parse, quoted: Sequence[Span]) -> None:
        self.parse = parse
        self.quotes = [frozenset(parse.inside(span)) for span in quoted]
        self.quoted = frozenset[int]().union(*self.quotes)
        self.clauses = {clause.verb: clause for clause in clauses(parse)}
        self.roots = {i for i, token in enumerate(parse.tokens) if token.head == i}

    def said(self) -> Iterator[Act]:
        """The acts of verbs."""
        found = {verb: self._words(clause) for verb, clause in self.clauses.items()}
        told = {verb: words for verb, words in found.items() if words is not None}
        self._add_quotations(told)
        for verb, words in told.items():
            place = self._speaker(verb)
            if place is None or not words or place in self.quoted or self._only_shows(verb, place):
                continue
            speaker = phrase(self.parse, place)
            theirs = frozenset(words).union(*(quote for quote in self.quotes if quote & words))
            own = self.parse.subtree(place, without=_ON_A_NOUN if self._is_on(verb, place) else ())
            yield self._act(verb, speaker, theirs - ({verb, *own} - self.quoted))

    def according(self) -> Iterator[Act]:
        """What is told "according to" somebody."""
        for verb, token in enumerate(self.parse.tokens):
            sources = [
                source
                for to in self.parse.children(verb, "prep")
                for source in self.parse.children(to, "pobj")
            ]
            if token.text.casefold() != "according" or not sources or verb in self.quoted:
                continue
            governed = governing(self.parse, verb)
            top = [verb, *self.parse.ancestors(verb)][-1] if governed is None else governed
            joined = top
            while self.parse.tokens[joined].dep == "conj" and (
                verb > top or not self.parse.children(self.parse.tokens[joined].head, "cc")
            ):
                joined = self.parse.tokens[joined].head
            after = {
                i
                for other in self.parse.children(joined, "conj")
                if other > verb > joined and self.parse.children(other, "nsubj", "nsubjpass")
                for i in self.parse.subtree(other)
            }
            words = set(self.parse.subtree(joined)) - set(self.parse.subtree(verb)) - after
            yield self._act(verb, phrase(self.parse, sources[0]), frozenset(words))

    def _is_on(self, verb: int, noun: int) -> bool:
        """Whether a verb is part of a clause on a noun: "a report claiming that"."""
        return noun in self.parse.ancestors(verb)

    def _act(self, verb: int, speaker: Phrase, words: frozenset[int]) -> Act:
        clausal = bool(words & self.quoted) or bool(self.parse.children(verb, "ccomp"))
        doers = {self._subject(root) for root in self.roots if root in self.clauses}
        return Act(
            verb=verb,
            speaker=speaker,
            words=words,
            frame=frozenset(self._frame(verb)) - set(self.parse.subtree(speaker.head)),
            # "Ann Lee, who …, called for it" may be read as a noun phrase: its root is the speaker.
            whole=verb in self.roots
            or bool(self.roots & {*words, speaker.head})
            or (clausal and speaker.head in doers),
            adds=self.parse.tokens[verb].lemma in _ADDS,
        )

    def _frame(self, verb: int) -> set[int]:
        """A verb and what depends on it, but for clauses and marks."""
        below = (i for i in self.parse.children(verb) if self.parse.tokens[i].dep not in _BESIDE)
        frame = {verb, *(j for i in below for j in self.parse.subtree(i, without=_BESIDE))}
        return {i for i in frame if self.parse.tokens[i].pos != "PUNCT"}

    def _words(self, clause: Clause) -> set[int] | None:
        """What a verb says is said, as far as the parse tells; None of a verb that says nothing."""
        verb, parse = clause.verb, self.parse
        helping = {parse.tokens[i].lemma for i in parse.children(verb, "aux")}
        first = verb
        while parse.tokens[first].dep == "conj" and parse.tokens[first].tag == "VB":
            first = parse.tokens[first].head
        marks = {parse.tokens[i].lemma for i in parse.children(first, "aux")}
        infinitive = "to" in marks and parse.tokens[verb].tag == "VB"
        if (
            verb in self.quoted
            or clause.lemma == "be"
            or self._asks(verb)
            or (parse.children(verb, "prt") and clause.lemma == "call")
            or clause.negated
            or clause.how == "conditional"
            or helping & SUPPOSING
            or (clause.passive and clause.subject is None)
            or (infinitive and parse.tokens[parse.tokens[first].head].lemma not in _LEADS_ON)
        ):
            return None
        words = self._complement(verb)
        rated = clause.lemma != "tell" and parse.children(verb, "dobj", "oprd")
        if not words and parse.children(verb, "nsubj") and not rated:
            words = self._around(verb)
        if clause.lemma not in SAYING:
            below = self._behind(verb, "as")
            quoted = below & self.quoted or (self._is_quoted(verb) and self.quoted & words)
            return words | below if quoted else None
        if clause.lemma in DECLARING or (clause.lemma == "call" and self._calls_for(verb)):
            bare = clause.lemma != "tell" and not words
            words |= self._below(verb, "xcomp", "oprd", *(["dobj"] if bare else []))
            words |= self._behind(verb, "of", "for", "on" if clause.lemma == "call" else "about")
            if not words and clause.lemma in {"say", "tell"}:
                words = {verb}
        elif not words:
            words = self._rated(clause) or self._doing(verb)
        if clause.passive and not words:
            words = {*self._below(verb, "nsubjpass"), verb}
        return words if words or clause.lemma not in _NAMING else None

    def _asks(self, verb: int) -> bool:
        """Whether a verb asks who says something: "What do they say?"."""
        helping = self.parse.children(verb, "aux")
        subjects = self.parse.children(verb, "nsubj")
        inverted = bool(helping and subjects) and helping[0] < subjects[0]
        return inverted and self.parse.text.rstrip().endswith("?")

    def _complement(self, verb: int) -> set[int]:
        """The clause that a verb says; without "but did not go", which is the paper's again."""
        parse = self.parse
        words = self._below(verb, "ccomp")
        for complement in parse.children(verb, "ccomp"):
            but = any(parse.tokens[i].lemma == "but" for i in parse.children(complement, "cc"))
            for other in parse.children(complement, "conj"):
                if but and other not in self.quoted and not parse.children(other, *_SUBJECTS):
                    words -= set(parse.subtree(other))
        return words

    def _below(self, verb: int, *deps: str) -> set[int]:
        return {i for one in self.parse.children(verb, *deps) for i in self.parse.subtree(one)}

    def _rated(self, clause: Clause) -> set[int]:
        """What something is called, no name, or the figure that it is put at."""
        parse, verb = self.parse, clause.verb
        if clause.lemma == "call" and not clause.passive:
            called = self._below(verb, "oprd")
            return called if all(parse.tokens[i].pos != "PROPN" for i in called) else set()
        figure = self._behind(verb, "at") if clause.lemma == "put" else set()
        counted = any(parse.tokens[i].pos == "NUM" for i in figure)
        return figure | self._below(verb, "dobj") if counted else set()

    def _doing(self, verb: int) -> set[int]:
        """What somebody recalls or describes doing."""
        after = (i for i in self.parse.children(verb, "xcomp") if self.parse.tokens[i].tag == "VBG")
        return {j for i in after for j in self.parse.subtree(i)}

    def _behind(self, verb: int, *prepositions: str) -> set[int]:
        """What depends on a verb with one of these prepositions."""
        after = self.parse.children(verb, "prep")
        mine = (i for i in after if self.parse.tokens[i].lemma in prepositions)
        return {j for i in mine for j in self.parse.subtree(i)}

    def _around(self, verb: int) -> set[int]:
        """The sentence into which "officials said" or "as officials said" is put."""
        token = self.parse.tokens[verb]
        marks = {self.parse.tokens[i].lemma for i in self.parse.children(verb, "mark", "advmod")}
        inserted = token.dep == "parataxis" or (token.dep == "advcl" and "as" in marks)
        # "The Echo reported on Monday, turnout had risen": the parser has the rising say it.
        over = self.parse.tokens[token.head]
        upside_down = token.dep == "ccomp" and token.head > verb and over.lemma not in SAYING
        inserted |= upside_down and bool(self.parse.children(token.head, *_SUBJECTS)) and not marks
        if token.head == verb or not (inserted or token.head in self.quoted):
            return set()
        top = governing(self.parse, token.head)
        around = self.parse.subtree(token.head if top is None else top)
        return set(around) - set(self.parse.subtree(verb))

    def _is_quoted(self, verb: int) -> bool:
        """Whether what a verb that is none of saying has for a complement is a quotation."""
        complements = self.parse.children(verb, "ccomp")
        inside = any(i in self.quoted for i in complements)
        return inside or self.parse.tokens[verb].head in self.quoted

    def _calls_for(self, verb: int) -> bool:
        after = self.parse.children(verb, "prep")
        return any(self.parse.tokens[i].lemma in {"for", "on"} and i == verb + 1 for i in after)

    def _add_quotations(self, told: dict[int, set[int]]) -> None:
        """Gives a quotation that no verb governs to the verb beside it."""
        parse = self.parse
        for quote in self.quotes:
            if not quote or any(quote & words for words in told.values()):
                continue
            last = all(token.pos == "PUNCT" for token in parse.tokens[max(quote) + 1 :])
            if parse.tokens[max(min(quote) - 2, 0)].text == ":" and last and not told:
                told.update({root: set() for root in self.roots if root in self.clauses})
            silent = [verb for verb, words in told.items() if not words]
            near = [verb for verb in told if self._touches(quote, verb)]
            verbs = silent or (near if len(quote) >= SHORTEST else [])
            if verbs:
                nearest = min(verbs, key=lambda v: min(abs(v - min(quote)), abs(v - max(quote))))
                told[nearest] |= quote

    def _touches(self, quote: frozenset[int], verb: int) -> bool:
        """Whether only marks and its own words stand between a quotation and a verb."""
        own = {*self._frame(verb), *self._below(verb, "nsubj")} - quote
        gap = range(max(quote) + 1, verb) if max(quote) < verb else range(verb + 1, min(quote))
        return all(self.parse.tokens[i].pos == "PUNCT" for i in gap if i not in own)

    def _speaker(self, verb: int) -> int | None:
        """The place of whoever says what a verb says."""
        clause = self.clauses[verb]
        if clause.passive:
            return clause.subject.head if clause.subject else None
        return self._subject(verb)

    def _only_shows(self, verb: int, subject: int) -> bool:
        """Whether what shows that something is so, or has a participle on it, cannot speak."""
        noun, token = self.parse.tokens[subject], self.parse.tokens[verb]
        speaks = noun.lemma in REPORTS or any(is_a(noun.lemma, kind) for kind in _SPEAKING)
        unsure = token.lemma in SHOWING or token.dep == "acl"
        return unsure and noun.tag == "NN" and not speaks

    def _subject(self, verb: int) -> int | None:
        """The head of a verb's subject, its own or that of the clause it depends on."""
        parse = self.parse
        token = parse.tokens[verb]
        own = parse.children(verb, *_SUBJECTS)
        if not own and token.dep == "ROOT":
            # "Mr Lee, clearly tired, argued" may be read as a Lee who tired.
            beside = (i for i in parse.children(verb, "advcl") if i < verb)
            own = tuple(j for i in beside for j in parse.children(i, "nsubj"))
        if own:
            relative = parse.tokens[own[0]].tag in {"WP", "WDT"}
            # Of two, "The group, Mr Lee said, was" has the speaker nearer to the verb.
            nearest = own[-1] if own[-1] > verb else min(own, key=lambda place: verb - place)
            return self._described(verb) if relative else nearest
        # A noun outside a quotation that is read as part of it is what tells whose it is.
        torn = (i for i in range(verb) if parse.tokens[i].head in self.quoted - {i})
        nouns = [i for i in torn if parse.tokens[i].pos in _NOUNS and i not in self.quoted]
        if nouns and token.dep == "ROOT":
            return nouns[-1]
        behind = [i for i in parse.children(verb, "dobj") if parse.tokens[i].pos == "PROPN"]
        if behind and token.dep == "ROOT" and parse.children(verb, "ccomp"):
            return behind[0]  # "It was over, tweeted Ann Lee"
        return self._subject_above(verb)

    def _subject_above(self, verb: int) -> int | None:
        """The head of the subject of what a verb without one depends on."""
        parse, token = self.parse, self.parse.tokens[verb]
        if token.dep == "acl":
            message = parse.tokens[token.head].lemma in MESSAGES and token.head not in self.roots
            return self._author(token.head) if message else token.head
        above = governing(parse, token.head) if token.head != verb else None
        if above is None or token.dep not in {"conj", "advcl", "xcomp", "pcomp", "relcl"}:
            return None
        outer = governing(parse, parse.tokens[above].head)
        inside = parse.tokens[above].dep == "ccomp" and outer in self.clauses
        if token.lemma in _ADDS and inside and outer is not None:
            above = outer  # "said that Tom had left, adding": whoever said it adds
        return self._told_beside(verb, above) or self._subject(above)

    def _told_beside(self, verb: int, above: int) -> int | None:
        """Who says it of "Her note came as Tom left, saying": Tom, as no note does."""
        subject = self._subject(above)
        named = subject is not None and self.parse.tokens[subject].pos in {"PROPN", "PRON"}
        if named or self.parse.tokens[verb].dep != "advcl":
            return None
        between = (i for i in self.parse.children(above, "advcl") if above < i < verb)
        return next((j for i in between for j in self.parse.children(i, "nsubj")), None)

    def _described(self, verb: int) -> int | None:
        """Whom the "who" before a verb means."""
        while self.parse.tokens[verb].dep == "conj":
            verb = self.parse.tokens[verb].head
        return self.parse.tokens[verb].head if self.parse.tokens[verb].dep == "relcl" else None

    def _author(self, message: int) -> int | None:
        """Whose a statement, letter or post is: its owner, or who issues it."""
        parse = self.parse
        by = [i for i in parse.children(message, "prep") if parse.tokens[i].lemma in {"by", "from"}]
        owners = [*parse.children(message, "poss"), *(j for i in by for j in parse.children(i))]
        above = governing(parse, message)
        if owners:
            return owners[0]
        within = parse.tokens[parse.tokens[message].head].lemma == "in"
        issued = above in self.clauses and (within or parse.tokens[above].lemma in ISSUING)
        return self._speaker(above) if issued and above is not None else message
