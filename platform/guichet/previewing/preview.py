"""The state of a preview: the file, its last edition, the last one that could be shown, and the samples made of it."""

from __future__ import annotations

import threading
from pathlib import Path

from flask import current_app

from guichet.database import db, writing
from guichet.previewing import people, replacing, surroundings
from guichet.previewing.editions import Edition, read_edition
from guichet.previewing.people import People
from guichet.previewing.samples import Samples
from guichet.publishing.city import city
from guichet_validate.model import Definition


class Preview:
    """One per application. `edition` is the file as it is, `shown` the last edition that a definition came of."""

    def __init__(self, path: Path, persons: People, *, in_a_city: bool) -> None:
        """Watch a file; nothing is read before `refresh`. `in_a_city`: a city of its own lies around it."""
        self.path = path
        self.people = persons
        self.samples = Samples(persons.example)
        self.edition: Edition | None = None
        self.shown: Edition | None = None
        self._in_a_city = in_a_city
        self._lock = threading.Lock()

    @property
    def definition(self) -> Definition | None:
        """The definition that the pages show."""
        return self.shown.definition if self.shown else None

    @property
    def broken(self) -> bool:
        """Whether no definition can be made of the file as it is."""
        return self.edition is not None and self.edition.definition is None

    def stamp(self) -> str:
        """Return what the stamp of an edition read now would be."""
        return surroundings.stamp(self.path)

    def refresh(self) -> None:
        """Read the file again if it was saved since, and show it; the last good one stays while it is broken.

        Needs the context of a request; its transaction is ended.
        """
        # Whoever waits here holds nothing that the one at work waits for.
        db.session.rollback()
        with self._lock:
            if self.edition is not None and self.edition.stamp == self.stamp():
                return
            read = read_edition(self.path, city() if self._in_a_city else None)
            if read.definition is not None:
                if self.definition is None or self.definition.digest != read.definition.digest:
                    self._show(read.definition)
                self.shown = read
            self.edition = read

    def renew(self, request_id: object) -> None:
        """Make a sample request anew that shows another version than the file; its transaction is ended."""
        definition = self.definition
        sample = self.samples.stale(definition, request_id) if definition else None
        if definition is not None and sample is not None:
            with writing():
                self.samples.have(definition, sample)

    def _show(self, definition: Definition) -> None:
        with writing():
            replacing.replace(definition)
            people.employ(self.people, definition.service)


def preview() -> Preview:
    """Return the preview of the current application."""
    found: Preview = current_app.extensions["guichet_preview"]
    return found
