"""The rows of a file of many articles in; the articles out, their fields under Byline's names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from index.loaders.record import article_and_oddities, listed
from index.loaders.release import USABLE
from index.loaders.shapes import looked_up, recognised
from index.loaders.source import Source, Unreadable
from index.records import Article, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a file says of one article; `place` is what a report calls it.

    `alone` is true where the file holds this one article and is not a list of them.
    """

    fields: Mapping[str, object]
    place: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class FieldNames:
    """What a file calls the fields of an article: {"text": "body"} where the text is in `body`.

    A field that is not named here is called as Byline calls it.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def require(self, present: Collection[str]) -> None:
        """Raises Unreadable where a field that is named here is not `present`."""
        roots = {*present}
        missing = [
            name
            for name in self.names.values()
            if name not in roots and name.partition(".")[0] not in roots
        ]
        if missing:
            raise Unreadable(f"there is no field `{missing[0]}` (its fields: {listed(present)})")

    def renamed(self, row: Mapping[str, object]) -> dict[str, object]:
        """The row with the fields named here under Byline's names; Unreadable without its text."""
        named = {ours: looked_up(row, theirs)[1] for ours, theirs in self.names.items()}
        if not self.has_text(row):
            text = self.names.get("text", "text")
            raise Unreadable(f"there is no field `{text}` (its fields: {listed(row)})")
        return {**row, **named}

    def has_text(self, row: Mapping[str, object]) -> bool:
        """Whether there is the field that is the text, whatever it holds."""
        return looked_up(row, self.names.get("text", "text"))[0]

    def found_in(self, row: Mapping[str, object]) -> set[str]:
        """Those of the names given here that a row has."""
        return {name for name in self.names.values() if looked_up(row, name)[0]}


AS_NAMED = FieldNames()


def articles(
    rows: Iterator[Row | Skipped], *, source: Source, names: FieldNames
) -> Iterator[Article | Skipped]:
    """An article for each row; a row that cannot be taken in is a Skipped.

    A field that `names` looks for and no row has, which is most likely a slip, is told at the end.
    """
    unseen = set(names.names.values())
    fields: Mapping[str, object] = {}
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        fields = row.fields or fields
        unseen -= names.found_in(row.fields)
        try:
            known = recognised(row.fields)
            given = row.fields if known is None else {**row.fields, **known.fields}
            yield from article_and_oddities(
                names.renamed(given),
                source=source,
                place=row.place,
                one_of_many=not row.alone,
                release=known.release if known else USABLE,
            )
        except Unreadable as reason:
            yield Skipped(source=row.place, reason=str(reason))
    for name in sorted(unseen) if fields else []:
        slip = f"no article here has a field `{name}` (the fields of the last: {listed(fields)})"
        yield Skipped(source=source.shown, reason=slip)
