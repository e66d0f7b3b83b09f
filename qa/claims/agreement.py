"""Two short answers in, whether they say the same out: "41 per cent" and "41%", "twelve" and "12".

Figures are compared by their value and by what they count, dates by the day, names by whether one
is a shorter form of the other. What is only alike ("12 dead", "15 dead") is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qa.attribution.titles import HONORIFIC, ROLE
from qa.days.reading import TIME, resolve
from qa.spans import dates, names
from qa.words import content_words, stem

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORTH = {word: number for number, word in enumerate(ONES)}
WORTH |= {word: 10 * number for number, word in enumerate(TENS, start=2)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6}
SCALES |= {"billion": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12.0}
NUMBER_WORD = "|".join([*WORTH, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
NUMBER = re.compile(
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?:(?:\s{1,2}|-)?(?P<scale>hundred|thousand|million|billion"
    r"|trillion|bn|mn|k|m)\b)?"
    rf"|\b(?P<words>(?:{NUMBER_WORD})(?:[\s-](?:and )?(?:{NUMBER_WORD}))*)\b",
    re.IGNORECASE,
)
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
PARTS |= {"halve": 2, "ninth": 9, "tenth": 10}
SHARE = re.compile(
    r"(?:(?P<bound>(?:just |well )?(?:more than|over|at least|less than|fewer than|under)|almost"
    r"|nearly|about|around|roughly|some) )?"
    rf"(?:(?:(?P<parts>an?|{'|'.join(ONES[1:10])})[ -])?(?P<part>{'|'.join(PARTS)})s?"
    r"(?: (?:of )?an? (?P<scale>hundred|thousand|million|billion|trillion|dozen)\b.*|(?: of\b.*)?)"
    rf"|(?P<few>{'|'.join(ONES[1:])}|[1-9]\d?) (?:in|out of) (?:every )?"
    rf"(?P<all>{'|'.join(ONES[2:])}|twenty|a hundred|[1-9]\d?|100)\b"
    r"(?! (?:seconds|minutes|hours|days|weeks|months|years|games|matches|elections)\b).*)"
)
OF_ALL = re.compile(r" of (?:the|its|his|her|their|(?:the )?[\w-]+[’']s?) (?:[\w-]+ )?")
"""What stands between a number of things and that of all: "12 of the state's 41 delegates"."""
ROUNDED = 2.0
"""Percentage points by which a share in words may miss: two thirds is told for 65 and for 68."""
BOUNDED = 5.0
"""Points between a share and what is said to be more, or less: "more than four in ten" is 45."""
PERCENT = re.compile(r"%|\bper ?cent\b|\bpercentage\b", re.IGNORECASE)
APPROXIMATE = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|up to|as many as|over|under|about|around"
    r"|roughly|nearly|almost|approximately|some|only|just|a total of|total)\b",
    re.IGNORECASE,
)
KINDS = (
    ("dead", "died", "killed", "deaths", "death", "fatalities", "lives", "bodies", "toll"),
    ("injured", "wounded", "hurt", "injuries", "casualties"),
    ("people", "persons", "person", "individuals", "men", "women", "others", "residents"),
)
"""Words that count the same; the last count anybody and tell no figures apart."""
ANYBODY = stem("people")
DEAD = stem("dead")
SAME_KIND = {stem(word): stem(kind[0]) for kind in KINDS for word in kind}


remembered = lru_cache(maxsize=4096)
"""What a short answer says is asked again for each that it is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts: stems of the words beside it, "%" for a share.

    A share in words ("more than four in ten") is any number from `least` to `most`.
    """

    value: float
    counts: frozenset[str]
    least: float
    most: float


def agree(one: str, other: str, published: tuple[date | None, date | None] = (None, None)) -> bool:
    """Whether two short answers say the same; `published` dates the article of each."""
    days = day(one, published[0]), day(other, published[1])
    if days[0] and days[1]:
        return days[0].startswith(days[1]) or days[1].startswith(days[0])
    if is_date(one) and is_date(other):
        # "17 November", of no known year, is "17 November 2019".
        shorter, longer = sorted((_words(one), _words(other)), key=len)
        return set(shorter) <= set(longer)
    if _ends_with_name(one, other) or _ends_with_name(other, one):
        return True
    figures = figure(one), figure(other)
    if figures[0] and figures[1]:
        return _same_figure(figures[0], figures[1])
    if figures[0] or figures[1]:
        return _words(one) == _words(other)
    return _same_name(one, other)


@remembered
def figure(text: str) -> Figure | None:
    """The number that a short answer turns on; None where it holds none or several."""
    in_words = SHARE.fullmatch(" ".join(text.casefold().split()))
    if in_words:
        return _share(in_words)
    found = list(NUMBER.finditer(text))
    if len(found) == 2 and OF_ALL.fullmatch(text[found[0].end() : found[1].start()]):
        text, found = text[: found[1].start()] + text[found[1].end() :], found[:1]
    if len(found) != 1:
        return None
    number = found[0]
    rest = APPROXIMATE.sub(
        " ", PERCENT.sub(" ", text[: number.start()] + " " + text[number.end() :])
    )
    money = re.search(r"[$£€¥]|\bUS\$", rest)
    counts = {SAME_KIND.get(word.stem, word.stem) for word in content_words(rest)}
    if PERCENT.search(text):
        counts = {"%"}
    elif money:
        counts |= {money.group()[-1]}
    value = _spelt(number["words"]) if number["words"] else float(number["digits"].replace(",", ""))
    scale = SCALES[number["scale"].casefold()] if number["scale"] else 1.0
    value *= scale
    return Figure(value=value, counts=frozenset(counts), least=value, most=value)


def _share(words: re.Match[str]) -> Figure | None:
    """The share that words state, of a hundred or of what is counted: "half a million"."""
    if words["part"]:
        share = _count(words["parts"] or "a") / PARTS[words["part"]]
    else:
        share = _count(words["few"]) / _count(words["all"])
    if words["scale"]:
        value = share * SCALES[words["scale"]]
        return Figure(value=value, counts=frozenset(), least=value, most=value)
    if share >= 1:
        return None
    bound, value = words["bound"] or "", 100 * share
    more = re.search(r"more|over|at least", bound) is not None
    less = re.search(r"less|fewer|under|almost|nearly", bound) is not None
    return Figure(
        value=value,
        counts=frozenset({"%"}),
        least=value if more else value - (BOUNDED if less else ROUNDED),
        most=value if less else value + (BOUNDED if more else ROUNDED),
    )


def _count(word: str) -> float:
    """A small number as it stands in a share: "two", "a", "10"."""
    if word == "a hundred":
        return 100.0
    return 1.0 if word in {"a", "an"} else float(WORTH.get(word) or word)


def _spelt(words: str) -> float:
    """The number that words spell: "two hundred and five" → 205."""
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.casefold()):
        if word in WORTH:
            current += WORTH[word]
        elif word in {"hundred", "dozen"}:
            current = (current or 1.0) * SCALES[word]
        elif word in SCALES:
            total += (current or 1.0) * SCALES[word]
            current = 0.0
    return total + current


def _same_figure(one: Figure, other: Figure) -> bool:
    """Whether two figures have one value and do not count different things."""
    slack = 1e-6 * max(1.0, abs(one.value))
    if one.least > other.most + slack or other.least > one.most + slack:
        return False
    return comparable(one, other) or not one.counts or not other.counts


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures may count the same things, whatever their values."""
    if ("%" in one.counts) != ("%" in other.counts):
        return False
    first, second = one.counts - {ANYBODY}, other.counts - {ANYBODY}
    return not first or not second or bool(first & second)


