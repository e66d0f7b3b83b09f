"""What a verification of pairs found in, a table for the terminal and JSON out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eval.verification.scoring import Judged, Share, by_kind, by_verdict, caught, lost
from index.clean import clean_line

WRONG_SHOWN = 10


def report_lines(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    """The report, line by line: what was caught and lost, by verdict and by kind."""
    milliseconds = sorted(1000 * one.seconds for one in judged)
    yield f"{clean_line(name)}: {len(judged)} sentences held against what they cite"
    yield ""
    yield f"caught     {_told(caught(judged))}   of those that are not supported"
    yield f"lost       {_told(lost(judged))}   of those that are; lower is better"
    yield ""
    yield "verdict         precision                     recall"
    for score in by_verdict(judged):
        yield f"{score.verdict:<14}  {_told(score.precision):<28}  {_told(score.recall)}"
    kinds = list(by_kind(judged))
    if kinds:
        yield ""
        width = max(len(kind.kind) for kind in kinds)
        yield f"{'kind':<{width}}  told right"
        for kind in kinds:
            how = "caught" if kind.planted else "kept"
            yield f"{clean_line(kind.kind):<{width}}  {_told(kind.right)}  {how}"
    yield ""
    yield f"a sentence took {milliseconds[len(milliseconds) // 2]:.0f} ms (median)"
    wrong = [one for one in judged if not one.right]
    if wrong:
        yield ""
        yield "told wrong:"
    for one in wrong[:WRONG_SHOWN]:
        told = f" ({one.found.reason})" if one.found.reason else ""
        line = f"{one.pair.id}: {one.found.verdict}{told}: {one.pair.sentence}"
        yield f"  {clean_line(line)}"
    if len(wrong) > WRONG_SHOWN:
        yield f"  and {len(wrong) - WRONG_SHOWN} more, which --json lists"


def report_record(name: str, judged: Sequence[Judged]) -> dict[str, Any]:
    """The same as JSON, with every sentence; the same pairs give the same but for `seconds`."""
    return {
        "set": name,
        "sentences": len(judged),
        "caught": _record(caught(judged)),
        "lost": _record(lost(judged)),
        "verdicts": {
            score.verdict: {"precision": _record(score.precision), "recall": _record(score.recall)}
            for score in by_verdict(judged)
        },
        "kinds": {kind.kind: _record(kind.right) for kind in by_kind(judged)},
        "seconds": [round(one.seconds, 4) for one in judged],
        "judged": [
            {
                "id": one.pair.id,
                "kind": one.pair.kind,
                "sentence": one.pair.sentence,
                "expected": one.pair.verdict,
                "verdict": one.found.verdict,
                "reason": one.found.reason,
                "cited": [piece.text for piece in one.pair.cited],
            }
            for one in judged
        ],
    }


def _told(share: Share) -> str:
    if share.value is None:
        return "–"
    if share.interval is None:
        return f"{share.value:.3f} of {share.count}"
    return (
        f"{share.value:.3f} ({share.interval.low:.3f}–{share.interval.high:.3f}) of {share.count}"
    )


def _record(share: Share) -> dict[str, float | int | None]:
    return {
        "value": share.value,
        "count": share.count,
        "low": share.interval.low if share.interval else None,
        "high": share.interval.high if share.interval else None,
    }
