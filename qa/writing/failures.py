"""What goes wrong with a language model's server in, one plain line for a reader out.

Whatever it is, the answer in the articles' own words is there: the line says only why no other is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from index.clean import clean_line
from index.errors import Unavailable

UNREACHABLE = "The language model at {host} cannot be reached: is its server running?"
TOO_SLOW = "The language model at {host} took too long, so it was not waited for."
BROKEN_OFF = "The language model at {host} broke off."
NOTHING_READABLE = "What answers at {host} is no language model's server, or not at this address."
WRONG_KEY = (
    "The language model at {host} refuses the key: put the right one into BYLINE_LLM_KEY, or into "
    "the file that llm_key_file names."
)
UNKNOWN_MODEL = (
    "The server at {host} does not know the model {model}: `byline llm` lists what it offers."
)
NO_MODEL = "The server at {host} offers no model: load one there."
SEVERAL_MODELS = "The server at {host} offers several models ({names}): name one with --llm-model."
TOO_LONG = "The language model at {host} reads too little at once for this question."
BUSY = "The language model at {host} has too much to do, or its limit is reached: try again later."
FAILED = "The language model at {host} failed (status {status}{detail})."

_BY_STATUS = {
    **dict.fromkeys((301, 302, 303, 307, 308, 404, 405), NOTHING_READABLE),
    **dict.fromkeys((401, 403), WRONG_KEY),
    429: BUSY,
}
LONGEST_DETAIL = 120
_OF_THE_CONTEXT = re.compile(
    r"context|too (?:long|many tokens)|maximum.{0,20}tokens", re.IGNORECASE
)
_OF_THE_SCHEMA = re.compile(
    r"response_format|json_?schema|grammar|structured|guided", re.IGNORECASE
)
_OF_AN_OPTION = re.compile(r"\b(max_tokens|temperature|seed|frequency_penalty)\b")
_OF_THE_MODEL = re.compile(r"\bmodel\b", re.IGNORECASE)


class WritingFailed(Unavailable):
    """A language model's server that gives no answer, or none that can be read."""

    def __init__(self, line: str, **named: str) -> None:
        super().__init__(clean_line(line.format(**named)))


class TooLong(WritingFailed):
    """The prompt does not fit into the model's context, of `context` tokens where that is told."""

    def __init__(self, *, host: str, context: int | None) -> None:
        super().__init__(TOO_LONG, host=host)
        self.context = context


class SchemaRefused(WritingFailed):
    """The server takes no JSON schema; without one it may answer."""


class OptionRefused(WritingFailed):
    """The server takes a request only without the field `option`."""

    def __init__(self, option: str, *, host: str) -> None:
        super().__init__(FAILED, host=host, status="400", detail=f": {option}")
        self.option = option


def failure_of(error: Exception, *, host: str, model: str | None) -> WritingFailed:
    """What an error of the client means; an error that is none of its own is no answer either."""
    import openai

    if isinstance(error, WritingFailed):
        return error
    if isinstance(error, openai.APITimeoutError):
        return WritingFailed(TOO_SLOW, host=host)
    if isinstance(error, openai.APIStatusError):
        return _by_status(error.status_code, error.body, host=host, model=model)
    if isinstance(error, openai.APIConnectionError):
        # Of a stream that breaks off the client says the same as of a server that is not there.
        line = UNREACHABLE if _never_connected(error) else BROKEN_OFF
        return WritingFailed(line, host=host)
    if isinstance(error, openai.APIError):
        # The server tells of it in the midst of its answer.
        return WritingFailed(FAILED, host=host, status="200", detail=_detail(error.body))
    return WritingFailed(NOTHING_READABLE, host=host)


def _by_status(status: int, body: object, *, host: str, model: str | None) -> WritingFailed:
    told = body if isinstance(body, str) else json.dumps(body, default=str)
    named = {"host": host, "status": str(status), "detail": _detail(body), "model": model or ""}
    option = _OF_AN_OPTION.search(told) if status in {400, 422} else None
    if status in {400, 413, 422} and _OF_THE_CONTEXT.search(told):
        return TooLong(host=host, context=_context_of(body))
    if option is not None:
        return OptionRefused(option[1], host=host)
    if status in {400, 422, 501} and _OF_THE_SCHEMA.search(told):
        return SchemaRefused(FAILED, **named)
    if status == 404 and _OF_THE_MODEL.search(told):
        return WritingFailed(UNKNOWN_MODEL, **named)
    return WritingFailed(_BY_STATUS.get(status, FAILED), **named)


def _never_connected(error: Exception) -> bool:
    import httpx2

    return isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)


def _context_of(body: object) -> int | None:
    """What llama.cpp tells beside such an error."""
    told = body.get("n_ctx") if isinstance(body, Mapping) else None
    return told if isinstance(told, int) and told > 0 else None


def _detail(body: object) -> str:
    """The server's own words on it, shortened; a web page has none."""
    told = body.get("message") if isinstance(body, Mapping) else None
    if not isinstance(told, str):
        return ""
    # Braces would be read as places to fill in.
    words = clean_line(told).replace("{", "(").replace("}", ")")
    return f": {words[:LONGEST_DETAIL]}" if words else ""
