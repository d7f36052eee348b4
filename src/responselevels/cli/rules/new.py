"""`responselevels new`: files written to begin with.

Each kind of file is written by a function of its own; `new` chooses by what is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.cli.rules.starting.planned import plan_from
from responselevels.cli.rules.starting.templated import answers_of, files_from
from responselevels.cli.rules.suites import run_suites
from responselevels.files import load_rules, shipped_ids
from responselevels.reports.beginnings.world_files import plan_files
from responselevels.testing.ghostwriting import property_tests as written_tests
from responselevels.text.catalogue import worded


def new(
    lang: str,
    *,
    folder: str | None,
    property_tests: str | None,
    out: str | None,
    base: str | None,
    answers: tuple[str, ...],
    examples: bool,
    **options: str | None,
) -> int:
    """Write what is asked for: a scheme into *folder*, or tests into the file *out*; return the exit status.

    Raises:
        CommandError: nothing is asked for, or something without an answer, or it is there already
            or cannot be written.
        InputError: an option or an answer says what cannot be.
    """
    given = {
        "--from": base is not None,
        "--answer": bool(answers),
        "--examples": examples,
        "--out": out is not None,
        **{f"--{name}": said is not None for name, said in options.items()},
    }
    if property_tests is not None:
        _hold_to("--property-tests", {**given, "FOLDER": folder is not None}, ("--out",), lang)
        return _put(_tests_of(property_tests, out, lang), out, lang)
    if folder is None:
        raise CommandError(says("error.new.nothing", lang))
    if base is None:
        plan = tuple(f"--{name}" for name in options)
        _hold_to("FOLDER", given, plan, lang)
        _hold_free(folder, lang)
        name = Path(folder).resolve().name
        return _put_scheme(folder, plan_files(plan_from(options, name, lang), lang), lang)
    _hold_to("--from", given, ("--from", "--answer", "--examples", "--id"), lang)
    _hold_free(folder, lang)
    known = answers_of(answers, examples=examples, lang=lang)
    copied = files_from(base, known, options.get("id"), lang)
    return _put_scheme(folder, copied.files, lang, left=copied.left)


def _hold_to(asked: str, given: Mapping[str, bool], fitting: tuple[str, ...], lang: str) -> None:
    """Raise `CommandError` where something is given that says nothing of what is *asked* for."""
    for option, is_given in given.items():
        if is_given and option not in fitting:
            raise CommandError(says("error.new.apart", lang, option=option, asked=asked))


def _tests_of(rules: str, out: str | None, lang: str) -> str:
    """Return property tests of *rules*, which they name as seen from the folder of *out*."""
    known = load_rules(rules)
    named = rules
    if rules not in shipped_ids():
        folder = Path(out).parent if out is not None else Path()
        named = Path(os.path.relpath(rules, folder)).as_posix()
    return written_tests(known, named, lang, shipped=rules in shipped_ids())


def _put(text: str, out: str | None, lang: str) -> int:
    if out is None:
        sys.stdout.write(text)
    else:
        write_file(out, text.encode(), lang, new=True, reader=lambda raw: compile(raw, out, "exec"))
        sys.stdout.write(says("new.written", lang, path=out) + "\n")
    return Status.PERMITTED


def _hold_free(folder: str, lang: str) -> None:
    """Raise `CommandError` where something is at *folder* already."""
    try:
        taken = Path(folder).exists() and (not Path(folder).is_dir() or any(Path(folder).iterdir()))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(says("error.file", lang, path=folder, reason=reason)) from None
    if taken:
        raise CommandError(says("error.new.folder", lang, folder=folder))


def _put_scheme(
    folder: str, files: Mapping[str, str], lang: str, *, left: list[str] | None = None
) -> int:
    """Write *files* into *folder*, run the cases among them, and say what came of it."""
    for name, text in files.items():
        path = Path(folder) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as refused:
            reason = refused.strerror or str(refused)
            raise CommandError(says("error.file", lang, path=str(path), reason=reason)) from None
        write_file(str(path), text.encode(), lang, new=True)
        sys.stdout.write(says("new.written", lang, path=path.as_posix()) + "\n")
    if left:
        sys.stdout.write(worded("new.left", {"files": tuple(left)}, lang) + "\n")
    found = run_suites([folder], None, needed=any(name.endswith(".levels.yaml") for name in files))
    for unread in found.errors:
        sys.stderr.write(unread.worded(lang) + "\n")
    failed = sum(not outcome.passed for _file, outcome in found.all()) + len(found.errors)
    if failed:
        told = {"count": failed, "folder": Path(folder).as_posix()}
        sys.stdout.write(worded("new.failed", told, lang) + "\n")
        return Status.DENIED
    passed = sum(1 for _outcome in found.all())
    sys.stdout.write(worded("new.passed", {"count": passed}, lang) + "\n")
    return Status.PERMITTED
