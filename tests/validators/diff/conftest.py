"""One definition with something of every kind, to change one thing at a time."""

import copy

import pytest

from guichet_validate.loading import load

BASE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-definition": 1,
    "title": "Réserver une salle",
    "x-i18n": {"en": {"title": "Book a room"}},
    "x-procedure": {
        "id": "salle",
        "version": "1.2.3",
        "state": "live",
        "category": "vie-locale",
        "service": "vie-locale",
        "online": "partial",
        "access": "account",
        "languages": ["fr", "en"],
        "reference": "SAL",
        "summary": "{/nom}",
        "closes": "2027-01-01",
        "delay": "P1M",
        "limit": {"perAccount": 3},
        "follows": ["association"],
        "keywords": ["salle"],
    },
    "x-information": {"sections": [{"title": "Prix", "body": "Gratuit."}]},
    "x-settings": {"duree": {"title": "Durée", "type": "integer", "minimum": 1, "default": 3}},
    "x-privacy": {
        "purpose": "Réserver",
        "basis": "public-task",
        "retention": "P1Y",
        "draftRetention": "P30D",
        "recipients": ["vie-locale"],
    },
    "x-steps": [
        {
            "id": "vous",
            "title": "Vous",
            "fields": [
                "/nom",
                "/adulte",
                {
                    "notice": {"tone": "info", "body": "Un agent vous rappelle."},
                    "if": {"properties": {"adulte": {"const": True}}, "required": ["adulte"]},
                },
                "/raison",
            ],
        },
        {"id": "salle", "title": "La salle", "fields": ["/salle", "/precision", "/jour", "/convives", "/surface"]},
        {"id": "materiel", "title": "Le matériel", "fields": ["/materiel", "/options"]},
        {"id": "pieces", "title": "Documents", "fields": ["/identite", "/photo"]},
        {"id": "envoi", "title": "Envoi", "fields": ["/accord"], "review": True},
    ],
    "type": "object",
    "additionalProperties": False,
    "required": ["nom", "adulte", "salle", "identite", "accord"],
    "properties": {
        "nom": {
            "title": "Nom",
            "description": "Comme sur la carte.",
            "type": "string",
            "minLength": 2,
            "maxLength": 80,
            "x-prefill": {"from": ["profile:/identity/familyName", "franceconnect:family_name"]},
            "x-feed": {"to": "profile:/identity/familyName", "mode": "if-empty"},
            "x-errors": {"required": "Saisissez un nom."},
            "x-i18n": {"en": {"title": "Name"}},
        },
        "adulte": {"title": "Majeur ?", "type": "boolean"},
        "raison": {"title": "Raison", "type": "string", "maxLength": 100},
        "salle": {
            "title": "Salle",
            "type": "string",
            "default": "petite",
            "oneOf": [
                {"const": "petite", "title": "Petite"},
                {"const": "grande", "title": "Grande"},
                {"const": "autre", "title": "Autre"},
            ],
        },
        "precision": {"title": "Laquelle ?", "type": "string", "maxLength": 100, "pattern": "^[A-Za-z ]+$"},
        "jour": {"title": "Jour", "type": "string", "format": "date", "x-privacy": {"erase": True}},
        "convives": {"title": "Convives", "type": "integer", "minimum": 1, "maximum": 50, "multipleOf": 1},
        "surface": {"title": "Surface", "type": "number", "x-ui": {"suffix": "m²"}},
        "materiel": {
            "title": "Matériel",
            "type": "array",
            "maxItems": 5,
            "items": {
                "title": "Objet",
                "type": "object",
                "additionalProperties": False,
                "required": ["genre"],
                "properties": {
                    "genre": {"title": "Genre", "type": "string", "maxLength": 40},
                    "nombre": {"title": "Nombre", "type": "integer", "minimum": 1, "maximum": 10},
                    "remarque": {"title": "Remarque", "type": "string", "maxLength": 80},
                },
                "allOf": [
                    {
                        "if": {"properties": {"nombre": {"minimum": 5}}, "required": ["nombre"]},
                        "then": {"required": ["remarque"]},
                        "else": {"properties": {"remarque": False}},
                    }
                ],
                "x-rules": [{"id": "assez", "assert": "row.nombre > 0", "at": "@/nombre", "message": "Au moins un."}],
            },
        },
        "total": {
            "title": "Total",
            "type": "integer",
            "readOnly": True,
            "x-ui": {"widget": "hidden"},
            "x-computed": "sum(materiel.map(m, m.nombre))",
        },
        "options": {
            "title": "Options",
            "type": "array",
            "maxItems": 2,
            "items": {
                "type": "string",
                "oneOf": [{"const": "micro", "title": "Micro"}, {"const": "ecran", "title": "Écran"}],
            },
        },
        "identite": {
            "$ref": "guichet:fragments/files",
            "title": "Pièce d’identité",
            "x-document": {
                "holder": "/nom",
                "reuse": True,
                "verify": True,
                "accepts": [
                    {"id": "carte", "kind": "carte-identite", "title": "Carte", "notExpired": True},
                    {"id": "facture", "kind": "justificatif-domicile", "title": "Facture", "maxAge": "P3M"},
                ],
            },
        },
        "photo": {"$ref": "guichet:fragments/files", "title": "Photo"},
        "accord": {"$ref": "guichet:fragments/declaration"},
    },
    "allOf": [
        {
            "x-exit": {"id": "mineur", "title": "Réservé aux adultes", "body": "Demandez à un parent."},
            "if": {"properties": {"adulte": {"const": False}}, "required": ["adulte"]},
            "then": False,
        },
        {
            "if": {"properties": {"salle": {"const": "autre"}}, "required": ["salle"]},
            "then": {"required": ["precision"]},
            "else": {"properties": {"precision": False}},
        },
        {
            "if": {"properties": {"salle": {"const": "grande"}}, "required": ["salle"]},
            "else": {"properties": {"raison": False}},
        },
        {
            "if": {"properties": {"salle": {"const": "grande"}}, "required": ["salle"]},
            "then": {"required": ["jour"]},
        },
        {
            "if": {"properties": {"salle": {"const": "petite"}}, "required": ["salle"]},
            "then": {"properties": {"convives": {"maximum": 20}}},
        },
    ],
    "x-rules": [
        {"id": "futur", "assert": "jour > today", "at": "/jour", "message": "Choisissez un jour à venir."},
        {"id": "plein", "assert": "convives < 40", "at": "/convives", "message": "C’est beaucoup.", "level": "warning"},
    ],
    "x-messages": {"taken": {"subject": "Prise en charge", "body": "Nous avons votre demande."}},
    "x-decision": [{"id": "accord", "title": "Accord", "body": "Salle réservée."}],
    "x-tests": [{"name": "vide", "answers": {}, "valid": False}],
}


@pytest.fixture
def base():
    """A fresh copy of the document."""
    return copy.deepcopy(BASE)


@pytest.fixture(scope="session")
def base_definition():
    return load(copy.deepcopy(BASE))
