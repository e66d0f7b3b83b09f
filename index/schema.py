"""The tables of the store, each version of their form after the one before it."""

from __future__ import annotations

from index import stories

_FIRST = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO settings VALUES ('identity', lower(hex(randomblob(16))));
CREATE TABLE articles (
    id TEXT NOT NULL, version INTEGER NOT NULL, current INTEGER NOT NULL,
    title TEXT, url TEXT, publisher TEXT, publisher_key TEXT, authors TEXT NOT NULL,
    published TEXT, published_words TEXT, retrieved TEXT, text TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (id, version)
) STRICT;
CREATE UNIQUE INDEX current_articles ON articles (id) WHERE current;
CREATE INDEX articles_by_publisher ON articles (publisher_key, published) WHERE current;
CREATE INDEX articles_by_date ON articles (published) WHERE current;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, sentences TEXT NOT NULL, vector BLOB NOT NULL
) STRICT;
CREATE INDEX passages_by_article ON passages (article_id, start);
CREATE TABLE removals (
    number INTEGER PRIMARY KEY AUTOINCREMENT, passage_id INTEGER NOT NULL
) STRICT;
CREATE VIEW passage_words AS
    SELECT p.id AS id, a.title AS title, a.publisher AS publisher, a.published_words AS published,
        substr(a.text, p.start + 1, p."end" - p.start) AS body
    FROM passages p JOIN articles a ON a.id = p.article_id AND a.current;
CREATE VIRTUAL TABLE words USING fts5 (
    title, publisher, published, body, content = 'passage_words', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
)"""
_LANGUAGE = "ALTER TABLE articles ADD COLUMN language TEXT"
_NEW_VECTORS = """
CREATE TABLE new_vectors (passage_id INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT"""
_EDITIONS = """
ALTER TABLE articles ADD COLUMN status TEXT NOT NULL DEFAULT 'usable';
ALTER TABLE articles ADD COLUMN note TEXT;
ALTER TABLE articles ADD COLUMN edition INTEGER;
ALTER TABLE articles ADD COLUMN revised TEXT;
ALTER TABLE articles ADD COLUMN embargo TEXT;
CREATE INDEX embargoed_articles ON articles (embargo) WHERE embargo IS NOT NULL"""
"""`revised` and `embargo` are times in UTC, as `strftime('%Y-%m-%dT%H:%M:%S')` writes them."""
_STEMS = """
DROP TABLE words;
DROP VIEW passage_words;
CREATE VIEW passage_words AS
    SELECT p.id AS id, stemmed(a.title) AS title, stemmed(a.publisher) AS publisher,
        stemmed(a.published_words) AS published,
        stemmed(substr(a.text, p.start + 1, p."end" - p.start)) AS body
    FROM passages p JOIN articles a ON a.id = p.article_id AND a.current;
CREATE VIRTUAL TABLE words USING fts5 (
    title, publisher, published, body, content = 'passage_words', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO words (words) VALUES ('rebuild')"""
"""`stemmed` is the function of `words.py`: SQLite's own stems are of another kind."""
SCHEMAS = (_FIRST, stories.SCHEMA, _LANGUAGE, _EDITIONS, _STEMS, _NEW_VECTORS)
