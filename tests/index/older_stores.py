"""A store made by this build in; the same in a format of before out, as an older Byline left it."""

from index.database import Database
from index.schema import SCHEMAS

_PORTER = """
CREATE VIEW passage_words AS
    SELECT p.id AS id, a.title AS title, a.publisher AS publisher, a.published_words AS published,
        substr(a.text, p.start + 1, p."end" - p.start) AS body
    FROM passages p JOIN articles a ON a.id = p.article_id AND a.current;
CREATE VIRTUAL TABLE words USING fts5 (
    title, publisher, published, body, content = 'passage_words', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO words (words) VALUES ('rebuild')"""
_BACK = {
    5: ("DROP TABLE new_vectors",),
    4: ("DROP TABLE words", "DROP VIEW passage_words", *_PORTER.split(";\n")),
    3: (
        "DROP INDEX embargoed_articles",
        *(
            f"ALTER TABLE articles DROP COLUMN {name}"
            for name in ("status", "note", "edition", "revised", "embargo")
        ),
    ),
    2: ("ALTER TABLE articles DROP COLUMN language",),
    1: ("DROP TABLE stories", "DROP TABLE shingles"),
}


def make_older(folder, *, to):
    """Brings the store in a folder back to a format; nobody may have it open."""
    database = Database(folder / "byline.sqlite", schemas=SCHEMAS, create=False)
    with database.writing() as connection:
        for number, statements in _BACK.items():
            for statement in statements if number >= to else ():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {to}")
    database.close()
