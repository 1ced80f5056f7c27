"""What machines read: the list of procedures, each definition for ever, the meta-schema."""

import pytest

from guichet_validate.loading import load

ADDRESS = "/procedures/acte-naissance/2.0.1.json"


def test_the_list_names_every_procedure_in_both_languages(client):
    response = client.get("/procedures.json")
    assert response.content_type == "application/json"
    listed = {entry["id"]: entry for entry in response.json["procedures"]}
    birth = listed["acte-naissance"]
    assert birth["title"] == {"fr": "Acte de naissance", "en": "Birth certificate"}
    assert birth["definition"] == f"http://127.0.0.1:8000{ADDRESS}"
    assert listed["pacs"]["online"] == "none"
    assert client.get("/procedures.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_a_definition_is_served_whole_at_its_own_id_for_ever(client):
    response = client.get(ADDRESS)
    document = response.json
    assert document["$id"] == f"http://127.0.0.1:8000{ADDRESS}"
    assert "guichet:fragments" not in response.text
    assert load({key: value for key, value in document.items() if key != "$id"}).id == "acte-naissance"
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert client.get(ADDRESS, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_properties_keep_the_order_of_the_file(client):
    names = list(client.get(ADDRESS).json["properties"])
    assert names[:2] == ["neIci", "lien"]


def test_the_current_version_is_a_redirection(client):
    response = client.get("/procedures/acte-naissance.json")
    assert (response.status_code, response.location) == (302, ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "/procedures/nowhere.json",
        "/procedures/acte-naissance/9.9.9.json",
        "/schemas/definition/1/nowhere.json",
        "/schemas/definition/1/..%2fcity.json",
        "/schemas/definition/2/definition.json",
    ],
)
def test_what_was_never_published_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_meta_schema_is_served_with_an_etag(client):
    response = client.get("/schemas/definition/1/definition.json")
    assert response.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    again = client.get("/schemas/definition/1/definition.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/procedures.json", ADDRESS, "/schemas/definition/1/definition.json"])
def test_any_site_may_read_what_anybody_may_see(client, address):
    headers = client.get(address).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in headers
