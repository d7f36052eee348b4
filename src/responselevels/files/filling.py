"""Templates filled in, an answer at a time, with their comments kept (docs/formats.md, Templates).

An answer is what somebody writes for a question. It is taken as the file would have it: as a
value of YAML, or else as plain text, as a list, or as a list of things by their ids. The first of
these that the file can be read with is written into it, in place of ``{fill: …}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from responselevels.errors import InputError, Path, Problem
from responselevels.files.checking.parsing import parse
from responselevels.files.checking.templates import FILL, QUESTION, places_to_fill, questions
from responselevels.files.syntax.documents import Document, read_text
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules

_COMMAS = (",", "，", "、")


@dataclass(frozen=True, slots=True)
class Template:
    """The text of a rules or areas file, some of it perhaps still to be filled in.

    Attributes:
        text: the text, with its comments.
        name: what messages call the file.
        areas: whether it is an areas file.
    """

    text: str
    name: str
    areas: bool = False

    def document(self) -> Document:
        """Return it as it is read.

        Raises:
            InputError: it stops being YAML somewhere.
        """
        return read_text(self.text, self.name)

    def questions(self) -> tuple[Problem, ...]:
        """Return the places that are still to be filled in, in the order of the file."""
        return tuple(questions(self.document()))

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with it but that it is still to be filled in."""
        try:
            document = self.document()
        except InputError as error:
            return error.problems
        if self.areas:
            return _problems(document, Areas)
        return _problems(document, Rules) or _problems(_bare(document), Rules)

    def answered(self, path: Path, answer: str) -> Template:
        """Return it with *answer* in place of the question at *path*.

        Raises:
            InputError: the answer fits in no way; what is wrong with it as it stands.
            KeyError: there is no question at *path*.
        """
        start, end = _spans(self.text)[path]
        found: list[tuple[Problem, ...]] = []
        for written in _candidates(answer, path):
            tried = Template(self.text[:start] + written + self.text[end:], self.name, self.areas)
            problems = tried.problems()
            if not problems and path not in _spans(tried.text):
                return tried
            found.append(problems)
        raise InputError(_likeliest(found))


def _problems(document: Document, model: type[Rules | Areas]) -> tuple[Problem, ...]:
    try:
        parse(document, model)
    except InputError as error:
        return tuple(problem for problem in error.problems if problem.code != QUESTION)
    return ()


_STANDING_IN = {"levels": [{"id": "1", "default": True}, {"id": "2"}], "tiers": [{"id": "1"}]}


def _bare(document: Document) -> Document:
    """Return the levels and tiers of *document* alone, others in place of those that are asked for.

    Without both, nothing else of a rules file can be told right or wrong: so an answer to one
    of them is held to this before the other is known.
    """
    data = document.data
    if not isinstance(data, dict) or not places_to_fill(document) & {("levels",), ("tiers",)}:
        return document
    kept = {key: data[key] for key in ("format", "id") if key in data}
    for key, others in _STANDING_IN.items():
        asked = any(path[0] == key for path in places_to_fill(document))
        kept[key] = others if asked else data.get(key, others)
    return replace(document, data=kept)


def _likeliest(found: list[tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """Return the problems of the way of reading an answer that comes nearest.

    What is of the right kind, and wrong in what it says, comes nearer than what is of another kind.
    """

    def nearness(said: tuple[Problem, ...]) -> tuple[bool, int]:
        of_kind = not any(one.code.endswith(".type") for one in said)
        return of_kind, max((len(one.where.path) for one in said), default=0)

    return max(found, key=nearness)


def _candidates(answer: str, path: Path) -> Iterator[str]:
    """Yield the ways in which *answer* may be meant, as YAML on one line."""
    said = answer.strip()
    if _is_one_value(said):
        yield said
    yield json.dumps(said, ensure_ascii=False)
    listed = _listed(said)
    yield _list(json.dumps(one, ensure_ascii=False) for one in listed)
    default = ", default: true" if path == ("levels",) else ""
    ids = [json.dumps(one, ensure_ascii=False) for one in listed]
    yield _list(f"{{id: {one}{'' if number else default}}}" for number, one in enumerate(ids))


def _is_one_value(said: str) -> bool:
    """Say whether *said* is one value of YAML wherever it is put, with nothing after it."""
    if not said or "#" in said or "\n" in said:
        return False
    try:
        node = yaml.compose(f"[{said}]", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != 1:
        return False
    return said.startswith("{") or not isinstance(node.value[0], yaml.MappingNode)


def _list(items: Iterator[str]) -> str:
    return f"[{', '.join(items)}]"


def _listed(said: str) -> list[str]:
    for comma in _COMMAS[1:]:
        said = said.replace(comma, _COMMAS[0])
    return [part.strip() for part in said.strip("[]").split(_COMMAS[0]) if part.strip()]


def _spans(text: str) -> dict[Path, tuple[int, int]]:
    """Return from where to where each place to fill in stands in *text*."""
    found: dict[Path, tuple[int, int]] = {}
    root = yaml.compose(text, Loader=yaml.SafeLoader)

    def look(node: yaml.Node | None, path: Path) -> None:
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                look(item, (*path, number))
        elif isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _value in node.value]
            if keys == [FILL]:
                found[path] = (node.start_mark.index, _end(node))
                return
            for key, value in node.value:
                look(value, (*path, key.value))

    look(root, ())
    return found


def _end(node: yaml.Node) -> int:
    """Return where *node* ends; one in block style ends with what stands last in it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


Ask = Callable[[Problem, Template, tuple[Problem, ...]], str | None]
"""Returns the answer to a question of the template so far; with what was wrong with the last one, where it is asked again."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """A place that was filled in: with what, and the template before."""

    path: Path
    answer: str
    before: Template


def fill_in(template: Template, ask: Ask) -> Template:
    """Return *template* with every question answered by what *ask* returns for it.

    *ask* is asked one question after the other, with the template so far. An answer that does not fit
    is asked for again, with what is wrong. That may come out only when a later place is filled in:
    then the earlier one is asked for again, and what was answered since is kept.

    Raises:
        InputError: *ask* returned None: what is wrong with its last answer, else the questions that are left.
    """
    taken: list[_Answered] = []
    kept: dict[Path, str] = {}
    wrong: tuple[Problem, ...] = ()
    while asked := template.questions():
        path = asked[0].where.path
        answer = None if wrong else kept.pop(path, None)
        if answer is None:
            answer = ask(asked[0], template, wrong)
        if answer is None:
            raise InputError(wrong or asked)
        try:
            filled, wrong = template.answered(path, answer), ()
        except InputError as error:
            wrong = error.problems
            back = _to_blame(wrong, path, taken)
            if back < len(taken):
                kept |= {one.path: one.answer for one in taken[back + 1 :]} | {path: answer}
                template = taken[back].before
                del taken[back:]
        else:
            taken.append(_Answered(path, answer, template))
            template = filled
    return template


def _to_blame(wrong: Iterable[Problem], path: Path, taken: Sequence[_Answered]) -> int:
    """Return which answer before that at *path* does not fit; their number, where it is that one itself."""
    places = [problem.where.path for problem in wrong]
    if not any(_within(place, path) for place in places):
        for number, one in enumerate(taken):
            if any(_within(place, one.path) for place in places):
                return number
    return len(taken)


def _within(place: Path, path: Path) -> bool:
    return place[: len(path)] == path
