"""Show that every compiled dependency of the portal has a wheel for macOS on arm64: nobody needs a compiler there."""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

DISTRIBUTION = "guichet-demarches"
EXTRA = "portal"
# What macOS 14 on arm64 accepts; pip wants each named when it does not run there.
PLATFORMS = [f"macosx_{version}_arm64" for version in ("14_0", "13_0", "12_0", "11_0")] + ["macosx_10_9_universal2"]
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<marker>.*))?")
EXTRA_MARKER = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")


def needed(name: str, extras: frozenset[str], seen: dict[str, frozenset[str]]) -> Iterator[str]:
    """A distribution and all it asks for, those that are installed, each once."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen and extras <= seen[key]:
        return
    try:
        distribution = importlib.metadata.distribution(key)
    except importlib.metadata.PackageNotFoundError:
        return  # asked for on other systems only
    if key not in seen:
        yield key
    seen[key] = seen.get(key, frozenset()) | extras
    for line in distribution.requires or []:
        match = REQUIREMENT.match(line)
        if match is None:
            continue
        wanted = EXTRA_MARKER.findall(match["marker"] or "")
        if wanted and not extras & set(wanted):
            continue
        further = frozenset(part.strip() for part in (match["extras"] or "").split(",") if part.strip())
        yield from needed(match["name"], further, seen)


def compiled() -> list[str]:
    """`name==version` of every installed dependency whose wheel is made for one system."""
    found = []
    for name in needed(DISTRIBUTION, frozenset({EXTRA}), {}):
        distribution = importlib.metadata.distribution(name)
        wheel = distribution.read_text("WHEEL") or ""
        if not all(tag.endswith("-any") for tag in re.findall(r"^Tag: (\S+)", wheel, re.MULTILINE)):
            found.append(f"{name}=={distribution.version}")
    return sorted(found)


def download(requirement: str, python: str, folder: Path) -> str | None:
    """Answer nothing when the wheel exists, else what pip said."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary", ":all:", "--python-version", python, "--implementation", "cp", "--dest", str(folder)]
    for platform in PLATFORMS:
        command += ["--platform", platform]
    result = subprocess.run([*command, requirement], capture_output=True, text=True, check=False)
    return None if result.returncode == 0 else result.stderr.strip().splitlines()[-1]


def main() -> int:
    """Answer 1 when a wheel is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the compiled dependencies, download nothing")
    parser.add_argument("--python", default="3.11,3.13", help="versions of Python to ask for, with commas")
    arguments = parser.parse_args()
    requirements = compiled()
    if arguments.list:
        print(*requirements, sep="\n")
        return 0
    missing = 0
    with tempfile.TemporaryDirectory() as folder:
        for python in arguments.python.split(","):
            for requirement in requirements:
                said = download(requirement, python, Path(folder))
                missing += said is not None
                print(f"macOS arm64, Python {python}: {requirement}: {said or 'wheel found'}", flush=True)
    print(f"{len(requirements)} compiled dependencies, {missing} wheels missing")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
