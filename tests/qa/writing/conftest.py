"""A scripted model, and the engine of the samples that has it write."""

import pytest
from language_model import model_at, scripted_model

from qa.writing.written import Written


@pytest.fixture
def script():
    with scripted_model() as script:
        yield script


@pytest.fixture
def written(script, sample_engine):
    """The engine, its answers written by the scripted model."""
    return Written(sample_engine, model_at(script))
