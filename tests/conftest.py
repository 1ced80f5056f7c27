"""What holds for every test: a fixed place and time zone, and no way out of this machine."""

import os
import socket
import time

import pytest

# Nothing may depend on where the tests run; the portal's own zone is Europe/Paris whatever the machine's is.
os.environ.update({"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANGUAGE": ""})
time.tzset()
for _name in [name for name in os.environ if name.startswith("GUICHET_")]:
    del os.environ[_name]

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
