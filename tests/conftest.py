"""What holds for every test: a fixed place and time zone, no way out of this machine, and the wheel made once."""

import gc
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Nothing may depend on where the tests run; the portal's own zone is Europe/Paris whatever the machine's is.
os.environ.update({"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANGUAGE": ""})
time.tzset()
for _name in [name for name in os.environ if name.startswith("GUICHET_")]:
    del os.environ[_name]
# Children keep what they compile: else every command and every portal compiles all modules again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LOOPBACK = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", b"localhost", b"127.0.0.1"}
_resolve = socket.getaddrinfo


def _resolve_loopback(host, *arguments, **options):
    """Connections elsewhere are refused by pytest-socket; this refuses to ask for the address already."""
    if host not in LOOPBACK:
        message = f"a test asked for the address of {host!r}; tests reach this machine only"
        raise RuntimeError(message)
    return _resolve(host, *arguments, **options)


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _resolve_loopback)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built once for all that install it."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=Path(__file__).parent.parent, check=True, capture_output=True)
    (path,) = target.glob("*.whl")
    return path


# What breaks out of the places where texts are written, alone and joined.
PIECES = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' autofocus onfocus='alert(1)", "</textarea><b>",
    "</option></select><i>", "{{ 7*7 }}", "{% raw %}", "{/nom}", "{@/prenom}", "{settings.ville}", "{n}",
    "[a](javascript:alert(1))", "[b](https://evil.example)", "**gras**", "<!--", "-->", "<![CDATA[", "&lt;u&gt;",
    "&#60;s&#62;", "https://evil.example/x", "www.evil.example", "javascript:alert(1)", "ana@evil.example",
    "\u202e", "\n\n- x\n", "`", "\\", "<a href=//x>", "<svg/onload=1>", "]]>", "<p", "=", " ", "</title>", "</style>",
    "\u2028", "%3Cscript%3E", "${7*7}", "%s", "{0.__class__}", '"', "'", "\r\nX: y", "\t", "<iframe srcdoc=x>",
)  # fmt: skip


@pytest.fixture(scope="session")
def hostile():
    """Call with a generator of `random`; answers a text that tries to become more than a text."""
    return lambda chances: "".join(chances.choice(PIECES) for _ in range(chances.randint(1, 5)))


# Left out of `make quick`: child processes, made-up inputs by the hundred, whole pages posted one after the other.
SLOW = (
    "definitions/test_verdicts.py",
    "integrations/",
    "platform/accounts/test_changing.py",
    "platform/accounts/test_recovering.py",
    "platform/accounts/test_registering.py",
    "platform/accounts/test_sessions.py",
    "platform/accounts/test_throttling.py",
    "platform/test_access_matrix.py",
    "platform/federation/test_agents.py",
    "platform/federation/test_coming_in.py",
    "platform/federation/test_hostile.py",
    "platform/federation/test_linking.py",
    "platform/federation/test_peer.py",
    "platform/federation/test_requests.py",
    "platform/tasks/test_background.py",
    "platform/tasks/test_kill_nine.py",
    "platform/tasks/test_worker_command.py",
    "platform/rights/test_copying.py",
    "platform/rights/test_deletion.py",
    "platform/rights/test_ending.py",
    "platform/rights/test_inactivity.py",
    "platform/rights/test_pages.py",
    "platform/rights/test_readings.py",
    "platform/rights/test_retention.py",
    "platform/rights/test_two_people.py",
    "platform/second_factor/test_adding.py",
    "platform/second_factor/test_keys.py",
    "platform/second_factor/test_signing_in.py",
    "platform/requests/test_amending.py",
    "platform/requests/test_any_form.py",
    "platform/requests/test_autosave.py",
    "platform/requests/test_catalogue.py",
    "platform/requests/test_choices.py",
    "platform/requests/test_conflicts.py",
    "platform/requests/test_conversation.py",
    "platform/requests/test_events.py",
    "platform/requests/test_expired.py",
    "platform/requests/test_following.py",
    "platform/requests/test_returning.py",
    "platform/requests/test_papers.py",
    "platform/requests/test_races.py",
    "platform/requests/test_rows.py",
    "platform/requests/test_steps.py",
    "platform/requests/test_verified.py",
    "platform/requests/test_weight.py",
    "platform/requests/test_write_back.py",
    "platform/backoffice/test_verdicts.py",
    "platform/documents/test_decoding.py",
    "platform/documents/test_encryption.py",
    "platform/documents/test_joining.py",
    "platform/documents/test_scanning.py",
    "platform/documents/test_uploads.py",
    "platform/library/test_library.py",
    "platform/library/test_reuse.py",
    "platform/messages/test_announce.py",
    "platform/test_escaping.py",
    "platform/private/test_private_links.py",
    "platform/previewing/test_command.py",
    "platform/previewing/test_faces.py",
    "platform/previewing/test_saving.py",
    "platform/test_hostile_input.py",
    "platform/test_postgresql.py",
    "validators/checks/test_crew.py",
    "validators/checks/test_flow.py",
    "validators/checks/test_hostile_inputs.py",
    "validators/exploring/",
    "validators/flow/test_brute_force.py",
    "renderers/generated/",
    "renderers/test_escaping.py",
    "renderers/test_every_problem.py",
    "renderers/test_plain_text.py",
    "renderers/paper/test_hostile.py",
    "renderers/paper/test_order.py",
    "renderers/paper/test_standard.py",
    "validators/checks/test_real_schemas.py",
    "validators/cli/test_new.py",
    "validators/diff/",
    "validators/differential/",
    "validators/generator/",
    "validators/checks/test_memory.py",
    "validators/checks/test_meta_schema.py",
    "validators/checks/test_texts.py",
    "validators/cli/reporters/test_text.py",
    "validators/cli/test_writing.py",
    "validators/test_conditions.py",
    "validators/test_drafting.py",
    "validators/test_formatting.py",
    "validators/test_mutants.py",
    "validators/test_properties.py",
    "validators/test_recording.py",
    "validators/test_strategies.py",
    "validators/test_testing.py",
    "guards/test_wheel.py",
)


