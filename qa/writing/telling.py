"""A model in, a sentence for readers out: where it runs, and what it therefore gets to see."""

from __future__ import annotations

from qa.writing.model import Model

HERE = "{model} writes at {host}, on this machine."
ELSEWHERE = (
    "{model} writes at {host}, which is not this machine: it gets each question, the turns before "
    "it and the sentences found for it{openly}."
)
OPENLY = ", readable to whoever is on the way (http)"
UNNAMED = "A language model"


def where_it_goes(model: Model) -> str:
    """Which model writes, where, and what leaves this machine for it."""
    address = model.address
    name = model.name or UNNAMED
    if address.is_here:
        return HERE.format(model=name, host=address.host)
    openly = "" if address.is_encrypted else OPENLY
    return ELSEWHERE.format(model=name, host=address.host, openly=openly)