def victims(text: str) -> set[str]:
    """Which of dead and injured a text speaks of, each by one stem."""
    found = (word.stem for word in content_words(text))
    return {SAME_KIND[word] for word in found if word in SAME_KIND} - {ANYBODY}


@remembered
def day(text: str, published: date | None = None) -> str | None:
    """The date that a short answer is, as ISO 8601; None where it is something else."""
    found = [span for span in dates(text) if not TIME.fullmatch(text[span.start : span.end])]
    if len(found) != 1:
        return None
    around = text[: found[0].start] + text[found[0].end :]
    if len(content_words(around)) > 1:
        return None
    resolved = resolve(text[found[0].start : found[0].end], published)
    return resolved if re.match(r"\d{4}", resolved) else None


@remembered
def is_date(text: str) -> bool:
    """Whether a short answer is a date and nothing else, whatever day that is."""
    return [text[start:end] for start, end in dates(text)] == [text]


def _ends_with_name(longer: str, name: str) -> bool:
    """Whether the last words are a name of two: "Nineteen-year-old Ann Lee" is "Ann Lee"."""
    return " " in name and longer.endswith(f" {name}") and names(name) == [(0, len(name))]


def _same_name(one: str, other: str) -> bool:
    """Whether one name or noun phrase is the other, or a shorter form of it."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return one.casefold() == other.casefold()
    if first == second:
        return True
    places = _place_beside(one), _place_beside(other)
    if all(places) and not set(places[0]) & set(places[1]):
        return False
    heads = _words(_head(one)), _words(_head(other))
    shorter, longer = sorted(heads, key=len)
    within = bool(shorter) and any(
        longer[start : start + len(shorter)] == shorter
        for start in range(len(longer) - len(shorter) + 1)
    )
    return within or _of_one_person(shorter, longer) or _joined_with(one, other)


def _of_one_person(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether a first and a last name stand in a longer form: "Ann Lee", "Ann M. Lee Hall"."""
    left = iter(longer)
    return len(shorter) >= 2 and all(word in left for word in shorter)


def _joined_with(one: str, other: str) -> bool:
    """Whether one is among those that the other names together: "Lee" in "Lee and Marks"."""
    single, several = sorted((one, other), key=lambda text: " and " in text)
    if " and " in single or " and " not in several:
        return False
    return any(_same_name(single, part) for part in several.split(" and "))


@remembered
def _words(text: str) -> tuple[str, ...]:
    """The stems of the words that carry a short answer, without titles of persons."""
    bare = re.sub(rf"\b{HONORIFIC}(?= )", " ", text)
    bare = re.sub(rf"\b{ROLE} (?=[A-ZÀ-Þ])", " ", bare)
    return tuple(word.stem for word in content_words(bare))


def _head(text: str) -> str:
    """What stands before the first comma: a name without who it is, a town without its country."""
    return text.split(",")[0]


@remembered
def _place_beside(text: str) -> tuple[str, ...]:
    """The words of the bare name behind a comma: the Florida of "Tampa, Florida"."""
    beside = text.partition(",")[2].strip(" .")
    whole = [span for span in names(beside) if span == (0, len(beside))]
    return _words(beside) if whole else ()
