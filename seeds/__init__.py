"""The sample articles that come with Byline, as files to add; README.md says what each is."""

from __future__ import annotations

from pathlib import Path


def sample_paths() -> list[Path]:
    """The files to add, in order: the first sample article, then the Wikinews stories."""
    folder = Path(__file__).parent
    return [folder / "seed.jsonl", folder / "wikinews.jsonl"]
