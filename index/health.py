"""The tables of an embedded store in, out what is wrong inside it, a line for each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.database import Database
from index.digest import digest_of
from index.errors import StoreUnavailable
from index.tables import Tables


def problems(tables: Tables) -> list[str]:
    """Every problem found, each once; a check that fails tells why and the next one goes on."""
    database = tables.database
    checks: tuple[Callable[[], Iterator[str]], ...] = (
        lambda: iter(tables.losses()),
        lambda: _damaged_pages(database),
        lambda: _words_out_of_step(database),
        lambda: _passages_without_article(database),
        lambda: _copies_out_of_step(database),
        lambda: _new_vectors_without_passage(database),
        lambda: _changed_articles(tables),
    )
    found: list[str] = []
    for check in checks:
        try:
            found += check()
        except StoreUnavailable as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _damaged_pages(database: Database) -> Iterator[str]:
    for (said,) in database.rows("PRAGMA quick_check"):
        if said != "ok":
            yield f"{database.path} is damaged: {said}"


def _words_out_of_step(database: Database) -> Iterator[str]:
    # FTS5's own integrity check would have to write; which passages it knows can be read.
    [(different,)] = database.rows(
        "SELECT count(*) FROM (SELECT 1 FROM (SELECT id FROM passages UNION ALL "
        "SELECT id FROM words_docsize) GROUP BY id HAVING count(*) = 1)"
    )
    if different:
        yield f"the full-text index misses or adds {different} passages"


def _passages_without_article(database: Database) -> Iterator[str]:
    [(orphans,)] = database.rows(
        "SELECT count(*) FROM passages p WHERE NOT EXISTS "
        "(SELECT 1 FROM articles a WHERE a.id = p.article_id AND a.current)"
    )
    if orphans:
        yield f"{orphans} passages belong to no article"


def _new_vectors_without_passage(database: Database) -> Iterator[str]:
    [(orphans,)] = database.rows(
        "SELECT count(*) FROM new_vectors WHERE passage_id NOT IN (SELECT id FROM passages)"
    )
    if orphans:
        yield f"{orphans} vectors of the next embedder belong to no passage"


def _copies_out_of_step(database: Database) -> Iterator[str]:
    [(wrong,)] = database.rows(
        "SELECT (SELECT count(*) FROM stories s WHERE NOT EXISTS "
        "(SELECT 1 FROM articles a WHERE a.id = s.article_id AND a.current)) + "
        "(SELECT count(*) FROM stories s LEFT JOIN "
        "(SELECT number, count(*) AS held FROM shingles GROUP BY number) USING (number) "
        "WHERE s.sampled <> ifnull(held, 0)) + "
        "(SELECT count(DISTINCT number) FROM shingles "
        "WHERE number NOT IN (SELECT number FROM stories))"
    )
    if wrong:
        yield f"the index of copies is wrong for {wrong} articles"


def _changed_articles(tables: Tables) -> Iterator[str]:
    for article in tables.articles():
        if digest_of(article) != tables.digest(article.id):
            yield f"article {article.id!r} is not what was stored"
        for passage in tables.passages_of([article.id]):
            spans = passage.sentences
            edges = [edge for span in spans for edge in span]
            if not spans or [passage.start, passage.end] != [edges[0], edges[-1]]:
                yield f"passage {passage.id} of article {article.id!r} has wrong sentences"
            elif edges != sorted(edges) or not 0 <= edges[0] < edges[-1] <= len(article.text):
                yield f"passage {passage.id} lies outside article {article.id!r}"
