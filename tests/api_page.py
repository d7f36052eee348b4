"""The reference of the Python interface, docs/api.md, made from signatures and docstrings.

    GOLDENS=write pytest tests/test_api_page.py     writes the page anew

Nothing stands on the page that is not said in the code: what is missing there is
mended in the docstring.
"""

from __future__ import annotations

import ast
import enum
import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from textwrap import dedent
from typing import Any

import responselevels
from responselevels.models.base import Model

GROUPS = {
    "Reading files": (
        "load_rules",
        "load_areas",
        "load_orders",
        "load_book",
        "load_proposals",
        "load_deeds",
    ),
    "Deciding": (
        *("compile_scheme", "book_of", "decide", "audit", "lint", "mermaid"),
        *("proposal_digest", "rules_digest", "Scheme", "OrderBook", "LevelMachine"),
    ),
    "Registers": ("Register", "StoredRegister", "Issued", "RegisterSnapshot", "Actor"),
    "Rules and areas": ("Rules", "Areas", "Area", "Text"),
    "Proposals and orders": (
        *("IssueProposal", "EndProposal", "RatifyProposal", "Period", "Assessment", "Approval"),
        *("Order", "Orders", "End"),
    ),
    "Decisions": (
        *("Decision", "Verdict", "Finding", "Effect", "Clause", "Span", "Remedy", "Change"),
        *("Overtake", "DutyDue", "Due", "Fall", "Deed", "Evidence", "Refusal", "Void"),
    ),
    "Levels": ("Holding", "LevelSpan", "LevelChange", "Cause", "CauseKind"),
    "Measures": (
        *("measures", "measures_if", "compare_measures", "AreaMeasures", "MeasureInForce"),
        *("ExtraInForce", "MeasureDifference", "Bound", "FigureUsed", "FigureMissing"),
    ),
}
"""Which names stand together, in the order in which a reader meets them; the errors come last."""

HEAD = """\
# The Python interface

Every public name of `responselevels`, from its signature and docstring. `tests/test_api_page.py` holds this page to the code;
`GOLDENS=write pytest tests/test_api_page.py` writes it anew. What is not here is not public (see [CHANGELOG](../CHANGELOG.md)).

Public names are found when first used: `from responselevels import decide`. Arguments after `*` are given by name, and
classes with a table of fields are made from these by name. Models of the formats are frozen and refuse what their format refuses;
`Id`, `Words` and `Person` are text as [formats](formats.md) has it, `Instant` is a `datetime` with an offset, `Flag` a `bool`. A
decision is data with its reasons, never an exception; what cannot be read is an `InputError` with every problem and its place.
"""


def grouped() -> dict[str, tuple[str, ...]]:
    """Return all groups; what stands in none is an error or a warning, or was forgotten."""
    placed = {name for names in GROUPS.values() for name in names}
    errors = tuple(
        name
        for name in responselevels.__all__
        if name not in placed and (is_error(name) or name in {"Place", "Problem"})
    )
    return {**GROUPS, "Errors": errors}


def is_error(name: str) -> bool:
    thing = getattr(responselevels, name)
    return isinstance(thing, type) and issubclass(thing, BaseException)


