"""How well copies of an article are told from other articles: `python -m index.benchmark_copies`.

The sample articles, or others that are given, are edited as agencies, editors and other publishers
edit them; beside these copies stand follow-ups on the same subject that quote the article, and
round-ups of several. How alike copies are was chosen on one half of the articles; the other half is
what counts.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate, combinations
from pathlib import Path

from index.benchmark import SAMPLES
from index.benchmark_output import print_line
from index.duplicates import LIKENESS, Likeness, Shingles
from index.embed import HashingEmbedder
from index.library import Library
from index.loaders import load
from index.records import Article
from index.split import passages

Rule = Callable[[Shingles, Shingles], bool]
REPEATED = 0.5
"""A follow-up repeats of the first report, for each word of its own, up to so many words."""
ROUND_UP = 4
"""A round-up has the first two sentences of so many articles."""
COPIES = 2
"""A story has so many copies, drawn anew for each of the DRAWS: with all of them there, a long
copy would lead to a short one over those between, as few archives are so kind to do."""
DRAWS = 4
HALVES = {"development": 0, "held out": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of the benchmark and the story it tells; only copies tell the same."""

    article: Article
    story: str
    edit: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints pairwise precision and recall, of rules on one half, of the store on both."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_copies", description=__doc__)
    parser.add_argument(
        "articles", nargs="?", default=SAMPLES, type=Path, help="to edit in place of the samples"
    )
    options = parser.parse_args(arguments)
    read = [item for item in load(str(options.articles)) if isinstance(item, Article)]
    development = [told(read, HALVES["development"], draw) for draw in range(DRAWS)]
    print_line(f"development half: {sum(map(len, development))} articles; pairs that are grouped")
    print_line(f"{'rule':45}  precision  recall")
    for name, likeness, rule in _rules():
        scored = [(given, _joined(_shingles(given, likeness), rule)) for given in development]
        print_line(f"{name:45}  {_scores(scored)}")
    for name, half in HALVES.items():
        draws = [told(read, half, draw) for draw in range(DRAWS)]
        grouped = [(given, _stories_in_store(given)) for given in draws]
        print_line(f"\nthe store, {name} half: {sum(map(len, draws))} articles")
        print_line(f"{'all pairs':45}  {_scores(grouped)}")
        for edit in dict.fromkeys(each.edit for given in draws for each in given):
            print_line(f"{edit:45}  {_scores(grouped, edit)}")


def _rules() -> Iterator[tuple[str, Likeness, Rule]]:
    for least in (0.2, 0.3, 0.4):
        rule = _jaccard_of(least)
        yield f"{least} of all, {LIKENESS.words} words", LIKENESS, rule
    for opening in (0, LIKENESS.opening):
        for words in (3, 4, 5):
            for alike in (0.4, 0.5, 0.6):
                likeness = replace(LIKENESS, words=words, alike=alike, opening=opening)
                which = "opening, " if opening else ""
                yield (
                    f"{alike} of the longer, contained, {which}{words} words",
                    likeness,
                    likeness.copies,
                )


def _jaccard_of(least: float) -> Rule:
    """What MinHash estimates, without its error of estimation."""
    return lambda one, other: len(one.whole & other.whole) >= least * len(one.whole | other.whole)


# The articles


