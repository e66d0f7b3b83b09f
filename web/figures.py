"""An answer in, the figures that moved from day to day out: a line of them as HTML, or None."""

from __future__ import annotations

from dataclasses import dataclass

from qa.claims.agreement import figure
from qa.types import Answer
from web.sources import html_chip, inline
from web.timeline import Dated, dated

LEAST = 2
LONGEST = 40
"""Characters; what is longer is no figure but a sentence with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    told: Dated
    short: str
    value: float


def moved(answer: Answer) -> bool:
    """Whether the claims side by side give one figure, each for a day of its own."""
    return answer.status == "rival_claims" and len(_figures(answer)) == len(answer.claims)


def draw_figures(answer: Answer) -> str | None:
    """The figures in the order of their days, each with its citation; None where none moved.

    A figure that is given twice for one day is a contradiction, not a movement.
    """
    figures = _figures(answer)
    if not (answer.earlier or moved(answer)) or len(figures) < LEAST:
        return None
    largest = max(one.value for one in figures) or 1.0
    items = "".join(
        f"<li><span>{inline(one.told.when)}</span><strong>{inline(one.short)}</strong>"
        f" {html_chip(one.told.cited[0])}"
        f'<svg width="100%" height="6" aria-hidden="true">'
        f'<rect width="{max(1.0, 100 * one.value / largest):.1f}%" height="6"/></svg></li>'
        for one in figures
    )
    return f'<ol class="figures">{items}</ol>'


def _figures(answer: Answer) -> list[_Figure]:
    """The figures of an answer by day; none where a day has several, or no number is told."""
    found = []
    claims = (*answer.claims, *answer.earlier)
    for told in dated(answer, claims):
        short = told.claim.short_answer or ""
        number = figure(short)
        if number is not None and number.value >= 0 and len(short) <= LONGEST:
            found.append(_Figure(told=told, short=short, value=number.value))
    days = {one.told.day for one in found}
    return found if len(days) == len(found) == len(claims) else []
