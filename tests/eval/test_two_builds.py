"""Two builds timed against each other: here this checkout against itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from eval.cases import Case
from eval.two_builds import Compared, compare_builds

REPOSITORY = Path(__file__).parents[2]


def test_the_command_prints_both_builds_and_their_ratio(sample_store):
    command = [sys.executable, "-m", "eval.benchmark", "--store", str(sample_store)]
    options = ["--against", str(REPOSITORY), "--set", "seed", "--limit", "2", "--rounds", "1"]
    printed = subprocess.run(
        [*command, *options], capture_output=True, text=True, check=True, cwd=REPOSITORY
    ).stdout
    assert "seed: 2 questions, 1 rounds" in printed
    [asking, searching] = printed.partition("ask, warm")[2].split("search, warm")
    assert "ratio of the medians" in searching
    this, other = re.findall(r"^(?:this|other) \(.+\): median (\d+) ms", asking, re.MULTILINE)
    ratio = float(re.search(r"ratio of the medians (\S+),", printed)[1])
    assert ratio == pytest.approx(int(this) / int(other), rel=0.05)


def test_a_folder_that_holds_no_build_is_not_timed(tmp_path, sample_store):
    case = Case(id="q", question="Who won?", place="line 1")
    with pytest.raises(RuntimeError, match=r"holds no build|ended before it answered"):
        compare_builds(tmp_path, REPOSITORY, store=sample_store, cases=[case], rounds=1)


def test_the_ratio_is_that_of_the_median_question():
    # 1/2, 2/1 and 3/2.
    assert Compared(this=(1, 2, 3), other=(2, 1, 2)).ratio == 3 / 2
