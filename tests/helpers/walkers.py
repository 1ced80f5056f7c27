"""A citizen who goes through a procedure, without a browser; «essai» is the short one."""

import io
import re
from uuid import UUID

from flask.testing import FlaskClient
from multipart import multipart
from werkzeug.datastructures import FileStorage

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


class Walker:
    """A browser without a browser: it posts forms as the pages drew them, version and token included."""

    def __init__(self, client: FlaskClient, token: str, procedure: str) -> None:
        self.client = client
        self.token = token
        self.procedure = procedure
        self.base = ""
        self.version = 0

    @property
    def id(self) -> UUID:
        return UUID(self.base.rpartition("/")[2])

    def start(self, **fields: str):
        response = self.client.post(f"/procedures/{self.procedure}/requests", data=self._data(fields))
        if response.status_code == 303:
            self.base = response.location.partition("/steps/")[0]
            self.version = 1
        return response

    def open(self, step: str, query: str = ""):
        place = step if step in {"review", "abandon", "cancel"} else f"steps/{step}"
        response = self.client.get(f"{self.base}/{place}{query}")
        self._see(response)
        return response

    def post(self, step: str, fields: dict | None = None, action: str = "next", headers: dict | None = None):
        place = step if step in {"review", "abandon", "cancel"} else f"steps/{step}"
        data = self._data({"version": str(self.version), "action": action, **(fields or {})})
        response = self.client.post(f"{self.base}/{place}", **multipart(data), headers=headers)
        self._see(response)
        return response

    def fill(self, until: str = "submit") -> None:
        """Fill everything in, step by step, as far as the step named."""
        for step, fields in (
            ("demande", {"/pour": "moi", "/nombre": "2"}),
            ("vous", {"/nom": "Durand", "/telephone": "01 99 00 00 00"}),
            ("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}),
        ):
            if step == until:
                return
            assert self.post(step, fields).status_code == 303

    def submit(self):
        """Fill everything in and send it."""
        self.start(anew="true")
        self.fill()
        return self.send()

    def send(self):
        return self.post("review", {"/attestation": "true"}, action="submit")

    def _data(self, fields: dict) -> dict:
        """Return the fields with the token; a file is written (stream, name), several as a list."""
        given = {"csrf_token": self.token, **fields}
        return {
            name: [FileStorage(*one) for one in (value if isinstance(value, list) else [value])]
            if isinstance(value, list | tuple)
            else value
            for name, value in given.items()
        }

    def _see(self, response) -> None:
        drawn = re.search(r'name="version" value="(\d+)"', response.text)
        if drawn:
            self.version = int(drawn[1])
        elif "X-Guichet-Version" in response.headers:
            self.version = int(response.headers["X-Guichet-Version"])
        elif response.location is not None:
            self.version += 1  # every saved post adds one
