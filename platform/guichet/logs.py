"""Logs: one JSON line per event, with ids only and never what a person typed."""

import json
import logging
import sys
import time
import traceback
import uuid
from datetime import UTC, datetime
from types import TracebackType

from flask import Flask, g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.config import Config

_log = logging.getLogger("guichet.web")
_ID_BYTES_SHOWN = 16


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object; `extra={"fields": {…}}` adds its keys.

    Of an exception it keeps the type and where it happened: the text of an exception may quote data.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line |= fields
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__qualname__
            line["where"] = _frames(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def configure(config: Config) -> None:
    """Send every log of the process to the standard error stream, as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(config.log_level)


def init_app(app: Flask) -> None:
    """Log each request with its id, endpoint, status and duration; the address itself may hold data."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.request_id = uuid.uuid4().hex[:_ID_BYTES_SHOWN]
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers["X-Request-Id"] = g.request_id
    user_id = current_user.id if "_login_user" in g and current_user.is_authenticated else None
    fields = {
        "request": g.request_id,
        "method": request.method,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.started) * 1000, 1),
        "user": user_id,
    }
    _log.info("request", extra={"fields": fields})
    return response
