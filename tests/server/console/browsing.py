"""A browser without JavaScript, as far as tests need one: it reads forms, fills them in and presses buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin

from starlette.testclient import TestClient

from responselevels.server.callers import Caller
from tests.server.duty_room import AS

VOID = {"meta", "link", "input", "br", "img", "rect", "line", "path", "circle"}

Attributes = dict[str, str]


@dataclass
class Button:
    """A button of a form: what it says, and what it sends."""

    name: str
    value: str
    text: str = ""


@dataclass
class Form:
    """A form with what stands in its fields."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)


class Reading(HTMLParser):
    """The elements, the forms and the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self._form: Form | None = None
        self._select: list[tuple[str, bool]] | None = None
        self._selected = ""
        self._area: tuple[str, list[str]] | None = None
        self._button: Button | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        elif self._form is not None:
            self._in_form(self._form, tag, given)

    def _in_form(self, form: Form, tag: str, given: Attributes) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if tag == "input" and name:
            value = given.get("value", "on" if kind == "checkbox" else "")
            if kind in {"checkbox", "radio"}:
                form.choices.setdefault(name, []).append(value)
            if kind not in {"checkbox", "radio"} or "checked" in given:
                form.fields.append((name, value))
        elif tag == "select":
            self._select, self._selected = [], name
        elif tag == "option" and self._select is not None:
            self._select.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "button":
            self._button = Button(name, given.get("value", ""))
            form.buttons.append(self._button)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._area is not None:
            self._area[1].append(data)
        if self._button is not None:
            self._button.text += data

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass
        form = self._form
        if tag == "select" and self._select is not None and form is not None:
            values = [value for value, _ in self._select]
            chosen = [value for value, selected in self._select if selected]
            form.choices[self._selected] = values
            form.fields.append((self._selected, (chosen or values[:1] or [""])[0]))
            self._select = None
        elif tag == "textarea" and self._area is not None and form is not None:
            form.fields.append((self._area[0], "".join(self._area[1])))
            self._area = None
        elif tag == "button":
            self._button = None
        elif tag == "form":
            self._form = None


class Page:
    """A page that somebody looks at."""

    def __init__(self, window: Window, answer: Any) -> None:
        self.window, self.answer = window, answer
        self.status: int = answer.status_code
        self.address = str(answer.url)
        self.html: str = answer.text
        self.read = Reading()
        self.read.feed(self.html)
        self.read.close()

    @property
    def text(self) -> str:
        """All that it says, blanks as one."""
        return " ".join(" ".join(self.read.texts).split())

    @property
    def elements(self) -> Iterator[tuple[str, Attributes]]:
        return iter(self.read.elements)

    def buttons(self) -> list[tuple[str, str]]:
        return [(one.name, one.value) for form in self.read.forms for one in form.buttons]

    def press(self, value: str, **fields: Any) -> Page:
        """Fill in *fields* of the form that has a button which sends *value*, and press it."""
        form, button = next(
            (form, one)
            for form in self.read.forms
            for one in form.buttons
            if value in {one.value, one.text.strip()}
        )
        sent = [(name, one) for name, one in form.fields if name not in fields]
        for name, given in fields.items():
            sent += [(name, one) for one in ([given] if isinstance(given, str) else given)]
        sent.append((button.name, button.value))
        return self.window.send(urljoin(self.address, form.action), form.method, sent)


class Window:
    """A browser window of one person."""

    def __init__(self, client: TestClient, who: Caller | None, lang: str = "en") -> None:
        self.client, self.headers = client, {"Accept-Language": lang}
        if who is not None:
            self.headers[AS] = who.person

    def go(self, address: str) -> Page:
        """Go to an address."""
        return Page(self, self.client.get(address, headers=self.headers))

    def send(self, address: str, method: str, fields: list[tuple[str, str]]) -> Page:
        """Send a form as a browser does, and follow where that leads."""
        if method.lower() == "get":
            return Page(
                self, self.client.get(f"{address}?{urlencode(fields)}", headers=self.headers)
            )
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        return Page(self, self.client.post(address, data=data, headers=self.headers))
