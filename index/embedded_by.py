"""Which model made the vectors of a store, and which is making those that will take their place.

Kept among the settings of the store: the fingerprint, which stands for the weights, and the name by
which a user finds the model again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from index.embed import Model
from index.errors import ModelUnavailable

SEARCHED = "embedder"
COMING = "next_embedder"
NAMED = "{}_name"
SETTINGS = (SEARCHED, COMING, NAMED.format(SEARCHED), NAMED.format(COMING))


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """A model that made vectors."""

    fingerprint: str
    name: str


class Kept(Protocol):
    """A store as far as its settings are asked for."""

    place: str
    remedy: str

    def setting(self, name: str) -> str | None:
        """A value kept with the store, or None."""


def searched(store: Kept) -> MadeBy | None:
    """The model of the vectors that are searched; None where there are none yet."""
    return _kept(store, SEARCHED)


def coming(store: Kept) -> MadeBy | None:
    """The model that all is being embedded anew with; None where nothing is."""
    return _kept(store, COMING)


def settings_of(which: str, model: Model | None) -> dict[str, str | None]:
    """What is kept of the model of the vectors that are SEARCHED or COMING: name → value."""
    return {
        which: model.fingerprint if model else None,
        NAMED.format(which): model.name if model else None,
    }


def require_model(store: Kept, model: Model) -> None:
    """Raises ModelUnavailable unless the store's vectors are of this model, or it has none yet."""
    made_by = searched(store)
    if made_by is not None and made_by.fingerprint != model.fingerprint:
        raise ModelUnavailable(
            f"the store at {store.place} was made with the embedder {_told(made_by)}, this is "
            f"{_told(MadeBy(fingerprint=model.fingerprint, name=model.name))}: go on with "
            f"--embedder {made_by.name}, or {store.remedy} makes its vectors anew with this one"
        )


def _told(model: MadeBy) -> str:
    if model.name == model.fingerprint:
        return model.name
    return f"{model.name} ({model.fingerprint})"


def _kept(store: Kept, which: str) -> MadeBy | None:
    fingerprint = store.setting(which)
    if fingerprint is None:
        return None
    # Stores that were made before names were kept have vectors of the bundled model, or of none
    # that a user could name.
    name = store.setting(NAMED.format(which))
    return MadeBy(fingerprint=fingerprint, name=name or "bundled")
