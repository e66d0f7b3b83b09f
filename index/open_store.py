"""A folder or an address in, the store there out. What the store needs is imported here first."""

from __future__ import annotations

from pathlib import Path

from index.errors import StoreUnavailable, no_store
from index.places import ENGINE, FILE, Place, folder_of, is_address
from index.store import Store


def open_store(place: Place, *, create: bool) -> Store:
    """The store at a place; makes it where there is none, unless told not to.

    Raises StoreUnavailable, StoreTooNew.
    """
    if isinstance(place, str) and is_address(place):
        return _lance_store(place, create=create)
    from index.embedded_store import EmbeddedStore

    return EmbeddedStore(Path(place), create=create)


def _lance_store(address: str, *, create: bool) -> Store:
    if not address.startswith(ENGINE):
        raise StoreUnavailable(
            f"{address} is no store that Byline knows: name a folder, lancedb+file:/a/folder or "
            "lancedb+s3://bucket/prefix"
        )
    try:
        from index.lance.store import LanceStore
    except ModuleNotFoundError as error:
        raise StoreUnavailable(
            f"{address} needs the extra: pip install 'byline[lancedb]' ({error.name} is missing)"
        ) from error
    folder = folder_of(address)
    if not address.startswith(FILE):
        uri = address.removeprefix(ENGINE)
        return LanceStore(address, uri=uri, folder=folder, create=create)
    if not create and not folder.exists():
        # The engine would make the folder.
        raise no_store(address)
    if create:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"the store at {address} cannot be opened ({error.strerror}): name a folder that "
                "you may use with --store"
            ) from error
    return LanceStore(address, uri=str(folder), folder=folder, create=create)
