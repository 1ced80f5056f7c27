"""A request reads as it was filed, after its definition, the city's settings, the lists and the date have changed."""

import copy
import json
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.publishing import services as publishing
from guichet.publishing.models import Procedure

CITY = Path(__file__).parents[3] / "definitions"
QUARTERS = "code,nom,canton\nhalles,Les Halles,1\nport,Le Port,2\n"
FIRST = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-definition": 1,
    "title": "Bouture de rosier",
    "description": "Une bouture du jardin de la ville.",
    "x-procedure": {
        "id": "bouture",
        "version": "1.0.0",
        "state": "live",
        "category": "etat-civil",
        "service": "etat-civil",
        "online": "full",
        "access": "open",
        "languages": ["fr"],
        "reference": "BOU",
        "summary": "{/nombre} boutures, {/quartier}",
        "delay": "P5D",
    },
    "x-settings": {
        "prix": {"title": "Prix", "type": "integer", "minimum": 1, "default": 250, "x-ui": {"widget": "money"}}
    },
    "x-privacy": {"purpose": "Fleurir", "basis": "public-task", "retention": "P1Y", "recipients": ["etat-civil"]},
    "x-steps": [
        {"id": "plant", "title": "La plante", "fields": ["/nombre", "/prix", "/quartier", "/jour", "/accompagnant"]},
        {"id": "envoi", "title": "Envoi", "fields": ["/accord"], "review": True},
    ],
    "type": "object",
    "additionalProperties": False,
    "required": ["nombre", "quartier", "naissance", "jour", "accord"],
    "properties": {
        "nombre": {"title": "Combien, à {settings.prix} l’une ?", "type": "integer", "minimum": 1, "maximum": 9},
        "prix": {
            "title": "Prix",
            "type": "integer",
            "readOnly": True,
            "x-computed": "nombre * settings.prix",
            "x-ui": {"widget": "money"},
        },
        "quartier": {
            "title": "Quartier",
            "type": "string",
            "maxLength": 40,
            "x-lookup": {"list": "quartiers", "value": "code", "label": "nom"},
        },
        "naissance": {"title": "Né(e) le", "type": "string", "format": "date"},
        "jour": {"title": "Jour du retrait", "type": "string", "format": "date"},
        "mineur": {"title": "Mineur", "type": "boolean", "readOnly": True, "x-computed": "age(naissance, today) < 18"},
        "accompagnant": {"title": "Parent de {/nombre} boutures", "type": "string", "minLength": 1, "maxLength": 80},
        "accord": {"title": "Je m’engage à l’arroser", "type": "boolean", "const": True},
    },
    "allOf": [
        {
            "if": {"properties": {"mineur": {"const": True}}, "required": ["mineur"]},
            "then": {"required": ["accompagnant"]},
            "else": {"properties": {"accompagnant": False}},
        }
    ],
    "x-rules": [
        {
            "id": "a-venir",
            "assert": "jour > today",
            "at": "/jour",
            "level": "error",
            "message": "Choisissez un jour à venir.",
        }
    ],
}
FIRST["x-steps"][0]["fields"][3:3] = ["/naissance", "/mineur"]


def second():
    """The same procedure, of which nothing that a request shows has stayed."""
    document = copy.deepcopy(FIRST)
    document["title"] = "Semis de tournesol"
    document["x-procedure"] |= {"version": "2.0.0", "summary": "Semis", "delay": "P90D"}
    for node in document["properties"].values():
        node["title"] = f"Autrement : {node['title']}"
    document["properties"]["nombre"]["maximum"] = 2
    document["properties"]["prix"]["x-computed"] = "nombre * settings.prix * 10"
    document["properties"]["accompagnant"]["maxLength"] = 3
    document["x-rules"][0]["assert"] = "jour < today"
    return document


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def environ(environ, tmp_path):
    folder = tmp_path / "definitions"
    (folder / "lists").mkdir(parents=True)
    for name in ("city.json", "documents.json"):
        shutil.copy(CITY / name, folder / name)
    (folder / "lists" / "quartiers.csv").write_text(QUARTERS, encoding="utf-8")
    return environ | {"GUICHET_DEFINITIONS": str(folder)}


@pytest.fixture
def publish(app, config):
    def put(document):
        path = config.definitions / "bouture.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        with app.app_context():
            report = publishing.publish([path], actor="test")
            db.session.commit()
        assert not report.refused, report.findings

    return put


@pytest.fixture
def walker(publish, walk):
    publish(FIRST)
    walker = walk()
    walker.procedure = "bouture"
    soon = (now() + timedelta(days=10)).date()
    child = f"{now().year - 10}-05-04"
    walker.start()
    fields = {
        "/nombre": "3",
        "/quartier": "port",
        "/naissance": child,
        "/jour": soon.isoformat(),
        "/accompagnant": "Rose",
    }
    assert walker.post("plant", fields).status_code == 303
    assert walker.post("review", {"/accord": "true"}, action="submit").status_code == 303
    return walker


def faces(walker, client, agent):
    """What the citizen and the agent see of the request, and the bytes of its PDF."""
    return {
        "request": part(client.get(walker.base).text),
        "receipt": part(client.get(f"{walker.base}/receipt").text),
        "copy": client.get(f"{walker.base}/copy.pdf").data,
        "receipt.pdf": client.get(f"{walker.base}/receipt.pdf").data,
        "agent": answers(agent.get(f"/agent{walker.base}").text),
    }


def part(html):
    """The page's own part, without the session's token and what is awaited next, which is about today."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r'name="csrf_token" value="[^"]*"|<li class="next">.*?</li>', "", main, flags=re.DOTALL)


def answers(html):
    """The answers on the agent's page."""
    return re.findall(r"<dl.*?</dl>", html, re.DOTALL)


def test_a_request_renders_exactly_as_it_was_filed(app, config, walker, publish, agent, sign_in):
    camille = agent()
    before = faces(walker, walker.client, camille)
    assert "à 2,50\u00a0€ l’une" in before["request"].replace("\u202f", "\u00a0")
    assert "Le Port" in before["request"]
    assert "Rose" in before["request"]
    assert all(before.values())

    publish(second())
    with app.app_context():
        db.session.get(Procedure, "bouture").settings = {"prix": 9900}
        db.session.commit()
    listed = config.definitions / "lists" / "quartiers.csv"
    listed.write_text("code,nom,canton\nport,Ancien port,7\nlac,Le Lac,3\n", encoding="utf-8")
    os.utime(listed, ns=(1, 1))
    with time_machine.travel(now() + timedelta(days=9 * 366), tick=True):
        with app.app_context():
            people = {user.email: user.id for user in db.session.query(User)}
        client = sign_in(people["ana@example.fr"])
        after = faces(walker, client, sign_in(people["camille@ville.example"]))
        begun = client.get("/procedures/bouture").text
    assert "Semis de tournesol" in begun, "the new version is not what the city shows now"
    for name, face in before.items():
        assert after[name] == face, name
