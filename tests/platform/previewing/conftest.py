"""A preview of a copy of a definition, in a city that a test may change."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from guichet.previewing import app as previews

ROOT = Path(__file__).parents[3]
DEFINITIONS = ROOT / "definitions"


def write(path, content):
    """Write a file, and make sure that its time is another one."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


class Look:
    """Somebody who looks at a preview with a browser without scripts."""

    def __init__(self, app, path):
        self.app = app
        self.path = path
        self.client = app.test_client()

    def get(self, address, status=200):
        """Return the page of an address, redirects followed."""
        response = self.client.get(address, follow_redirects=True)
        assert response.status_code == status, (address, response.status_code, response.text[:2000])
        return response

    def post(self, address, data, page=None):
        """Post to an address with the token that its page, or another one, gives; redirects are not followed."""
        page = self.get(page or address).text
        fields = {"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page)[1]}
        version = re.search(r'name="version" value="(\d+)"', page)
        if version:
            fields["version"] = version[1]
        return self.client.post(address, data={**fields, **data})

    def links(self, page="/preview"):
        """Return the addresses that the page's own part leads to."""
        main = self.get(page).text.partition("<main")[2].partition("</main>")[0]
        return [link.replace("&amp;", "&") for link in re.findall(r'<a href="(/[^"]+)"', main)]

    def change(self, edit):
        """Save the file with its document changed."""
        document = json.loads(self.path.read_text("utf-8"))
        edit(document)
        write(self.path, document)


@pytest.fixture
def city(tmp_path):
    """A copy of the city's definitions."""
    return Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))


@pytest.fixture
def look_at(tmp_path):
    """Call with a definition file, and the language; answers somebody who looks at its preview."""
    made = []

    def open_preview(path, lang="fr"):
        data = tmp_path / f"preview-{len(made)}"
        data.mkdir()
        app = previews.create(path, data, 8002, lang)
        made.append(app)
        return Look(app, path)

    yield open_preview
    for app in made:
        previews.close(app)


@pytest.fixture
def save():
    """Call with a file and its new content, a text or a JSON document."""
    return write
