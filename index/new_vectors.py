"""Vectors of another model, kept beside those that are searched until every passage has one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.database import Connection, Database
from index.embed import Vectors
from index.records import Passage
from index.rows import PASSAGES, passage_of


class NewVectors:
    """The table of them in one database. Raises StoreUnavailable from every method."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def passages_without(self, *, after: int, limit: int) -> list[Passage]:
        """Some later passages that have no new vector yet, in the order of their ids."""
        return self._database.records(
            passage_of,
            f"{PASSAGES} WHERE p.id > ? AND NOT EXISTS "
            "(SELECT 1 FROM new_vectors n WHERE n.passage_id = p.id) ORDER BY p.id LIMIT ?",
            [after, limit],
        )

    def count(self) -> int:
        """How many passages have a new vector."""
        [(number,)] = self._database.rows("SELECT count(*) FROM new_vectors")
        return int(number)

    def keep(self, connection: Connection, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Keeps new vectors of those of the passages that are still stored, inside `writing`."""
        connection.executemany(
            "INSERT OR REPLACE INTO new_vectors SELECT id, ? FROM passages WHERE id = ?",
            [
                (vector.astype(np.float16).tobytes(), passage.id)
                for passage, vector in zip(passages, vectors, strict=True)
            ],
        )

    def forget(self, connection: Connection) -> None:
        """Throws the new vectors away, inside `writing`."""
        connection.execute("DELETE FROM new_vectors")

    def take(self, connection: Connection) -> bool:
        """Puts the new vectors in the place of the old, inside `writing`.

        False, and nothing is changed, where a passage has none.
        """
        [(missing,)] = connection.execute(
            "SELECT count(*) FROM passages WHERE id NOT IN (SELECT passage_id FROM new_vectors)"
        )
        if missing:
            return False
        connection.execute(
            "UPDATE passages SET vector = n.vector FROM new_vectors n "
            "WHERE n.passage_id = passages.id"
        )
        self.forget(connection)
        return True
