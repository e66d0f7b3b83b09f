"""The `byline` command: what each part of Byline does, from the terminal.

Exit codes: 0 done (an honest "not found" too), 1 a check failed, 2 wrong use, 3 the store or a
model cannot be used. What a command needs is imported when it runs, so that help answers at once
and only a question waits for a model.
"""

from __future__ import annotations

import io
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands.evaluation import eval_app
from commands.feedback import feedback_app
from commands.options import (
    AsJson,
    AskedOn,
    Out,
    Since,
    Store,
    Until,
    Words,
    print_version,
    read_duration,
    read_network,
)
from commands.settings import WRITER, Chosen, configured, writing
from commands.stores import store_app
from commands.terminal import (
    CHECK_FAILED,
    ErrorReportingGroup,
    messages,
    print_growing,
    print_json,
    print_view,
    progress_bar,
)
from index.errors import ModelUnavailable, UsageError

app = typer.Typer(
    cls=ErrorReportingGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def byline(
    context: typer.Context,
    *,
    store: Store = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Ask questions of news articles; every answer is tied to their exact words.

    For example:
      byline add articles.jsonl
      byline ask "Who first called for a national inquiry?"
    """
    # `--store` may stand before the command as well as after it.
    if store is not None and context.invoked_subcommand is not None:
        context.default_map = {context.invoked_subcommand: {"store": str(store)}}


@app.command()
@configured
def add(  # noqa: PLR0913 - each is an option of the command
    sources: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...", show_default=False)],
    *,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=NAME",
            help="What JSON, CSV or Parquet calls a field: text=body; may be given several times.",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and add what is new, until interrupted.")
    ] = False,
    every: Annotated[
        float,
        typer.Option(
            parser=read_duration, metavar="TIME", help="How often with --watch: 30m, 2h, 1d."
        ),
    ] = "15m",  # type: ignore[assignment] # Typer parses the default too, and shows it so
    workers: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="How many processes embed. The bundled embedder keeps all processors busy alone.",
        ),
    ] = 1,
    chosen: Chosen,
    json: AsJson = False,
) -> None:
    """Add articles: files, folders, archives or addresses.

    Files are plain text, Markdown, Word, web pages (also MHTML and WARC), PDF,
    news items (NewsML-G2, NITF, ninjs), feeds, newsletters, exports of Nexis
    and Factiva, JSON, JSON Lines, CSV and Parquet, in a folder, a ZIP archive
    or compressed with gzip as well. An address is that of a page, of a feed
    (RSS, Atom) or of a sitemap.

    An article that is there already is left alone; one that changed becomes a
    new version, also under a new headline at the same address. What its source
    withdraws answers nothing any more.

    For example:
      byline add articles.jsonl stories/ pages.zip
      byline add archive.csv --map text=body --map published=date
      byline add https://www.example.org/feed.xml
      byline add https://www.example.org/feed.xml --watch --every 1h
    """
    from commands.intake import add_sources, intake_of, require_something_read
    from commands.views import report_view
    from commands.watching import keep_adding
    from qa.build import library_of
    from qa.settings import read_settings

    intake = intake_of(sources, mapped=mapped or [])
    library = library_of(read_settings(chosen))
    if watch:
        keep_adding(library, intake, every=every, as_json=json)
        return
    report = add_sources(library, intake, workers=workers)
    if json:
        print_json(asdict(report) | {"seconds": round(report.seconds, 3)})
    require_something_read(report)
    if not json:
        print_view(report_view(report))


@app.command()
def remove(
    article_ids: Annotated[list[str], typer.Argument(metavar="ARTICLE_ID...", show_default=False)],
    *,
    store: Store = None,
) -> None:
    """Remove articles with all their versions; an unknown id removes nothing.

    For example:
      byline remove seed-national-inquiry
    """
    from qa.build import open_library

    removed = open_library(store, create=False).remove(article_ids)
    typer.echo(f"Removed {removed} {'article' if removed == 1 else 'articles'}.")


@app.command()
def articles(
    *,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="Only those of several versions, corrected or withdrawn.",
        ),
    ] = False,
    store: Store = None,
    json: AsJson = False,
) -> None:
    """List the articles, the oldest first.

    With --json: a list of the records, without their texts.

    For example:
      byline articles
      byline articles --changed
      byline articles --json
    """
    from commands.views import articles_view, changed_view
    from index.corrections import correction_of
    from qa.build import open_library
    from qa.serialize import article_to_dict

    library = open_library(store, create=False)
    found = library.articles()
    if changed:
        several = library.catalogue.changed()
        found = [
            each
            for each in found
            if each.id in several or each.status != "usable" or correction_of(each)
        ]
    if json:
        records = map(article_to_dict, found)
        print_json([{k: v for k, v in record.items() if k != "text"} for record in records])
    else:
        print_view(changed_view(found) if changed else articles_view(found))


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE_ID", show_default=False)],
    *,
    version: Annotated[
        int | None,
        typer.Option("--version", min=1, help="An older version, as an answer may have cited it."),
    ] = None,
    store: Store = None,
    json: AsJson = False,
) -> None:
    """Show one article with its text, in its newest version.

    For example:
      byline show seed-national-inquiry
      byline show seed-national-inquiry --version 1
      byline show seed-national-inquiry --json
    """
    from commands.views import article_view
    from qa.build import open_library
    from qa.serialize import article_to_dict

    article = open_library(store, create=False).article(article_id, version=version)
    if json:
        print_json(article_to_dict(article))
    else:
        print_view(article_view(article))


@app.command()
@configured
def search(  # noqa: PLR0913 - each is an option of the command
    question: Words = None,
    *,
    queries: Annotated[
        Path | None,
        typer.Option(metavar="IN.jsonl", help='Lines of {"id", "question", "date"?, …}.'),
    ] = None,
    out: Out = None,
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 10,
    chosen: Chosen,
    json: AsJson = False,
) -> None:
    """Find the passages most likely to answer a question, or each question of a file.

    For example:
      byline search "national inquiry" -k 5
      byline search --queries queries.jsonl --out hits.jsonl -k 20
    """
    from commands.batch import Asked, files_of, read_questions, respond_to_all
    from commands.views import search_view
    from qa import Question
    from qa.build import engine_of
    from qa.serialize import search_result_to_dict
    from qa.settings import read_settings

    text = " ".join(question) if question else None
    files = files_of(text, queries, out, option="--queries")
    asked = Question(text=text or "")
    lines = read_questions(files.source, defaults=asked) if files else []
    engine = engine_of(read_settings(chosen), create=False)

    def hits(line: Asked) -> dict[str, object]:
        results = engine.search(line.question, k=k)
        return {"id": line.id, "hits": [search_result_to_dict(result) for result in results]}

    if files:
        respond_to_all(lines, files, respond=hits)
    elif json:
        print_json(hits(Asked(id=None, question=asked, number=1)))
    else:
        results = engine.search(asked, k=k)
        found = [(result, engine.library.article(result.article_id)) for result in results]
        print_view(search_view(asked.text, found))


@app.command()
@writing
def ask(  # noqa: PLR0913 - each is an option of the command
    question: Words = None,
    *,
    questions: Annotated[
        Path | None,
        typer.Option(
            metavar="IN.jsonl",
            help='Lines of {"id", "question", "history"?, "passage"?, "publishers"?, "since"?, '
            '"until"?, "asked"?}.',
        ),
    ] = None,
    out: Out = None,
    asked_on: Annotated[date | None, AskedOn] = None,
    since: Annotated[date | None, Since] = None,
    until: Annotated[date | None, Until] = None,
    publishers: Annotated[
        list[str] | None,
        typer.Option(
            "--publisher",
            metavar="NAME",
            help="Only articles of this publisher; may be given several times.",
        ),
    ] = None,
    quotes_only: Annotated[
        bool,
        typer.Option(
            "--quotes-only",
            help="The articles' own words alone, where a language model would write too.",
            rich_help_panel=WRITER,
        ),
    ] = False,
    left_out: Annotated[
        bool,
        typer.Option(
            "--left-out",
            help="Show, struck through, what a language model wrote and the articles do not say.",
            rich_help_panel=WRITER,
        ),
    ] = False,
    chosen: Chosen,
    json: AsJson = False,
) -> None:
    """Answer a question, or each question of a file, in the articles' own words.

    --asked, --since, --until and --publisher hold for those lines of a file
    that have none of their own. What came out after the day of asking is
    left out. With --llm a language model writes an answer too: each of its
    sentences is held against the words it cites, and shown if they say so.

    For example:
      byline ask "Who first called for a national inquiry?"
      byline ask "Why did the mayor resign?" --llm http://127.0.0.1:8080
      byline ask "Who won?" --publisher Wikinews --since 2020-01-01
      byline ask "What is the latest on the strike?" --asked 2024-05-01
      byline ask --questions questions.jsonl --out answers.jsonl
    """
    from commands.batch import Asked, files_of, read_questions, respond_to_all
    from commands.publishers import require_publishers
    from commands.views import answer_view
    from commands.written import tell_where_it_goes
    from qa import Question
    from qa.build import engine_of
    from qa.closable import Closable
    from qa.serialize import answer_to_dict
    from qa.settings import read_settings

    text = " ".join(question) if question else None
    files = files_of(text, questions, out, option="--questions")
    asked = Question(
        text=text or "",
        publishers=tuple(publishers or ()),
        since=since,
        until=until,
        asked=asked_on or date.today(),
        quotes_only=quotes_only,
    )
    lines = read_questions(files.source, defaults=asked) if files else []
    engine = engine_of(read_settings(chosen), create=False)
    require_publishers(asked.publishers, engine.library)
    tell_where_it_goes(engine)

    def answered(line: Asked) -> dict[str, object]:
        return answer_to_dict(engine.ask(line.question)) | {"id": line.id}

    if files:
        respond_to_all(lines, files, respond=answered)
        return
    if json:
        print_json(answer_to_dict(engine.ask(asked)))
        return
    growing = engine.stream(asked)
    try:
        print_growing(answer_view(answer, left_out=left_out) for answer in growing)
    finally:
        if isinstance(growing, Closable):
            growing.close()


@app.command()
@configured
def check(
    source: Annotated[str, typer.Argument(metavar="FILE|TEXT", show_default=False)],
    *,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with every sentence.")
    ] = None,
    json: AsJson = False,
    chosen: Chosen,
) -> None:
    """Hold a draft, or another program's answer, against the articles, sentence by sentence.

    A sentence is supported (with the exact words it rests on), contradicted
    (with what the articles say instead) or not in the library, which does not
    say that it is false. FILE is plain text, Markdown, a web page or a PDF;
    "-" reads standard input. Exit code 1 when a sentence is not supported.

    For example:
      byline check draft.md --html report.html
      byline check "Putin flew to Magnitogorsk on Monday."
    """
    from commands.checking import check_all, check_view, read_draft
    from qa.build import checker_of, library_of
    from qa.settings import read_settings
    from qa.verify.record import checked_to_dict, counts
    from web.check_report import check_report

    name, draft = read_draft(source)
    library = library_of(read_settings(chosen), create=False)
    checked = check_all(checker_of(library), draft)
    if html is not None:
        html.write_text(check_report(name, checked), encoding="utf-8")
    if json:
        print_json(checked_to_dict(checked))
    else:
        print_view(check_view(checked))
    told = counts(checked)
    if told["contradicted"] or told["unsupported"]:
        raise typer.Exit(CHECK_FAILED)


app.add_typer(eval_app, name="eval")
app.add_typer(feedback_app, name="feedback")
app.add_typer(store_app, name="store")


@app.command()
@writing
def serve(  # noqa: PLR0913 - each is an option of the command
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 7860,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Neither add nor remove articles on the page.")
    ] = False,
    auth: Annotated[
        str | None,
        typer.Option(
            metavar="USER:PASSWORD",
            envvar="BYLINE_AUTH",
            help="Ask for a name and a password. Other users of the machine see what is typed "
            "here: use the variable or --auth-file.",
        ),
    ] = None,
    auth_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file that holds USER:PASSWORD in its only line."),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            parser=read_network,
            help="A proxy, or network of them, that says for which reader it asks; else all behind "
            "it share the limit of one. May be given several times.",
        ),
    ] = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The address that readers call, where a proxy stands before Byline.",
        ),
    ] = None,
    chosen: Chosen,
) -> None:
    """Serve the web page and the HTTP API until interrupted.

    What one reader may ask in a minute is limited. Who trusts a proxy to say
    which reader asks must have it set X-Forwarded-For, or add to it.

    For example:
      byline serve --port 8000
      byline serve --read-only
      byline serve --trusted-proxy 127.0.0.1
      byline serve --public-url https://news.example.org/byline
    """
    from commands.written import tell_where_it_goes
    from qa.build import engine_of
    from qa.settings import read_settings
    from web.auth import credentials_file, read_credentials
    from web.public import read_public_url
    from web.server import serve as serve_forever

    credentials = read_credentials(auth) if auth else None
    if auth_file is not None:
        credentials = credentials_file(auth_file)
    public = read_public_url(public_url) if public_url is not None else None
    engine = engine_of(read_settings(chosen))
    tell_where_it_goes(engine)
    shown = f", and {public} behind a proxy" if public else ""
    messages().print(f"Byline is at http://{host}:{port}{shown} (Ctrl-C ends it)")
    try:
        serve_forever(
            engine,
            host=host,
            port=port,
            read_only=read_only,
            credentials=credentials,
            proxies=trusted_proxy or (),
            chosen=chosen,
            public=public,
        )
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on ({error.strerror or error}): "
            "name another with --port or --host"
        ) from error


@app.command()
@writing
def mcp(*, chosen: Chosen) -> None:
    r"""Let a language model ask: an MCP server over standard input and output.

    A client of the Model Context Protocol has this as its command, and gets the
    tools ask, search and article, with the JSON that --json prints.
    Needs the extra: pip install 'byline\[mcp]'.

    For example:
      byline mcp --store /path/to/store
    """
    from commands.written import tell_where_it_goes
    from qa.build import engine_of
    from qa.settings import read_settings
    from web.mcp_server import create_mcp_server

    engine = engine_of(read_settings(chosen), create=False)
    server = create_mcp_server(engine)
    tell_where_it_goes(engine)
    messages().print("Byline answers MCP clients on standard input (Ctrl-C ends it)")
    server.run("stdio")


@app.command()
@writing
def llm(*, chosen: Chosen, json: AsJson = False) -> None:
    """List the language models that are at hand, and try one.

    Looked at are the usual ports of this machine (Ollama 11434, LM Studio
    1234, llama.cpp 8080, vLLM 8000), and the address that --llm or the
    settings name. That one, else the first that answers, is asked a question.

    For example:
      byline llm
      byline llm --llm http://127.0.0.1:11434 --llm-model llama3.2
    """
    from commands.written import models_to_dict, models_view
    from qa.build import models_at_hand
    from qa.settings import read_settings

    found = models_at_hand(read_settings(chosen))
    if json:
        print_json(models_to_dict(found))
    else:
        print_view(models_view(found))


@app.command()
@writing
def settings(*, chosen: Chosen, json: AsJson = False) -> None:
    """Show which settings hold, and where each was said.

    The first that says something holds: an option of the command, a variable
    of the environment (BYLINE_READER), the settings file, the default. The
    file has a line for each: reader = "bundled".

    For example:
      byline settings
      byline settings --reranker none --json
    """
    from commands.views import settings_view
    from qa.settings import find_settings

    found = find_settings(chosen)
    if json:
        print_json(found.to_dict())
    else:
        print_view(settings_view(found))


@app.command()
@configured
def embed(*, chosen: Chosen, json: AsJson = False) -> None:
    """Make the vectors of all passages anew, with another embedder.

    The old ones are searched until the last of the new is there. After an
    interruption the same command goes on; with the embedder of the old ones
    it is given up.

    For example:
      byline embed --embedder /path/to/model
      byline embed --embedder bundled
    """
    from commands.intake import embed_anew
    from commands.views import embedded_view
    from qa.build import library_of
    from qa.settings import read_settings

    library = library_of(read_settings(chosen), create=False)
    report = embed_anew(library)
    if json:
        print_json(asdict(report))
    else:
        print_view(embedded_view(report))


@app.command()
@configured
def doctor(
    *,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="First make passages and vectors anew from the stored articles."
        ),
    ] = False,
    chosen: Chosen,
) -> None:
    """Check the store and the embedding model; exit code 1 when something is wrong.

    For example:
      byline doctor
      byline doctor --repair
    """
    from commands.intake import advance
    from commands.views import checkup_view
    from qa.build import library_of
    from qa.settings import read_settings

    library = library_of(read_settings(chosen), create=False)
    if repair:
        with progress_bar() as bar:
            library.repair(progress=advance(bar, bar.add_task("Repairing", total=None)))
    problems = library.problems()
    try:
        library.search_meaning("news", limit=1)
    except ModelUnavailable as error:
        problems.append(str(error))
    print_view(checkup_view(library.status(), problems))
    if problems:
        raise typer.Exit(CHECK_FAILED)


def main() -> None:
    """Runs the command."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="byline")


if __name__ == "__main__":
    main()
