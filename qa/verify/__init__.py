"""A sentence and the words that it cites in, whether they say so out: see `verify`."""

from qa.types import Verdict
from qa.verify.checking import verify
from qa.verify.types import Cited, Verified

__all__ = ["Cited", "Verdict", "Verified", "verify"]
