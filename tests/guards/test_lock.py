"""The lock file of the npm checkers names versions and hashes, never the place they were fetched from."""

import json


def test_the_lock_file_names_no_registry(root):
    text = (root / "tools" / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    locked = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert locked
    assert [name for name, entry in locked.items() if not entry.get("integrity", "").startswith("sha512-")] == []
