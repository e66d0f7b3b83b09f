"""The text of a message in; the message that it passes on, and what is written above it, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(
    r"^[> \t]*(?:-{2,}[ \t]*(?:Forwarded|Original) message[ \t]*-{2,}|Begin forwarded message:)"
    r"[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"[> \t]*\*?(From|Date|Sent|Subject|To|Cc|Reply-To):\*?[ \t]*(.*)", re.IGNORECASE
)
_HEAD = re.compile(
    r"^[> \t]*\*?From:\*?[ \t]\S.*\n(?:[> \t]*\*?(?:Date|Sent|Subject|To|Cc):.*\n){2,}",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED = re.compile(r"\s*(?:(?:fwd?|fw|wg)\s*:\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:<|\[mailto:|\[?\S+@)")
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A message that another passes on: the fields of its head that are known, and its words.

    `above` is what whoever passes it on says of it.
    """

    fields: dict[str, str]
    text: str
    above: str


def without_mark(subject: str) -> tuple[str, bool]:
    """The subject without "Fwd:", and whether it had that."""
    plain = _FORWARDED.sub("", subject, count=1) if _FORWARDED.match(subject) else subject
    return plain, plain != subject


def forwarded_in(text: str, *, is_marked: bool) -> Forwarded | None:
    """The message that a text passes on; None where it is one of its own.

    A head alone, without the line that programs write above it, counts where the subject
    `is_marked`.
    """
    mark = _MARK.search(text)
    head = _HEAD.search(text, mark.end() if mark else 0)
    if head is None or not (mark or is_marked):
        return None
    start = (
        mark.end() if mark and not text[mark.end() : head.start()].strip("> \t\n") else head.start()
    )
    above = text[: mark.start() if mark else head.start()]
    fields, rest = _fields(text[start:].lstrip("> \t\n"))
    return Forwarded(fields=fields, text=_unquoted(rest), above=above.strip(" \t\n_>"))


def _fields(text: str) -> tuple[dict[str, str], str]:
    fields: dict[str, str] = {}
    lines = text.split("\n")
    number = 0
    while number < len(lines) and (field := _FIELD.match(lines[number])):
        fields.setdefault(field[1].lower(), field[2].strip())
        number += 1
    sender = _ADDRESS.split(fields.get("from", ""), maxsplit=1)[0].strip("\"' *")
    said = {
        "title": without_mark(fields.get("subject", ""))[0],
        "publisher": sender or fields.get("from", ""),
        "published": re.sub(r"\bat\b", "", fields.get("date") or fields.get("sent") or ""),
    }
    return {name: value for name, value in said.items() if value}, "\n".join(lines[number:])


def _unquoted(text: str) -> str:
    """The words without the marks of a quotation, where all lines have one."""
    lines = [line for line in text.split("\n") if line.strip()]
    return _QUOTED.sub("", text) if all(line.startswith(">") for line in lines) else text