def page() -> str:
    """Return the page."""
    groups = grouped()
    contents = "\n".join(
        f"- [{title}](#{title.lower().replace(' ', '-')}): "
        + ", ".join(f"[`{name}`](#{name.lower()})" for name in names)
        for title, names in groups.items()
    )
    parts = [HEAD, contents]
    for title, names in groups.items():
        parts.append(f"## {title}")
        parts += [part for name in names for part in entry(name)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def entry(name: str) -> Iterator[str]:
    """Yield what the page says of one public name."""
    thing = getattr(responselevels, name)
    yield f"### `{name}`"
    if not isinstance(thing, type):
        yield signature_of(name, thing)
        yield from prose(thing)
        return
    if head := head_of(name, thing):
        yield head
    yield from prose(thing)
    yield from table_of(thing)
    for called, member in methods_of(thing):
        yield f"#### `{name}.{called}`"
        if not isinstance(member, property | cached_property):
            yield signature_of(called, member)
        yield from prose(member)


def block(text: str) -> str:
    return f"```text\n{text}\n```"


# -- signatures --------------------------------------------------------------------


def parsed(thing: Any) -> ast.stmt:
    """Return the source of a function or class as a tree."""
    return ast.parse(dedent(inspect.getsource(thing))).body[0]


def signature_of(name: str, thing: Any) -> str:
    """Return how a function is called, as it is written, on one line or with a parameter a line."""
    function = thing.__func__ if isinstance(thing, staticmethod | classmethod) else thing
    tree = parsed(function)
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError(f"{name} is no function")
    own = [*tree.args.posonlyargs, *tree.args.args]
    if own and own[0].arg in {"self", "cls"}:
        (tree.args.posonlyargs or tree.args.args).pop(0)
    arrow = f" -> {ast.unparse(tree.returns)}" if tree.returns and name[0].islower() else ""
    parameters = [spaced(one) for one in split_at_commas(ast.unparse(tree.args)) if one]
    short = f"{name}({', '.join(parameters)}){arrow}"
    if len(short) > 100:
        short = f"{name}(\n" + "".join(f"    {one},\n" for one in parameters) + f"){arrow}"
    return block(short)


def spaced(parameter: str) -> str:
    """Return a parameter with its default apart from its type."""
    return re.sub(r"^(\w+: [^=]+)=(?!=)", r"\1 = ", parameter)


def split_at_commas(text: str) -> Iterator[str]:
    """Yield the parts between those commas that stand in no bracket."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def head_of(name: str, kind: type) -> str:
    """Return how objects of a class are made; for an error, what it is a kind of."""
    if issubclass(kind, BaseException):
        return block(f"class {name}({', '.join(base.__name__ for base in kind.__bases__)})")
    if issubclass(kind, enum.Enum) or field_names(kind):
        return ""
    return signature_of(name, kind.__init__) if inspect.isfunction(kind.__init__) else ""


# -- docstrings --------------------------------------------------------------------


def prose(thing: Any) -> Iterator[str]:
    """Yield the docstring as paragraphs, examples as code, and what it raises as a list."""
    function = thing.func if isinstance(thing, cached_property) else thing
    text = inspect.getdoc(function) or ""
    for paragraph in re.split(r"\n{2,}", text):
        section, _, rest = paragraph.partition("\n")
        if section == "Attributes:":
            continue  # the table of fields has them
        if section in {"Raises:", "Returns:", "Yields:", "Args:"}:
            yield f"{section.removesuffix(':')}:\n\n" + "\n".join(listed(dedent(rest)))
        elif paragraph.startswith(">>>"):
            yield f"```pycon\n{paragraph}\n```"
        elif paragraph.startswith("    "):
            yield block(dedent(paragraph))
        else:
            yield in_markdown(paragraph)


def listed(section: str) -> Iterator[str]:
    """Yield the rows of a section such as *Raises*: a name, and when."""
    for row in re.split(r"\n(?=\S)", section):
        name, _, text = " ".join(row.split()).partition(": ")
        yield f"- `{name}`: {in_markdown(text)}"


def in_markdown(text: str) -> str:
    """Return *text* with code as Markdown marks it, on one line."""
    return " ".join(text.replace("``", "`").split())


# -- what classes have ---------------------------------------------------------------


def table_of(kind: type) -> Iterator[str]:
    """Yield the members of an enumeration, what an error carries, or the fields of other classes."""
    if issubclass(kind, enum.Enum):
        said = said_beneath(kind)
        rows = [f"| `{one.name}` | `{one.value}` | {said.get(one.name, '')} |" for one in kind]
        yield "\n".join(["| member | value | |", "| --- | --- | --- |", *rows])
    elif issubclass(kind, BaseException):
        carried = ", ".join(f"`{name}`" for name in carried_by(kind))
        if carried:
            yield f"Carries {carried}."
    elif names := field_names(kind):
        said, written = said_beneath(kind), written_in(kind)
        rows = []
        for name in names:
            annotation, default = written[name]
            text = in_markdown(said.get(name, ""))
            rows.append(f"| `{name}` | {code(annotation)} | {code(default)} | {text} |")
        yield "\n".join(["| field | type | default | |", "| --- | --- | --- | --- |", *rows])


def code(text: str) -> str:
    """Return *text* as code in a table, where a bar would end the cell."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def carried_by(kind: type[BaseException]) -> list[str]:
    """Return the public attributes that the class itself gives to its errors."""
    tree = parsed(kind)
    return [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and not node.attr.startswith("_")
    ]


def field_names(kind: type) -> list[str]:
    """Return the fields of a model, a dataclass or a named tuple that its users give or read."""
    if issubclass(kind, Model):
        return [*kind.model_fields]
    names: Iterable[str] = getattr(kind, "__dataclass_fields__", getattr(kind, "_fields", ()))
    return [name for name in names if not name.startswith("_")]


def written_in(kind: type) -> dict[str, tuple[str, str]]:
    """Return the type and the default of each field, as the classes have them."""
    found: dict[str, tuple[str, str]] = {}
    for base in ours(reversed(kind.__mro__)):
        tree = parsed(base)
        for one in tree.body if isinstance(tree, ast.ClassDef) else []:
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                found[one.target.id] = ast.unparse(one.annotation), default_in(one.value)
    return found


def default_in(value: ast.expr | None) -> str:
    """Return the default that a field is given, alone or in `Field` or `field`."""
    if not isinstance(value, ast.Call) or ast.unparse(value.func) not in {"Field", "field"}:
        return "" if value is None else ast.unparse(value)
    given = {one.arg: ast.unparse(one.value) for one in value.keywords}
    if "default_factory" in given:
        return f"{given['default_factory']}()"
    return given.get("default", ast.unparse(value.args[0]) if value.args else "").replace("...", "")


def ours(kinds: Iterable[type]) -> Iterator[type]:
    """Yield those of *kinds* that are written in this project."""
    return (kind for kind in kinds if kind.__module__.startswith("responselevels"))


def said_beneath(kind: type) -> dict[str, str]:
    """Return what a class says of its fields, its bases' too: beneath each, or under *Attributes*."""
    said: dict[str, str] = {}
    for base in ours(reversed(kind.__mro__)):
        _, _, section = inspect.cleandoc(base.__doc__ or "").partition("\n\nAttributes:\n")
        said |= dict(re.findall(r"^    (\w+): (.*(?:\n {5,}.*)*)", section, re.MULTILINE))
        tree = parsed(base)
        statements = tree.body if isinstance(tree, ast.ClassDef) else []
        for one, after in pairwise(statements):
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                text = inspect.cleandoc(str(after.value.value))
                said |= dict.fromkeys(targets(one), in_markdown(text))
    return said


def targets(statement: ast.stmt) -> list[str]:
    """Return the names that a statement gives a value or a type."""
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    if isinstance(statement, ast.Assign):
        return [one.id for one in statement.targets if isinstance(one, ast.Name)]
    return []


def methods_of(kind: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties of a class and those that it takes over.

    An error says once, where its base is, what all errors of its kind can do.
    """
    known = set(field_names(kind))
    for base in [kind] if issubclass(kind, BaseException) else ours(kind.__mro__):
        for name, member in vars(base).items() if base is not Model else ():
            if not name.startswith("_") and name not in known and is_method(member):
                known.add(name)
                yield name, member


def is_method(member: object) -> bool:
    return inspect.isfunction(member) or isinstance(
        member, property | cached_property | staticmethod | classmethod
    )
