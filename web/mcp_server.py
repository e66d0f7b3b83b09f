"""The library as tools of a language model: an MCP server with `ask`, `search` and `article`.

The tools give the same JSON as the HTTP API. A client starts the program and talks to it over its
standard input and output (Model Context Protocol, stdio transport). The package `mcp` is an extra.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from index.errors import Unavailable
from qa.engine import LONGEST_QUESTION, Engine
from qa.serialize import answer_to_dict, article_to_dict, search_result_to_dict
from qa.types import Question
from qa.writing.written import quoting
from web.requests import MOST_HITS, NEWEST_VERSION
from web.turns import AT_ONCE, InTurn, written_in_turn

if TYPE_CHECKING:
    from web.mcp_strict import StrictServer

INSTRUCTIONS = (
    "Byline holds news articles and finds their exact words. Use `ask` for a question, `search` to "
    "read around it, `article` for a whole article. Everything that they return as a quotation "
    "stands word for word in an article: cite it as publisher, date and headline, and do not "
    "change it. What was not found, say was not found."
)

Asked = Annotated[
    str,
    Field(
        max_length=LONGEST_QUESTION,
        description="One question in English, complete in itself: no earlier one is remembered.",
    ),
]
Publishers = Annotated[
    tuple[str, ...],
    Field(max_length=200, description="Only articles of these publishers; empty means all."),
]
Since = Annotated[
    date | None, Field(description="Only articles published on this day (YYYY-MM-DD) or later.")
]
Until = Annotated[
    date | None, Field(description="Only articles published on this day (YYYY-MM-DD) or earlier.")
]
DayOfAsking = Annotated[
    date | None,
    Field(
        description='The day (YYYY-MM-DD) on which the question is asked, from which "last week" '
        'and "latest" are told; what was published later is left out. Else today.'
    ),
]
QuotesOnly = Annotated[
    bool,
    Field(
        description="The articles' own words alone, at once, where Byline has a language model "
        "write too."
    ),
]
Json = dict[str, Any]


class Tools:
    """The tools over one engine. Their docstrings are what a model reads of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(  # noqa: PLR0913, PLR0917 - each is an argument of the tool
        self,
        question: Asked,
        publishers: Publishers = (),
        since: Since = None,
        until: Until = None,
        asked: DayOfAsking = None,
        quotes_only: QuotesOnly = False,
    ) -> Json:
        """Answer a question about the news in the articles' own words.

        `status` says what you have:
        - "answered": each of `claims` answers the question, or completes the answer.
        - "rival_claims": the articles answer differently. Tell all the claims, each with its
          `scope`, `speaker` and source; do not choose one or blend them.
        - "not_found": nothing answers. Say so. `nearest` are passages on the subject, no answers.

        A claim's `text` is an exact quotation; `short_answer` is the answer inside it; `speaker`
        says it, to `outlet`; `when` is its day. Its `citations` are numbers of the list
        `citations`, each with `title`, `publisher`, `published`, `url`, and the place of `quote`
        in the article: characters `start` to `end`. `correction` is what the article says of its
        own correction: pass it on. `confidence`, from 0 to 1, is how likely the best sentence
        answers. Kinds of question that are understood: who, when, where, how many, what somebody
        said, yes or no, lists, "What happened when: …" (a timeline), "What is … about?".
        Where `written_by` names a language model, `sentences` are what it wrote: only those whose
        `verdict` is "supported" say what their `citations` say; do not pass on the others.
        """
        whole = Question(
            text=question,
            publishers=publishers,
            since=since,
            until=until,
            asked=asked or date.today(),
            quotes_only=quotes_only,
        )
        return answer_to_dict(self._engine.ask(whole))

    def search(
        self,
        question: Asked,
        k: Annotated[int, Field(ge=1, le=MOST_HITS, description="How many passages.")] = 10,
        publishers: Publishers = (),
        since: Since = None,
        until: Until = None,
    ) -> Json:
        """Find the passages most likely to be about a question or a few key words.

        `hits` come best first (`rank` from 1): `text` is the exact words of `article_id` from
        character `start` to `end`; `also_in` are articles that print the same text. A hit need not
        answer the question. Read around it with `article`.
        """
        asked = Question(text=question, publishers=publishers, since=since, until=until)
        results = self._engine.search(asked, k=k)
        return {"id": None, "hits": [search_result_to_dict(result) for result in results]}

    def article(
        self,
        article_id: Annotated[str, Field(description="As `ask` and `search` give it.")],
        version: Annotated[
            int | None,
            Field(
                ge=1,
                le=NEWEST_VERSION,
                description="The version that was cited; else the newest.",
            ),
        ] = None,
    ) -> Json:
        """Read one article: its whole text, headline, publisher, authors, date and address.

        `text[start:end]` of a citation of this version is its quotation.
        """
        return article_to_dict(self._engine.library.article(article_id, version=version))


def create_mcp_server(engine: Engine) -> StrictServer:
    """The server over an engine. Raises Unavailable where the package `mcp` is not installed."""
    try:
        from web.mcp_strict import StrictServer
    except ImportError:
        raise Unavailable(
            "the MCP server needs the package mcp: pip install 'byline[mcp]'"
        ) from None
    server = StrictServer("byline", instructions=INSTRUCTIONS, log_level="WARNING")
    # A client may call as often at once as it likes.
    in_turn = InTurn(quoting(engine), at_once=AT_ONCE)
    tools = Tools(written_in_turn(engine, in_turn))
    for tool in (tools.ask, tools.search, tools.article):
        server.add_reading_tool(tool)
    return server