def told(articles: Iterable[Article], half: int, draw: int) -> list[Told]:
    """Half of the articles as stories: copies of every other one, follow-ups of the rest."""
    ordered = sorted(articles, key=lambda article: article.id)
    chosen, unrelated = ordered[half::2], ordered[1 - half :: 2]
    originals, others = chosen[::2], chosen[1::2]
    found: list[Told] = []
    for number, article in enumerate(originals):
        chance = random.Random(f"{half} {draw} {number}")
        found.append(Told(article=article, story=article.id, edit="original"))
        copies = list(_copies(article, unrelated[number], chance))
        for edit, text in chance.sample(copies, COPIES):
            copied = replace(
                article,
                id=f"{article.id}, {edit}",
                title=f"{edit.capitalize()}: what we know",
                publisher=f"Publisher {edit}",
                url=None,
                text=text,
            )
            found.append(Told(article=copied, story=article.id, edit=edit))
    found += _follow_ups(originals, others)
    for number in range(len(originals) // ROUND_UP):
        several = originals[number * ROUND_UP :][:ROUND_UP]
        text = "\n\n".join(" ".join(_sentences(article)[:2]) for article in several)
        round_up = Article(id=f"round-up {number}", text=text)
        found.append(Told(article=round_up, story=round_up.id, edit="round-up"))
    return found


def _copies(
    article: Article, unrelated: Article, chance: random.Random
) -> Iterator[tuple[str, str]]:
    sentences = _sentences(article)
    added = " ".join(_sentences(unrelated)[:5])
    whole = " ".join(sentences)
    yield "reprinted", f"NEWTOWN (Agency) - {whole}\n\nThis story came from an agency."
    yield "cut to 60%", " ".join(_up_to(0.6 * _words(sentences), sentences))
    yield "cut to 35%", " ".join(_up_to(0.35 * _words(sentences), sentences))
    yield "thinned", " ".join(s for number, s in enumerate(sentences) if number % 4 != 2)
    yield "1 word in 20 replaced", _reworded(whole, 20, chance)
    yield "1 word in 12 replaced", _reworded(whole, 12, chance)
    yield "paragraph added", f"{added}\n\n{whole}"
    shortened = " ".join(_up_to(0.7 * _words(sentences), sentences))
    yield "cut, reworded, added to", f"{added}\n\n{_reworded(shortened, 25, chance)}"


def _follow_ups(originals: Sequence[Article], others: Sequence[Article]) -> Iterator[Told]:
    """Two reports of later days for an original: news, and what was said in it once more."""
    left = list(originals)
    for number, article in enumerate(others[: len(originals)]):
        words = set(article.text.split())
        subject = max(left, key=lambda other: len(words & set(other.text.split())))
        left.remove(subject)
        news, before = _sentences(article), _sentences(subject)
        spoken = sorted(before, key=lambda sentence: '"' not in sentence)
        middle = len(news) // 2
        for days, own in enumerate((news[:middle], news[middle:]), start=1):
            follow_up = replace(
                subject,
                id=f"follow-up {number}.{days}",
                title=article.title,
                url=None,
                published=subject.published and subject.published + timedelta(days=days),
                text=" ".join([*own, *_up_to(REPEATED * _words(own), spoken)]),
            )
            yield Told(article=follow_up, story=follow_up.id, edit="follow-up")


def _sentences(article: Article) -> list[str]:
    spans = (span for sentences in passages(article.text) for span in sentences)
    return [article.text[span.start : span.end] for span in spans]


def _up_to(most: float, sentences: list[str]) -> list[str]:
    """The first sentences that together have at most so many words, the first one always."""
    lengths = accumulate(_words([sentence]) for sentence in sentences)
    within = sum(length <= most for length in lengths)
    return sentences[: max(1, within)]


def _words(sentences: Iterable[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _reworded(text: str, one_in: int, chance: random.Random) -> str:
    words = text.split(" ")
    for place in range(chance.randrange(one_in), len(words), one_in):
        words[place] = chance.choice(words)
    return " ".join(words)


# Grouping them, and scoring the groups


def _shingles(given: Sequence[Told], likeness: Likeness) -> list[Shingles]:
    return [likeness.shingles(each.article.text) for each in given]


def _joined(shingles: Sequence[Shingles], rule: Rule) -> list[int]:
    """For each text the number of its group: of the first text that copies lead to."""
    group = list(range(len(shingles)))
    for one, other in combinations(range(len(shingles)), 2):
        if group[one] != group[other] and rule(shingles[one], shingles[other]):
            kept, merged = sorted((group[one], group[other]))
            group = [kept if number == merged else number for number in group]
    return group


def _stories_in_store(given: Sequence[Told]) -> list[int]:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder), embedder=HashingEmbedder())
        library.add([each.article for each in given])
        stories = [library.article(each.article.id).story for each in given]
        library.close()
    return [-1 - n if story is None else story for n, story in enumerate(stories)]


def _scores(draws: Iterable[tuple[Sequence[Told], Sequence[int]]], edit: str | None = None) -> str:
    """Pairwise precision and recall; with `edit`, of pairs that hold an article of that kind."""
    right = found = copies = 0
    for given, groups in draws:
        for one, other in combinations(range(len(given)), 2):
            if edit not in {None, given[one].edit, given[other].edit}:
                continue
            together = groups[one] == groups[other]
            same = given[one].story == given[other].story
            right += together and same
            found += together
            copies += same
    precision = f"{right / found:9.3f}" if found else f"{'-':>9}"
    recall = f"{right / copies:6.3f}" if copies else f"{'-':>6}"
    return f"{precision}  {recall}"


if __name__ == "__main__":
    main()
