"""The locks in; a bill of materials (CycloneDX 1.6, JSON) of what Byline is put together from, out.

Each package stands with its exact version, the SHA-256 of every file that may be installed, and
what it is needed for. `make wheel` lays it beside the wheel.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from supply.locked import ROOT, RUN, TORCH, TORCH_CPU, Locked, read_lock


def bill_of_materials() -> Bom:
    """The bill of what the wheel needs to run, as it is locked; PyTorch is there as either build.

    A package that only some machines need has the condition as the property `byline:marker`.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = [package for lock in (RUN, TORCH_CPU, TORCH) for package in read_lock(lock)]
    byline = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        description=project["description"],
        licenses=[LicenseExpression(project["license"])],
        purl=PackageURL("pypi", None, project["name"], project["version"]),
        bom_ref=project["name"],
    )
    bom = Bom()
    bom.metadata.component = byline
    components = defaultdict(list)
    components[byline.name].append(byline)
    for package in packages:
        component = _component(package)
        bom.components.add(component)
        components[component.name].append(component)
    _connect(bom, packages, components)
    return bom


def write_bill(folder: Path) -> Path:
    """Writes the bill of materials into a folder; where it is."""
    bom = bill_of_materials()
    byline = bom.metadata.component
    assert byline is not None  # noqa: S101 - set where it is made
    path = folder / f"{byline.name}-{byline.version}.cdx.json"
    JsonV1Dot6(bom).output_to_file(str(path), allow_overwrite=True, indent=2)
    return path


def _component(package: Locked) -> Component:
    purl = PackageURL("pypi", None, package.name, package.version)
    file = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(purl)),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in package.hashes],
    )
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        purl=purl,
        bom_ref=f"{package.name}=={package.version}",
        external_references=[file],
        properties=[Property(name="byline:marker", value=package.marker)] if package.marker else [],
    )


def _connect(bom: Bom, packages: Iterable[Locked], components: dict[str, list[Component]]) -> None:
    """Says which package needs which. What needs PyTorch, or is needed by it, is so with either."""
    for package in packages:
        for name in package.required_by:
            for needing in components.get(name, []):
                bom.register_dependency(needing, components[package.name])


if __name__ == "__main__":
    write_bill(Path(sys.argv[1]))
