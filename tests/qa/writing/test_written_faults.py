"""A language model's server may do what it likes: the quotations stand, and one line says why."""

import pytest

from tests.qa.writing.fault_table import FAULTS, QUESTION, play


@pytest.fixture(scope="module", autouse=True)
def warm(sample_engine):
    sample_engine.ask(QUESTION)  # no fault is to be charged with loading the models


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_quotations_stand_at_once_and_one_line_says_what_happened(fault, script, sample_engine):
    seen = play(fault, script, sample_engine)
    assert seen.quotes == 2
    assert seen.sentences == fault.sentences
    assert fault.told in (seen.line or "")
    assert "\n" not in (seen.line or "")
    assert bool(seen.line) == bool(fault.told)
    assert seen.until_quotes < 5  # as without a model
    assert seen.in_all < 12
