"""Two results compared: the statistics, the verdicts, the questions that flipped, the checks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval.checks import Floor, missed_floors, parse_floor, worsened
from eval.compare import Difference, compare, verdict
from eval.statistics import adjusted, bootstrap_interval, mean_of, paired_change
from eval.summary import summarise
from index.errors import UsageError

ONES, ZEROS = np.ones(20), np.zeros(20)


def change_of(old, new):
    return paired_change(len(old), mean_of(np.concatenate([old, new])))


def test_a_clear_change_is_shown():
    change = change_of(ZEROS, np.array([1.0] * 15 + [0.0] * 5))
    assert (change.old, change.new) == (0, 0.75)
    # Exchanging runs turns signs at random: at least 15 of 15 changes one way has 2 / 2^15, less
    # than 2000 draws can tell from the smallest p-value they can give, 2 / 2001.
    assert change.p_value == pytest.approx(2 / 2001)
    assert change.interval.low > 0.5


def test_few_cases_are_enumerated_exactly():
    # Of the 2^3 exchanges of three gains, one keeps all and one turns all: 2 / 8.
    assert change_of(np.zeros(3), np.ones(3)).p_value == pytest.approx(2 / 8)


def test_no_change_is_not_shown():
    change = change_of(ONES, ONES)
    assert (change.p_value, change.interval.low, change.interval.high) == (1, 0, 0)


def test_one_case_has_neither_interval_nor_p_value():
    change = change_of(np.zeros(1), np.ones(1))
    assert (change.new, change.interval, change.p_value) == (1, None, None)


def test_an_interval_covers_the_mean_about_as_often_as_it_says():
    random = np.random.default_rng(5)
    covered = 0
    for _ in range(100):
        sample = random.normal(size=60)
        interval = bootstrap_interval(60, mean_of(sample))
        covered += interval.low <= 0 <= interval.high
    assert 88 <= covered <= 100


def test_draws_to_which_a_statistic_does_not_apply_are_left_out():
    values = np.array([np.nan, 1.0])
    interval = bootstrap_interval(2, lambda rows: values[rows].mean(axis=1))
    assert (interval.low, interval.high) == (1, 1)
    assert bootstrap_interval(2, lambda rows: np.full(len(rows), np.nan)) is None


def test_p_values_are_adjusted_by_benjamini_and_hochberg():
    # Sorted: .01·3/1, .02·3/2, .5·3/3; each no more than the next.
    assert adjusted([0.02, 0.5, 0.01]) == pytest.approx([0.03, 0.5, 0.03])
    assert adjusted([]) == []


@pytest.mark.parametrize(
    ("change", "p_value", "better", "expected"),
    [
        (0.1, 0.01, "higher", "better"),
        (-0.1, 0.01, "higher", "worse"),
        (-0.1, 0.01, "lower", "better"),
        (0.1, 0.01, "lower", "worse"),
        (0.1, 0.01, "neither", "changed"),
        (-0.9, 0.05, "higher", "not shown"),
        (-0.9, None, "higher", "not shown"),
    ],
)
def test_verdicts(change, p_value, better, expected):
    assert verdict(change, p_value, better=better) == expected


def refusing(result):
    """The result of a program that refuses every question."""
    pairs = [
        (
            one.case,
            replace(
                one.outcome,
                answer=replace(
                    one.outcome.answer,
                    status="not_found",
                    claims=(),
                    short_answers=(),
                    citations=(),
                    confidence=0.0,
                ),
                citations=(),
            ),
        )
        for one in result.cases
    ]
    return summarise(
        pairs,
        result.manifest,
        slice_by="kind",
        slices=[one.slices for one in result.cases],
        times=result.times,
    )


@pytest.fixture(scope="module")
def refused(result):
    return refusing(result)


@pytest.fixture(scope="module")
def comparison(result, refused):
    return compare(result, refused)


@pytest.fixture(scope="module")
def unchanged(result):
    return compare(result, result)


def test_flipped_questions_are_told_both_ways(result, refused, comparison):
    right = {one.case.id for one in result.cases if one.right}
    assert {one.case.id for one in refused.cases if one.right} == {"q4"}
    assert {new.case.id for _, new in comparison.lost} == right - {"q4"}
    assert {new.case.id for _, new in comparison.gained} == {"q4"} - right
    assert comparison.lost[0][0].outcome.answered
    assert not comparison.lost[0][1].outcome.answered


def test_differences_are_paired_and_signed(result, comparison, unchanged):
    differences = {one.measure: one for one in comparison.differences}
    assert differences["refused"].change == pytest.approx(1 - result.measures["refused"].value)
    assert differences["refused"].cases == 5
    # Nothing was cited in the second run: the measure applies to no pair.
    assert "citation_recall" not in differences
    assert all(one.verdict == "not shown" for one in unchanged.differences)
    assert (unchanged.lost, unchanged.gained) == ((), ())


def test_what_else_differs_is_told(result):
    other = replace(result, manifest=replace(result.manifest, store_articles=9))
    assert compare(result, other).circumstances == (("store articles", "3", "9"),)


def test_different_questions_are_not_compared(result):
    other_set = replace(result, manifest=replace(result.manifest, set_sha256="0" * 64))
    with pytest.raises(UsageError, match="different question sets"):
        compare(result, other_set)
    other_cases = replace(result, manifest=replace(result.manifest, cases_sha256="0" * 64))
    with pytest.raises(UsageError, match="same --limit and --seed"):
        compare(result, other_cases)


def test_floors(result):
    correct = result.measures["correct"].value
    assert not list(missed_floors(result, [Floor(measure="correct", value=correct)]))
    (missed,) = missed_floors(result, [Floor(measure="correct", value=correct + 0.001)])
    assert missed.startswith("correct is ")
    (above,) = missed_floors(result, [Floor(measure="calibration_error", value=-1)])
    assert "above -1" in above
    (absent,) = missed_floors(result, [Floor(measure="wrong_answer_given", value=1)])
    assert absent == "wrong_answer_given applies to no question of this set"


def test_floors_are_read():
    assert parse_floor("hits@3 = 0.5", k=3) == Floor(measure="hits@3", value=0.5)
    for text in ("correct", "correct=", "correct=half", "correct=nan"):
        with pytest.raises(UsageError, match=r"correct=0\.5"):
            parse_floor(text, k=10)
    for text in ("hits@3=0.5", "refused=0.5"):
        with pytest.raises(UsageError, match="no measure"):
            parse_floor(text, k=10)


def test_what_worsened_is_told(unchanged):
    shown = Difference(
        measure="f1",
        old=0.5,
        new=0.25,
        change=-0.25,
        interval=None,
        p_value=0.001,
        cases=50,
        verdict="worse",
    )
    comparison = replace(unchanged, differences=(shown,))
    assert list(worsened(comparison)) == ["f1 is worse: 0.5000 before, 0.2500 now (p = 0.0010)"]
