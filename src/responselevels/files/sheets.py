"""Rules files read for people: rules, or a template with what is known of it and what it asks.

A template is no rules file yet (docs/formats.md, Templates), and nothing can be decided by it;
but a person who looks at one wants to see the rest of it. So it is read as far as it goes: what
is filled in are models, as everywhere, and each place that is not has its questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from responselevels.errors import InputError, Path, Problem
from responselevels.files.checking.parsing import parse
from responselevels.files.checking.templates import is_template, questions
from responselevels.files.shipped import rules_path
from responselevels.files.syntax.comments import Comment, comments_in
from responselevels.files.syntax.disk import Source, name_of, path_of, read_bytes, text_of
from responselevels.files.syntax.documents import SMALL, Document, is_json, read_text
from responselevels.models.base import Model
from responselevels.models.rules import Rules

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rules file, or a template, for people to look at.

    Attributes:
        rules: the rules; of a template, what is filled in, and where a place is to be filled in
            the default, or None: for one of a list of levels or rules, too.
        questions: the places to fill in, in the order of the file; none in a rules file.
        withheld: how many measures were left out, since they are not for everybody.
        comments: the comments of the file, which are no part of the rules.
    """

    rules: Rules
    questions: tuple[Problem, ...] = ()
    withheld: int = 0
    comments: tuple[Comment, ...] = ()

    def asked(self, *path: str | int) -> tuple[Problem, ...]:
        """Return the questions at *path*, and beneath it."""
        return tuple(one for one in self.questions if one.where.path[: len(path)] == path)

    def is_gap(self, *path: str | int) -> bool:
        """Say whether what stands at *path* is to be filled in as a whole."""
        return any(one.where.path == path for one in self.questions)


def load_sheet(path_or_id: Source) -> Sheet:
    """Return a rules file or template, given by its path, open, or by the id of a shipped scheme.

    Raises:
        InputError: something is wrong with it but that it is still to be filled in.
    """
    path = path_of(path_or_id)
    source = path_or_id if path is None else rules_path(path)
    name = name_of(source)
    text = text_of(read_bytes(source, limit=SMALL), name)
    json = is_json(text, name)
    document = read_text(text, name, json=json)
    try:
        sheet = Sheet(parse(document, Rules))
    except InputError as error:
        if not is_template(error):
            raise
        sheet = _unfinished(document)
    return sheet if json else replace(sheet, comments=comments_in(text))


def public_sheet(sheet: Sheet) -> Sheet:
    """Return *sheet* without the measures that are not public, and those that strengthen one.

    A template stays as it is: whoever fills it in has to see every question.
    """
    if sheet.questions:
        return sheet
    hidden = {measure.id for measure in sheet.rules.measures if not measure.public}
    for _step in sheet.rules.measures:
        hidden |= {one.id for one in sheet.rules.measures if one.strengthens in hidden}
    shown = tuple(measure for measure in sheet.rules.measures if measure.id not in hidden)
    # Where something is left out, what is written beside it is, too.
    told = tuple(one for one in sheet.comments if not hidden or one.part != "measures")
    rules = sheet.rules.model_copy(update={"measures": shown})
    return Sheet(rules, withheld=len(hidden), comments=told)


def there(items: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """Yield the items with their numbers, but for those that are still to be filled in."""
    for number, item in enumerate(items or ()):
        if item is not None:
            yield number, item


def _unfinished(document: Document) -> Sheet:
    asked = tuple(questions(document))
    gaps = frozenset(problem.where.path for problem in asked)
    return Sheet(_known(Rules, document.data, (), gaps), asked)


def _known(model: type[Model], data: Mapping[str, Any], path: Path, gaps: frozenset[Path]) -> Any:
    """Return what is filled in of *data* as a *model*; the rest has its default, or None."""
    values: dict[str, Any] = {}
    for name, hint in _hints(model).items():
        field = model.model_fields[name]
        key = field.alias or name
        place = (*path, key)
        if key in data and place not in gaps:
            values[name] = _value(hint, data[key], place, gaps)
        elif field.is_required():
            values[name] = () if get_origin(hint) is tuple else None
    return model.model_construct(**values)


def _value(hint: Any, data: Any, path: Path, gaps: frozenset[Path]) -> Any:
    inner = _model_in(hint)
    if inner is not None and isinstance(data, list):
        places = [(*path, number) for number in range(len(data))]
        return tuple(
            None if place in gaps else _known(inner, item, place, gaps)
            for place, item in zip(places, data, strict=True)
        )
    if inner is not None and get_origin(_bare(hint)) is dict:
        return {
            name: _known(inner, item, (*path, name), gaps)
            for name, item in data.items()
            if (*path, name) not in gaps
        }
    if inner is not None and isinstance(data, dict):
        return _known(inner, data, path, gaps)
    if any(gap[: len(path)] == path for gap in gaps):  # such as one body of a condition
        return () if get_origin(hint) is tuple else None
    return _adapter(hint).validate_python(data, by_alias=True, by_name=False)


@cache
def _hints(model: type[Model]) -> Mapping[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


def _bare(hint: Any) -> Any:
    """Return *hint* without what may stand in its place: None."""
    if get_origin(hint) in (Union, UnionType):
        rest = [one for one in get_args(hint) if one is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def _model_in(hint: Any) -> type[Model] | None:
    """Return the model that *hint* is, or is a list or a mapping of; None of anything else."""
    hint = _bare(hint)
    if get_origin(hint) is Annotated:
        return None
    parts = [part for part in get_args(hint) if part is not Ellipsis] or [hint]
    last = parts[-1]
    return last if isinstance(last, type) and issubclass(last, Model) else None
