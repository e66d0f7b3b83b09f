"""A sentence and the words that it cites in, whether they say so out: see `verify`."""

from qa.verify.checking import verify
from qa.verify.types import Cited, Verdict, Verified

__all__ = ["Cited", "Verdict", "Verified", "verify"]
