"""The embedded broker: kombu's filesystem transport, with messages that appear and disappear whole.

The stock channel creates a file, then writes it: a reader in between takes an empty message, and a process killed
in between leaves one, either of which stops the reader. It also passes each message through the system's temporary
folder. Here a message is written aside and renamed, and read under another name in the same folder.
"""

import json
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem

_UNFINISHED = ".part"
_TAKEN = ".taken"


class Channel(filesystem.Channel):
    """One folder, one file a message; the name's first part keeps the order."""

    # Names and types as the transport calls them; the ancestors disagree among themselves.
    def _put(self, queue: str, payload: dict[str, Any], **_options: object) -> None:  # type: ignore[override]
        final = Path(self.data_folder_out) / f"{time.time_ns():020d}-{uuid.uuid4().hex}.{queue}.msg"
        aside = final.with_name(final.name + _UNFINISHED)
        try:
            aside.write_text(json.dumps(payload), encoding="ascii")
            aside.replace(final)
        except OSError as error:
            raise ChannelError("the queue folder cannot be written") from error

    def _get(self, queue: str) -> dict[str, Any]:  # type: ignore[override]
        suffix = f".{queue}.msg"
        try:
            names = sorted(path.name for path in Path(self.data_folder_in).iterdir() if path.name.endswith(suffix))
        except OSError as error:
            raise ChannelError("the queue folder cannot be read") from error
        for name in names:
            path = Path(self.data_folder_in) / name
            taken = path.with_name(name + _TAKEN)
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            payload: dict[str, Any] = json.loads(taken.read_text(encoding="ascii"))
            taken.unlink()
            return payload
        raise Empty


class Transport(filesystem.Transport):
    """The filesystem transport with the channel above."""

    Channel = Channel


def prepare(folder: Path) -> dict[str, Any]:
    """Make the folders, readable by their owner only, and return the options of the transport."""
    messages, control = folder / "messages", folder / "control"
    for path in (folder, messages, control):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The same folder for in and out: one process reads what another one writes.
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.1,
    }


def empty(folder: Path) -> None:
    """Forget every message, whole or half written, and every binding: the job table knows what is to be done."""
    for path in (*folder.glob("messages/*"), *folder.glob("control/*")):
        path.unlink(missing_ok=True)
