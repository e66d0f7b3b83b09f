"""Articles in, out which of them tell one story in the same words: groups of near-copies.

Kept in the store's own transactions, one article at a time: only the articles that share sampled
shingles with it are looked at. A group is what copies lead to over other copies; an article that is
changed or removed leaves its group, and those that stay are joined anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from index.database import Connection
from index.duplicates import LIKENESS, Shingles
from index.identity import same_address
from index.records import Article

SCHEMA = """
CREATE TABLE stories (
    number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, address TEXT,
    sampled INTEGER NOT NULL, story INTEGER
) STRICT;
CREATE INDEX stories_by_story ON stories (story) WHERE story IS NOT NULL;
CREATE INDEX stories_by_address ON stories (address) WHERE address IS NOT NULL;
CREATE TABLE shingles (
    shingle INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (shingle, number)
) STRICT, WITHOUT ROWID"""
"""`story` is the lowest number of a group, NULL where an article has no copy."""

ARTICLES_A_SHINGLE = 100
"""Of the articles with one shingle so many are looked at, the newest: "all rights reserved"."""
COMPARED = 10
LEAST_SHARED = 0.25
"""The share of the smaller sample that a candidate has in common, or it is not compared."""


def enter(connection: Connection, article: Article) -> None:
    """Enters the newest version of an article, and joins it to its copies."""
    shingles = LIKENESS.shingles(article.text)
    sample = LIKENESS.sample(shingles)
    entered = connection.execute(
        "INSERT INTO stories (article_id, address, sampled) VALUES (?, ?, ?)",
        [article.id, article.url and same_address(article.url), len(sample)],
    )
    number = entered.lastrowid or 0
    _join(connection, number, shingles)
    connection.executemany(
        "INSERT INTO shingles VALUES (?, ?)", [(shingle, number) for shingle in sample]
    )


def leave(connection: Connection, article_id: str) -> None:
    """Takes an article out, while its newest version is stored; nothing if it was not entered."""
    row = connection.execute(
        "SELECT number, story FROM stories WHERE article_id = ?", [article_id]
    ).fetchone()
    if row is None:
        return
    number, story = row
    sample = LIKENESS.sample(_shingles_of(connection, number))
    connection.executemany(
        "DELETE FROM shingles WHERE shingle = ? AND number = ?",
        [(shingle, number) for shingle in sample],
    )
    connection.execute("DELETE FROM stories WHERE number = ?", [number])
    if story is not None:
        _join_anew(connection, story)


def forget_all(connection: Connection) -> None:
    """Takes all articles out."""
    connection.execute("DELETE FROM stories")
    connection.execute("DELETE FROM shingles")


def _join_anew(connection: Connection, story: int) -> None:
    members = connection.execute("SELECT number FROM stories WHERE story = ?", [story]).fetchall()
    connection.execute("UPDATE stories SET story = NULL WHERE story = ?", [story])
    for (member,) in members:
        _join(connection, member, _shingles_of(connection, member))


def _join(connection: Connection, number: int, shingles: Shingles) -> None:
    copies = [
        candidate
        for candidate in _candidates(connection, number, LIKENESS.sample(shingles))
        if LIKENESS.copies(shingles, _shingles_of(connection, candidate))
    ]
    if not copies:
        return
    together = json.dumps([number, *copies])
    rows = connection.execute(
        "SELECT number, story FROM stories WHERE number IN (SELECT value FROM json_each(?))",
        [together],
    ).fetchall()
    stories = {story for _, story in rows if story is not None}
    connection.execute(
        "UPDATE stories SET story = ?1 WHERE number IN (SELECT value FROM json_each(?2)) "
        "OR story IN (SELECT value FROM json_each(?3))",
        [min(stories | {number for number, _ in rows}), together, json.dumps(list(stories))],
    )


def _candidates(connection: Connection, number: int, sample: Sequence[int]) -> list[int]:
    """The articles that share most of the smaller sample, most first."""
    shared: Counter[int] = Counter()
    for shingle in sample:
        shared.update(
            other
            for (other,) in connection.execute(
                "SELECT number FROM shingles WHERE shingle = ? ORDER BY number DESC LIMIT ?",
                [shingle, ARTICLES_A_SHINGLE],
            )
        )
    shared.pop(number, None)
    rows = connection.execute(
        "SELECT number, sampled FROM stories WHERE number IN (SELECT value FROM json_each(?))",
        [json.dumps(list(shared))],
    )
    shares = {other: shared[other] / min(len(sample), sampled) for other, sampled in rows}
    best = sorted(shares, key=lambda other: (-shares[other], other))
    return [other for other in best[:COMPARED] if shares[other] >= LEAST_SHARED]


def _shingles_of(connection: Connection, number: int) -> Shingles:
    row = connection.execute(
        "SELECT a.text FROM stories s JOIN articles a ON a.id = s.article_id AND a.current "
        "WHERE s.number = ?",
        [number],
    ).fetchone()
    return LIKENESS.shingles(row[0] if row else "")
