"""A question in, a cited answer out: `open_engine(store).ask("…")`."""

from qa.build import open_engine
from qa.types import Answer, Citation, Claim, Question, SearchResult, Turn

__all__ = ["Answer", "Citation", "Claim", "Question", "SearchResult", "Turn", "open_engine"]