def pytest_ignore_collect(collection_path, config):
    """Do not even read the places that hold nothing of what is asked for; None leaves it to the others to say."""
    asked = config.option.markexpr.split(" and ")
    unread = (*(SLOW if "not slow" in asked else ()), *(("journeys/",) if "not journey" in asked else ()))
    tests = Path(__file__).parent
    if not collection_path.is_relative_to(tests):
        return None
    place = collection_path.relative_to(tests).as_posix()
    return (f"{place}/" if collection_path.is_dir() else place).startswith(unread) or None


def pytest_collection_finish():
    """What stands now stays to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    """Mark what is slow by its place, and every test that asks PostgreSQL what SQLite answers already.

    A test that quotes the behaviour quotes it to the letter: the page and the tests cannot drift apart.
    """
    tests = Path(__file__).parent
    behaviour = (tests.parent / "docs" / "behaviour.md").read_text(encoding="utf-8")
    for item in items:
        for marker in item.iter_markers("behaviour"):
            if marker.args[0] not in behaviour:
                message = f"{item.nodeid} quotes what docs/behaviour.md does not say: {marker.args[0]}"
                raise pytest.UsageError(message)
        parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
        if item.path.relative_to(tests).as_posix().startswith(SLOW) or "postgresql" in parameters:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def oidc_peer(tmp_path_factory):
    """Call with the portal's address and a kind; answers the issuer of npm's `oidc-provider`, set up for it."""
    script = Path(__file__).parent / "oidc_peer" / "provider.mjs"
    tools = Path(__file__).parent.parent / "tools"
    node = shutil.which("node")
    if node is None or not (tools / "node_modules" / "oidc-provider").exists():
        reason = "oidc-provider or its Node is not installed: make test"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    running = []

    def start(portal, kind, *options):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = tmp_path_factory.mktemp("peer") / "log.txt"
        with log.open("w") as output:
            command = [node, str(script), str(tools), str(port), portal, kind, *options]
            running.append(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT))
        deadline = time.monotonic() + 30
        while "ready" not in log.read_text("utf-8"):
            assert running[-1].poll() is None, log.read_text("utf-8")
            assert time.monotonic() < deadline, log.read_text("utf-8")
            time.sleep(0.05)
        return f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.terminate()
        process.wait(20)
