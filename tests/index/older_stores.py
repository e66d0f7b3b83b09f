"""A store made by this build in; the same in a format of before out, as an older Byline left it."""

from index.database import Database
from index.schema import SCHEMAS

_BACK = {
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
