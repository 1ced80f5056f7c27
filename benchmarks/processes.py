"""Run an application in a child process and read its processor time: what the server spends, not the client."""

from __future__ import annotations

import http.client
import logging
import multiprocessing
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self
from urllib.parse import urlencode

from waitress.server import create_server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection

    from flask import Flask


class Application(Protocol):
    """What a benchmark runs: made in the child, with commands that the parent may call between the timed rounds."""

    def __call__(self) -> tuple[Flask, Mapping[str, Callable[..., Any]]]:
        """Return the application and its commands by name; the commands run in the child."""


def _serve(make: Application, port: int, pipe: Connection) -> None:
    # The client keeps one connection and sends one request at a time: that it waits for its turn is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app, commands = make()
    server = create_server(app, host="127.0.0.1", port=port, threads=1)
    threading.Thread(target=server.run, daemon=True).start()
    pipe.send("ready")
    while True:
        name, arguments = pipe.recv()
        if name == "stop":
            return
        pipe.send(time.process_time() if name == "cpu" else commands[name](*arguments))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A running application: `request` speaks HTTP to it, `command` calls its commands, `cpu` reads its clock."""

    make: Application
    port: int = field(default_factory=_free_port)
    cookies: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self.make, self.port, theirs), daemon=True)
        self._process.start()
        if not self._pipe.poll(60) or self._pipe.recv() != "ready":
            message = "the application did not start"
            raise RuntimeError(message)
        self._client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.send(("stop", ()))
        self._process.join(10)
        self._process.kill()

    def command(self, name: str, *arguments: Any) -> Any:
        """Call a command of the application, between the timed rounds."""
        self._pipe.send((name, arguments))
        return self._pipe.recv()

    def cpu(self) -> float:
        """Processor time the child has spent so far, user and system, in seconds."""
        seconds: float = self.command("cpu")
        return seconds

    def request(
        self, method: str, path: str, form: list[tuple[str, str]] | None = None, *, expect: int
    ) -> tuple[str, Mapping[str, str]]:
        """Send one request with the cookies kept so far; any status but `expect` ends the benchmark."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._client.request(method, path, body, headers)
        response = self._client.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if response.status != expect:
            message = f"{method} {path} answered {response.status}, not {expect}: {text[:500]}"
            raise RuntimeError(message)
        return text, response.headers
