"""A sentence of an article in, the same said in other words out, in five kinds.

Each function gives the reworded sentence and the lines that it cites, or None where the sentence
cannot be reworded so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from eval.planting.material import Line
from eval.planting.planted import LIMITS, MONTHS, NUMBER, YEAR
from qa.language.parse import Parse, Token

Reworded = tuple[str, tuple[Line, ...]]
TENS = {
    n * 10: word
    for n, word in enumerate("ten twenty thirty forty fifty sixty seventy eighty ninety".split(), 1)
}
AROUND = re.compile(
    r"(?:than|least|most|over|under|about|around|nearly|almost|to|of|by|and|between|from|just|only"
    r"|aged|page|No\.?|flight|article|section|point|times|route|channel) $",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"^(?: ?%| per ?cent|th|st|nd|rd|[-–]| (?:year|to|and|or|points?|of|am|pm|a\.m)\b)"
)
REPORTING = frozenset(
    "report say claim announce confirm believe call describe find tell involve name".split()
)
GOES_ON = re.compile(r"[.,]| (?:on|in|for|after|before|as|from|via|during|with|through|at)\b")
"""Behind an object that is whole: not what may belong to it."""
LONGEST_OBJECT = 14
"""Words of what comes first in a sentence that is turned."""


@dataclass(frozen=True)
class Rewording:
    """What sentences are reworded with: all lines, and the forms of verbs seen in them."""

    everything: Sequence[Line]
    random: Random
    participles: dict[str, str]
    pasts: dict[str, str]

    @classmethod
    def over(cls, everything: Sequence[Line], random: Random) -> Rewording:
        """With the forms of verbs that stand in these lines."""
        forms: dict[str, dict[str, str]] = {"VBN": {}, "VBD": {}}
        for line in everything:
            for token in line.parse.tokens:
                if token.tag in forms and token.text.islower() and token.pos == "VERB":
                    forms[token.tag][token.lemma] = token.text
        return cls(everything, random, participles=forms["VBN"], pasts=forms["VBD"])

    def shortened(self, line: Line) -> Reworded | None:
        """Without an apposition, a relative clause between commas or a participle at the end."""
        parse = line.parse
        cuts: list[tuple[int, int]] = []
        for place, token in enumerate(parse.tokens):
            if token.dep in {"appos", "relcl", "acl", "advcl"} and token.head < place:
                held = parse.span(parse.subtree(place))
                before = line.text[: held.start].rstrip()
                after = line.text[held.end :]
                marks = [parse.tokens[i].lemma for i in parse.children(place, "mark", "advmod")]
                closed = after.lstrip().startswith(",") or after.strip() == "."
                bound = set(marks) & {"if", "unless", "until", "than", "as", "whether"}
                if (
                    before.endswith(",")
                    and closed
                    and not bound
                    and '"' not in line.text[slice(*held)]
                ):
                    end = held.end + (
                        len(after) - len(after.lstrip(" ,")) if "," in after[:2] else 0
                    )
                    cuts.append((len(before) - 1, end))
        if not cuts:
            return None
        start, end = self.random.choice(cuts)
        rest = line.text[end:]
        text = line.text[:start] + ("" if rest.startswith(".") else " ") + rest
        short = re.sub(r"\s+([,.])", r"\1", " ".join(text.split()))
        return (short, (line,)) if len(short.split()) >= 5 else None

    def passive(self, line: Line) -> Reworded | None:
        """Who does it said last, or first where it was last."""
        parse = line.parse
        for place, token in enumerate(parse.tokens):
            if token.pos == "VERB":
                made = self._to_passive(line, place) or self._to_active(line, place)
                if made:
                    return made
        return None

    def _to_passive(self, line: Line, verb: int) -> Reworded | None:
        parse, token = line.parse, line.parse.tokens[verb]
        subjects, objects = parse.children(verb, "nsubj"), parse.children(verb, "dobj")
        helping = parse.children(verb, "aux")
        if len(subjects) != 1 or len(objects) != 1 or len(helping) > 1 or _has_more(parse, verb):
            return None
        participle = self.participles.get(token.lemma)
        be = _being(parse, verb, objects[0])
        doer = parse.span(parse.subtree(subjects[0]))
        done = parse.span(parse.subtree(objects[0]))
        first_verb = parse.tokens[min((verb, *helping))]
        close = not helping or helping[0] + 1 == verb
        tight = doer.end + 1 == first_verb.start and token.end + 1 == done.start and close
        nouns = {parse.tokens[i].pos for i in (subjects[0], objects[0])} <= {"NOUN", "PROPN"}
        long = len(line.text[slice(*done)].split()) > LONGEST_OBJECT
        idiom = parse.tokens[objects[0]].lemma in {"place", "part", "way", "end", "time"}
        whole = GOES_ON.match(line.text[done.end :]) and not line.text[slice(*doer)].endswith(",")
        if participle is None or be is None or not (tight and nouns and whole) or long or idiom:
            return None
        first = line.text[slice(*doer)]
        object_ = line.text[slice(*done)]
        if doer.start == 0:
            first, object_ = _lowered(first, parse.tokens[0]), _raised(object_)
        turned = f"{object_} {be} {participle} by {first}"
        return line.text[: doer.start] + turned + line.text[done.end :], (line,)

    def _to_active(self, line: Line, verb: int) -> Reworded | None:
        parse, token = line.parse, line.parse.tokens[verb]
        subjects, agents = parse.children(verb, "nsubjpass"), parse.children(verb, "agent")
        helping = parse.children(verb, "auxpass")
        past = self.pasts.get(token.lemma)
        if len(subjects) != 1 or len(agents) != 1 or past is None or len(helping) != 1:
            return None
        be = parse.tokens[helping[0]]
        done = parse.span(parse.subtree(subjects[0]))
        by = parse.span(parse.subtree(agents[0]))
        doer = line.text[by.start + 3 : by.end]
        tight = done.end + 1 == be.start and be.end + 1 == token.start and token.end + 1 == by.start
        noun = parse.tokens[subjects[0]].pos in {"NOUN", "PROPN"}
        if (
            parse.children(verb, "aux")
            or be.text not in {"was", "were"}
            or _has_more(parse, verb)
            or not (tight and noun)
        ):
            return None
        object_ = line.text[slice(*done)]
        if done.start == 0:
            doer, object_ = _raised(doer), _lowered(object_, parse.tokens[0])
        turned = f"{doer} {past} {object_}"
        return line.text[: done.start] + turned + line.text[by.end :], (line,)

    def rounded(self, line: Line) -> Reworded | None:
        """A number told as about, nearly or more than a rounder one."""
        bounded = [match.end() for match in LIMITS.finditer(line.text)]
        for match in NUMBER.finditer(line.text):
            digits, start, end = match[1], match.start(), match.end()
            if YEAR.fullmatch(digits) or start in bounded or start == 0:
                continue
            if "." in digits:
                whole = round(float(digits))
                plain = not AROUND.search(line.text[:start]) and line.text[start - 1] not in "$£€"
                if whole >= 5 and plain and whole != float(digits):
                    return f"{line.text[:start]}about {whole}{line.text[end:]}", (line,)
                continue
            value = int(digits.replace(",", ""))
            money = line.text[start - 1] in "$£€"
            named = line.text[end : end + 2].strip()[:1].isupper()
            if named or _is_day(line.text[:start]):
                continue
            if (
                value < 21
                or money
                or AROUND.search(line.text[:start])
                or BEHIND.match(line.text[end:])
            ):
                continue
            instead = self._about(value)
            if instead:
                return line.text[:start] + instead + line.text[end:], (line,)
        return None

    def _about(self, value: int) -> str | None:
        size = 10 ** (len(str(value)) - 1)
        for step in (size, size // 2, size // 10):
            if step < 10:
                continue
            down = value // step * step
            near = down if value - down <= step / 2 else down + step
            if near == value or abs(near - value) > 0.08 * value:
                continue
            word = TENS.get(near, f"{near:,}")
            ways = ["about", "around"]
            ways += ["more than"] if near < value else ["nearly", "almost"]
            return f"{self.random.choice(ways)} {word}"
        return None

    def names(self, line: Line) -> Reworded | None:
        """A person called by the last name alone."""
        persons = [
            one
            for one in line.entities
            if one.label == "PERSON"
            and line.text[: one.span.start].count('"') % 2 == 0
            and line.text[: one.span.start].count("“") == line.text[: one.span.start].count("”")
            and 2 <= len(one.text.split()) <= 3
            and all(re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+", word) for word in one.text.split())
        ]
        if not persons:
            return None
        one = self.random.choice(persons)
        last = one.text.split()[-1]
        if last.isupper() or len(re.findall(rf"\b{re.escape(last)}\b", line.text)) > 1:
            return None
        return line.text[: one.span.start] + last + line.text[one.span.end :], (line,)

    def joined(self, line: Line) -> Reworded | None:
        """Two sentences of one article as one."""
        pool = [
            other
            for other in self.everything
            if other.article.id == line.article.id
            and other is not line
            and len(other.text.split()) + len(line.text.split()) <= 45
        ]
        if not pool:
            return None
        other = self.random.choice(pool)
        first = line.text.rstrip(". ")
        second = _lowered(other.text, other.parse.tokens[0])
        link = self.random.choice((", and ", ", while ", "; "))
        return f"{first}{link}{second}", (line, other)


def _is_day(before: str) -> bool:
    """Whether a number behind these words is a day of a month or part of a time."""
    return re.search(rf"\b(?:{'|'.join(MONTHS)}|minutes?|hours?) $", before) is not None


def _has_more(parse: Parse, verb: int) -> bool:
    """Whether a verb has helping words or clauses with which it cannot simply be turned."""
    beside = "ccomp xcomp prt conj cc dative neg oprd".split()
    joined = parse.tokens[verb].dep == "conj" or parse.tokens[verb].lemma in REPORTING
    return joined or bool(parse.children(verb, *beside))


def _being(parse: Parse, verb: int, noun: int) -> str | None:
    """The form of "be" with which a verb is turned: "were", "has been", "will be"."""
    many, token = _is_many(parse, noun), parse.tokens[verb]
    helping = [parse.tokens[i] for i in parse.children(verb, "aux")]
    if not helping:
        past, present = ("were", "are") if many else ("was", "is")
        return {"VBD": past, "VBZ": present, "VBP": present}.get(token.tag)
    word = helping[0].text.casefold()
    if helping[0].tag == "MD" and token.tag == "VB":
        return f"{word} be"
    if word in {"has", "have", "had"} and token.tag == "VBN":
        return "had been" if word == "had" else "have been" if many else "has been"
    return None


def _is_many(parse: Parse, noun: int) -> bool:
    return parse.tokens[noun].tag in {"NNS", "NNPS"} or bool(parse.children(noun, "conj"))


def _lowered(text: str, first: Token) -> str:
    name = first.pos == "PROPN" or first.entity in {"PERSON", "GPE", "ORG", "NORP", "DATE"}
    return text if name or first.text == "I" else text[0].lower() + text[1:]


def _raised(text: str) -> str:
    return text[0].upper() + text[1:]


KINDS: dict[str, Callable[[Rewording, Line], Reworded | None]] = {
    "shortened": Rewording.shortened,
    "passive": Rewording.passive,
    "rounded": Rewording.rounded,
    "names shortened": Rewording.names,
    "joined": Rewording.joined,
}
