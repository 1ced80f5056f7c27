"""Read a page of the portal as a person would: the form on it, and the page as a template with its values taken out."""

from __future__ import annotations

import re
from html import unescape

_SOMETIMES_POSTED = frozenset({"file", "submit", "button", "search", "radio", "checkbox"})
_TAG = re.compile(r"<(input|select|option|textarea|/select)\b([^>]*)>(?:([^<]*)(?=</textarea>))?")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:="([^"]*)")?""")
_NONCE = re.compile(r'nonce="[^"]*"')
_TOKENS = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*|(value=")[^"]*("[^>]*name="csrf_token")')


def form(html: str) -> list[tuple[str, str]]:
    """Return the (name, value) pairs that a browser would post, buttons left out."""
    pairs: list[tuple[str, str]] = []
    select = ""
    for tag, text, content in _TAG.findall(html):
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}
        name = attributes.get("name", "")
        if tag == "select":
            select = name
        elif tag == "/select":
            select = ""
        elif tag == "option":
            if select and "selected" in attributes:
                pairs.append((select, attributes.get("value", "")))
        elif tag == "textarea":
            pairs.append((name, unescape(content.removeprefix("\n"))))
        elif name and (attributes.get("type") not in _SOMETIMES_POSTED or "checked" in attributes):
            pairs.append((name, attributes.get("value", "on")))
    return pairs


def template(html: str) -> str:
    """Return the page as the Jinja2 template a person would write by hand: every value and mark is an expression."""
    select = ""

    def slot(match: re.Match[str]) -> str:
        nonlocal select
        tag, text, _ = match.groups()
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}
        name = attributes.get("name", "")
        value = attributes.get("value", "")
        if tag == "select":
            select = name
        elif tag == "/select":
            select = ""
        elif tag == "option" and select:
            return f"<option{_marked(text, 'selected', f'values[{select!r}] == {value!r}')}>"
        elif tag == "textarea":
            return f"<textarea{text}>{{{{ values[{name!r}] }}}}"
        elif attributes.get("type") in {"radio", "checkbox"}:
            return f"<input{_marked(text, 'checked', f'{value!r} in values[{name!r}]')}>"
        elif name and "value" in attributes:
            return "<input" + re.sub(r'value="[^"]*"', f'value="{{{{ values[{name!r}] }}}}"', text) + ">"
        return match.group(0)

    escaped = html.replace("{{", "{{ '{{' }}").replace("{%", "{{ '{%' }}")
    return _TAG.sub(slot, escaped)


def _marked(text: str, mark: str, condition: str) -> str:
    without = re.sub(rf"\s{mark}(?=[\s/]|$)", "", text)
    return f"{without}{{% if {condition} %}} {mark}{{% endif %}}"


def comparable(html: str) -> str:
    """Return the page without what differs at every request by design, and with its marks in one order."""
    html = _NONCE.sub("", html)
    html = _TOKENS.sub(r"\1\2\3", html)
    return _TAG.sub(_sorted, html)


def _sorted(match: re.Match[str]) -> str:
    tag, text, content = match.groups()
    return f"<{tag} {' '.join(sorted(f'{name}={value}' for name, value in _ATTRIBUTE.findall(text)))}>{content or ''}"
