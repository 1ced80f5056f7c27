"""The pre-commit hook, tried on this checkout as `pre-commit try-repo` does."""

import subprocess
import sys

import pytest


@pytest.fixture
def tried(root, repository, run):
    """Try the hook on the repository as it stands."""
    git = ("git", "-c", "user.name=Ville", "-c", "user.email=ville@example.org")
    assert run(*git, "init", "--quiet").returncode == 0

    def _try(*arguments):
        run(*git, "add", "--all")
        command = (sys.executable, "-m", "pre_commit", "try-repo", root, "guichet-check", *arguments)
        return run(*command, PRE_COMMIT_COLOR="never")

    return _try


def test_the_manifest_is_one(root):
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")


def test_the_hook_passes_a_clean_folder_and_stops_a_fault(tried, break_one, repository):
    clean = tried("--verbose")
    assert clean.returncode == 0, clean.stdout
    assert "Passed" in clean.stdout
    assert "2 définitions vérifiées" in clean.stdout

    broken = break_one()
    stopped = tried()
    assert stopped.returncode == 1, stopped.stdout
    assert "[privacy-missing]" in stopped.stdout
    assert str(broken.relative_to(repository)) in stopped.stdout
