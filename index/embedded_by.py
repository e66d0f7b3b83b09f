"""Which model made the vectors of a store, and which is making those that will take their place.

Kept among the settings of the store: the fingerprint, which stands for the weights, and the name by
which a user finds the model again.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.database import Connection
from index.embed import Embedder
from index.errors import ModelUnavailable
from index.store import Store

SEARCHED = "embedder"
COMING = "next_embedder"
NAMED = "{}_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """A model that made vectors."""

    fingerprint: str
    name: str


def searched(store: Store) -> MadeBy | None:
    """The model of the vectors that are searched; None where there are none yet."""
    return _kept(store, SEARCHED)


def coming(store: Store) -> MadeBy | None:
    """The model that all is being embedded anew with; None where nothing is."""
    return _kept(store, COMING)


def keep(store: Store, connection: Connection, which: str, model: Embedder | None) -> None:
    """Notes the model of the vectors that are SEARCHED or COMING, inside `writing`."""
    store.keep_setting(connection, which, model.fingerprint if model else None)
    store.keep_setting(connection, NAMED.format(which), model.name if model else None)


def require_model(store: Store, embedder: Embedder) -> None:
    """Raises ModelUnavailable unless the store's vectors are of this model, or it has none yet."""
    made_by = searched(store)
    if made_by is not None and made_by.fingerprint != embedder.fingerprint:
        raise ModelUnavailable(
            f"the store at {store.path.parent} was made with the embedder {_told(made_by)}, this "
            f"is {_told(MadeBy(fingerprint=embedder.fingerprint, name=embedder.name))}: go on with "
            f"--embedder {made_by.name}, or `byline embed` makes its vectors anew with this one"
        )


def _told(model: MadeBy) -> str:
    if model.name == model.fingerprint:
        return model.name
    return f"{model.name} ({model.fingerprint})"


def _kept(store: Store, which: str) -> MadeBy | None:
    fingerprint = store.setting(which)
    if fingerprint is None:
        return None
    # Stores that were made before names were kept have vectors of the bundled model, or of none
    # that a user could name.
    name = store.setting(NAMED.format(which))
    return MadeBy(fingerprint=fingerprint, name=name or "bundled")
