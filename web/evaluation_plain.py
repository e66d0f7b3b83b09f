"""A result in, what was right and what went wrong in plain words out, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval import wording
from eval.cases import Case
from eval.compare import compare
from eval.results import CaseResult, Result
from index.errors import UsageError
from web.markdown import escape_markdown, one_line

SHOWN = 50
"""So many questions that went wrong are listed; the report has all."""
NONE_WRONG = "Nothing went wrong."

_FLAGS = {
    "false_rivals": "shown as different answers, which the set does not call so",
    "speakers_wrong": "a wrong name for who said it",
    "statements_wrong": "wrong words of ours beside the quotation",
    "wrong_answer_given": "an answer that the set calls wrong",
}
"""Measures of what Byline itself says wrongly, and how a reader is told of it."""


def in_plain_words(result: Result) -> str:
    """How many questions were answered right, wrong and not at all; then those that went wrong."""
    wrong = [one for one in result.cases if one.right is False or flags(one)]
    listed = "\n".join(f"- {_told(one)}" for one in wrong[:SHOWN])
    more = len(wrong) - SHOWN
    parts = [
        f"**{_summary(result)}**",
        "### What went wrong",
        listed or NONE_WRONG,
        f"{more} more stand in the report." if more > 0 else "",
    ]
    return "\n\n".join(filter(None, parts))


def _summary(result: Result) -> str:
    cases = result.cases
    right = sum(one.right is True for one in cases)
    missed = sum(one.right is False and not one.outcome.answered for one in cases)
    wrong = sum(one.right is False for one in cases) - missed
    unjudged = sum(one.right is None for one in cases)
    asked = "1 question" if len(cases) == 1 else f"{len(cases)} questions"
    told = f"Of {asked}, {right} right, {wrong} answered wrongly, {missed} not found though told"
    return f"{told}, {unjudged} that the set does not judge." if unjudged else f"{told}."


def flags(one: CaseResult) -> list[str]:
    """What Byline itself said wrongly in a reply: rivals that are none, a wrong name."""
    return [words for name, words in _FLAGS.items() if (one.scores.get(name) or 0.0) > 0]


def _told(one: CaseResult) -> str:
    case = one.case
    expected = " or ".join(case.accepted) if case.answerable else "that it is not told"
    parts = [
        _asked(case),
        f"Said: {_inline(wording.reply(one.outcome))}.",
        f"Right would be: {_inline(expected)}." if expected and one.right is False else "",
        *(f"⚠ {_inline(words)}." for words in flags(one)),
    ]
    return " ".join(filter(None, parts))


def _asked(case: Case) -> str:
    """The question, and the one that it follows up: by itself it may ask nothing."""
    question = f"**{_inline(case.question)}**"
    return f"After “{_inline(case.history[-1].question)}”: {question}" if case.history else question


def beside(newest: Result, earlier: Sequence[Result]) -> Iterator[str]:
    """What changed since the last run of the same questions; nothing where there is none."""
    for before in earlier:
        try:
            comparison = compare(before, newest)
        except UsageError:  # of other questions
            continue
        yield f"### Beside the run of {before.times.began:%H:%M} UTC"
        for pairs, became in ((comparison.gained, "right"), (comparison.lost, "wrong")):
            yield f"{len(pairs)} became {became}." if pairs else f"None became {became}."
            yield "\n".join(
                f"- {_asked(new.case)} Before: {_inline(wording.reply(old.outcome))}."
                f" Now: {_inline(wording.reply(new.outcome))}."
                for old, new in pairs
            )
        return


def _inline(text: str) -> str:
    return escape_markdown(one_line(text))
