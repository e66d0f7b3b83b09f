"""What a reader sees when a language model's server fails, fault by fault.

`python -m tests.qa.writing.fault_table STORE` plays each to the real engine over a store that holds
the sample articles, and prints a table: the line that is shown, how many written sentences stand,
and how long the quotations and the whole answer took.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

QUESTION = "Who first called for a national inquiry?"
TRUE = "Dan Carden has become the first Labour MP to demand a national inquiry."
CITED = "Dan Carden has become the first Labour MP"
ALSO_TRUE = "Andy Burnham is the Mayor of Greater Manchester."
ALSO_CITED = "Andy Burnham, the Mayor of Greater Manchester"


@dataclass(frozen=True)
class Fault:
    """A fault by its name; how the server plays it; what of the line it is told by must stand."""

    name: str
    told: str
    faults: tuple[str, ...] = ()
    changes: dict[str, object] = field(default_factory=dict)
    model: dict[str, object] = field(default_factory=dict)
    sentences: int = 0


FAULTS = (
    Fault("is not there", "cannot be reached", model={"address": "http://127.0.0.1:9"}),
    Fault("breaks off in the middle", "broke off", ("cut",), sentences=1),
    Fault("tells of an error in the middle", "failed", ("error midway",), sentences=1),
    Fault("answers with a web page", "no language model", ("html", "html")),
    Fault("never answers", "took too long", ("silent",)),
    Fault("sends signs of life and no words", "took too long", ("drips",)),
    Fault("refuses the key", "BYLINE_LLM_KEY", changes={"key": "right"}, model={"key": "wrong"}),
    Fault("does not know the model", "byline llm", ("unknown model",), model={"model": "gone"}),
    Fault("offers several models", "--llm-model", changes={"models": ("one", "two")}),
    Fault("offers none", "offers no model", changes={"models": ()}),
    Fault("sends the request elsewhere", "no language model", ("redirect",)),
    Fault("has too much to do", "too much to do", ("busy",)),
    Fault("is out of memory", "out of memory", ("out of memory",)),
    Fault("reads 512 tokens at once", "Left out", changes={"context": 512}, sentences=1),
    Fault(
        "reads 512 and says 4096",
        "Left out",
        ("small",),
        {"context": 512, "told_context": 4096},
        sentences=1,
    ),
    Fault("reads 256 tokens at once", "reads too little", changes={"context": 256}),
    Fault("takes no schema", "", ("no schema",), sentences=2),
    Fault("takes none of the usual options", "", ("no options",), sentences=2),
    Fault(
        "ends at its limit of words", "reached its limit", changes={"finish": "length"}, sentences=2
    ),
)


@dataclass(frozen=True)
class Seen:
    """What came of it; times in seconds."""

    line: str | None
    sentences: int
    quotes: int
    until_quotes: float
    in_all: float


def play(fault: Fault, script, engine) -> Seen:
    """Asks the engine with a model that has the fault."""
    from language_model import QUICK

    from qa.writing.address import read_address
    from qa.writing.model import Model
    from qa.writing.written import Written

    script.says((TRUE, CITED), (ALSO_TRUE, ALSO_CITED), faults=list(fault.faults), **fault.changes)
    address = fault.model.get("address", script.address)
    named = {name: value for name, value in fault.model.items() if name != "address"}
    model = Model(read_address(address), limits=QUICK, **named)
    began, until_quotes = time.perf_counter(), 0.0
    for answer in Written(engine, model).stream(QUESTION):
        if not until_quotes and len(answer.claims) == 2:
            until_quotes = time.perf_counter() - began
    writing = answer.writing
    return Seen(
        line=writing.note,
        sentences=len(writing.shown),
        quotes=len(answer.claims),
        until_quotes=until_quotes,
        in_all=time.perf_counter() - began,
    )


def main() -> None:
    """Prints the table."""
    from language_model import scripted_model

    from qa import open_engine

    engine = open_engine(Path(sys.argv[1]), create=False)
    engine.ask(QUESTION)
    told = ["| the server … | what the reader is told | written | quotes | until quotes | in all |"]
    told.append("|---|---|---:|---:|---:|---:|")
    for fault in FAULTS:
        with scripted_model() as script:
            seen = play(fault, script, engine)
            line = (seen.line or "–").replace(script.address.removeprefix("http://"), "HOST")
            told.append(
                f"| {fault.name} | {line} | {seen.sentences} | {seen.quotes} "
                f"| {seen.until_quotes:.1f} s | {seen.in_all:.1f} s |"
            )
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))
    main()
