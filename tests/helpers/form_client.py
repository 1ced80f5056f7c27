"""Somebody who posts the portal's forms without a browser."""

import html.parser

PASSWORD = "Demarches1"


class Form(html.parser.HTMLParser):
    """The form that holds a given field, or posts to a given address, and what a browser would post unchanged."""

    def __init__(self, text, holding):
        super().__init__()
        self.forms = []
        self.feed(text)
        found = [form for form in self.forms if holding in {form["action"], *form["names"]}]
        assert len(found) == 1, f"{len(found)} forms with {holding!r}"
        self.action = found[0]["action"]
        self.fields = found[0]["fields"]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append({"action": attributes.get("action", ""), "fields": {}, "names": []})
        name = attributes.get("name")
        if not self.forms or not name or tag not in {"input", "button", "select", "textarea"}:
            return
        form = self.forms[-1]
        kind = attributes.get("type", "text")
        form["names"].append(name)
        if tag == "input" and kind in {"radio", "checkbox"} and "checked" not in attributes:
            return
        if tag == "input" and kind != "file":
            form["fields"][name] = attributes.get("value", "")


class Caller:
    """Somebody who posts forms without a browser, cookies kept."""

    def __init__(self, requests):
        self.requests = requests

    def get(self, path):
        return self.requests.get(path)

    def post(self, answer, holding, changes, *, remove=()):
        """Post the form of a page with some fields changed, as a browser would post it."""
        form = Form(answer.text(), holding)
        fields = {name: value for name, value in {**form.fields, **changes}.items() if name not in remove}
        return self.requests.post(form.action or answer.url, multipart=fields, max_redirects=5)

    def sign_in(self, address):
        page = self.get("/login")
        answer = self.post(page, "password", {"identifier": address, "password": PASSWORD})
        assert answer.ok
        assert "/login" not in answer.url
        return self
