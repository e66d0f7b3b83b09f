"""What eval/README.md says is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from eval.formats import FORMATS
from eval.scores import all_measures
from eval.shipped import shipped_names

README = (Path(__file__).parents[2] / "eval" / "README.md").read_text(encoding="utf-8")


def test_every_measure_is_in_the_table_as_it_is_defined():
    table = README.split("| measure | of | what it is |")[1].split("\n\n")[0]
    rows = re.findall(
        r"^\| `(\S+)` \| (\w+) \| (.+?)(?:; lower is better)? \|$", table, re.MULTILINE
    )
    measures = all_measures(10).values()
    assert rows == [(one.name, one.group, one.definition) for one in measures]


def test_every_format_is_in_the_table():
    assert set(FORMATS) <= set(re.findall(r"^\| `([\w-]+)` \|", README, re.MULTILINE))


def test_the_examples_name_shipped_sets():
    assert set(re.findall(r"byline eval (seed|wikinews|traps)\b", README)) <= set(shipped_names())


def test_the_python_example_runs_as_far_as_its_imports():
    (example,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    imports = [line for line in example.splitlines() if line.startswith("from ")]
    assert len(imports) == 4
    for line in imports:
        exec(line, {})  # noqa: S102 - our own README
