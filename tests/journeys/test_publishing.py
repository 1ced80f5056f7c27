"""A new definition shows in the running portal with no restart and no code change; a broken one changes nothing."""

import json


def written(portal, changes):
    """A seventh file in the city's folder, made from the smallest definition of the docs."""
    document = json.loads((portal.definitions.parent / "mini.json").read_text("utf-8"))
    for pointer, value in changes.items():
        *parents, last = pointer.strip("/").split("/")
        target = document
        for part in parents:
            target = target[int(part) if isinstance(target, list) else part]
        target[last] = value
    path = portal.definitions / "voirie" / "signalement-rue.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")
    return path


def test_a_seventh_definition_is_published_and_a_broken_version_of_it_is_refused(portal, request_to, root):
    (portal.definitions.parent / "mini.json").write_text((root / "docs/authors/mini.json").read_text("utf-8"), "utf-8")
    assert "Signaler un problème dans la rue" not in request_to("GET", "/")[2]

    path = written(portal, {})
    published = portal.command("publish", str(path))
    assert published.returncode == 0, published.stdout + published.stderr
    assert "Signaler un problème dans la rue" in request_to("GET", "/")[2]
    status, headers, body = request_to("GET", "/procedures/signalement-rue/1.0.0.json")
    assert status == 200
    assert json.loads(body)["$id"].endswith("/procedures/signalement-rue/1.0.0.json")
    assert (
        request_to("GET", "/procedures/signalement-rue/1.0.0.json", headers={"If-None-Match": headers["ETag"]})[0]
        == 304
    )

    again = portal.command("publish", str(path))
    assert again.returncode == 0, again.stdout + again.stderr

    broken = written(portal, {"x-procedure/version": "1.1.0", "title": "Autre titre", "x-steps/0/fields": ["/inconnu"]})
    refused = portal.command("publish", str(broken))
    said = refused.stdout + refused.stderr
    line = 1 + broken.read_text("utf-8").split("/inconnu")[0].count("\n")
    assert refused.returncode == 1, said
    assert f"signalement-rue.json:{line}" in said
    assert "/x-steps/0/fields/0" in said
    home = request_to("GET", "/")[2]
    assert "Signaler un problème dans la rue" in home
    assert "Autre titre" not in home
    assert request_to("GET", "/procedures/signalement-rue/1.1.0.json")[0] == 404
