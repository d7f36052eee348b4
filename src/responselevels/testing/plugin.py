"""The pytest plugin: case files as tests, the laws as tests of a rules file, coverage of the rules.

    pytest --rules my.yaml --rules-coverage

- Every ``*.levels.yaml`` is collected; each of its cases is a test.
- With ``--rules`` (or ``responselevels_rules`` in the settings) the cases are
  decided by that file, and each invariant of docs/semantics.md, section 6, is a test,
  held against ``--rules-examples`` many histories.
- ``--law-statistics`` shows what those histories came to, and ``--rules-unreached`` says what is
  done where they never came to something that the rules make possible.
- ``--rules-coverage`` shows which of the rules no case exercises.

Nothing of the package is imported before there is something to run: pytest
loads this module in every project of the environment.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from responselevels.analysis.casework.cases import CaseRunner
    from responselevels.analysis.casework.outcomes import Outcome
    from responselevels.files.cases import LoadedCases
    from responselevels.models.rules import Rules
    from responselevels.reports.frame.wording import Locale

ENDING = ".levels.yaml"
_RULES, _LANG = "responselevels_rules", "responselevels_lang"
_EXERCISED = "responselevels_exercised"
_STATISTICS = "responselevels_statistics"
_EXAMPLES = 200
_UNREACHED = ("warn", "fail", "ignore")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--rules`` and ``--rules-coverage``, and the settings that stand for them."""
    group = parser.getgroup("responselevels", "rules files of response levels")
    group.addoption(
        "--rules",
        metavar="RULES",
        help="rules file, or id of a shipped scheme: hold the invariants against it, and decide "
        f"the cases of *{ENDING} files by it",
    )
    group.addoption(
        "--rules-coverage",
        action="store_true",
        help="show which of the rules no case exercises",
    )
    group.addoption(
        "--rules-examples",
        type=int,
        default=_EXAMPLES,
        metavar="N",
        help=f"how many histories the invariants are held against ({_EXAMPLES})",
    )
    group.addoption(
        "--rules-unreached",
        choices=_UNREACHED,
        help="what to do where the histories never met something that the rules make possible: "
        "warn (unless said otherwise), fail, or ignore",
    )
    group.addoption(
        "--law-statistics",
        action="store_true",
        help="show how often the histories met each verdict, finding, edge and corner",
    )
    parser.addini(_RULES, "rules file, or id of a shipped scheme, as with --rules")
    parser.addini("responselevels_unreached", "as --rules-unreached", default="warn")
    parser.addini(_LANG, "language of failures: en or zh", default="en")


def rules_named(config: pytest.Config) -> str | Path | None:
    """Return the rules file asked for: on the command line, or in the settings.

    A path in the settings is relative to the file that they stand in.
    """
    given: str | None = config.getoption("--rules")
    if given:
        return given
    written = str(config.getini(_RULES))
    if not written:
        return None
    beside = (config.inipath.parent if config.inipath is not None else config.rootpath) / written
    return beside if beside.is_file() else written


def _rules_of(config: pytest.Config) -> Rules | None:
    """Return the rules asked for, read once.

    Raises:
        UsageError: they cannot be read.
    """
    named = rules_named(config)
    if named is None:
        return None
    known: Rules | None = config.stash.get(_READ, None)
    if known is None:
        from responselevels.errors import InputError
        from responselevels.files import load_rules

        try:
            known = config.stash[_READ] = load_rules(named)
        except InputError as error:
            raise pytest.UsageError(error.worded(_lang(config))) from None
    return known


_READ: pytest.StashKey[Any] = pytest.StashKey()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Read the rules asked for, so that a mistake in them is said once, before anything runs."""
    _rules_of(session.config)


def _lang(config: pytest.Config) -> str:
    return "zh" if config.getini(_LANG) == "zh" else "en"


# -- laws -------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add a test for each law.

    Where the rules only stand in the settings and certain tests are asked for,
    the laws are left out: nobody asked for them.
    """
    rules = _rules_of(config)
    certain = config.args_source is pytest.Config.ArgsSource.ARGS
    if rules is None or (certain and not config.getoption("--rules")):
        return
    from responselevels.testing.plugin_laws import laws_of

    examples: int = config.getoption("--rules-examples")
    more = {"lang": _lang(config), "unreached": _unreached(config)}
    named = str(rules_named(config))
    items.extend(laws_of(session, rules, examples=examples, named=named, **more))


def _unreached(config: pytest.Config) -> str:
    """Return what is to be done where something of the rules was never met.

    Raises:
        UsageError: the setting is none of the words for it.
    """
    asked = str(config.getoption("--rules-unreached") or config.getini("responselevels_unreached"))
    if asked not in _UNREACHED:
        words = ", ".join(_UNREACHED)
        raise pytest.UsageError(f"responselevels_unreached: {asked!r} is none of {words}")
    return asked


# -- case files -------------------------------------------------------------------------


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a case file."""
    if file_path.name.endswith(ENDING):
        collector: pytest.Collector = CaseFile.from_parent(parent, path=file_path)
        return collector
    return None


class CaseFile(pytest.File):
    """A case file."""

    def collect(self) -> Iterable[pytest.Item]:
        """Yield a test for each case, and one for each property that the file states.

        Raises:
            CollectError: the file, or one it refers to, cannot be read.
        """
        from responselevels.analysis.casework.cases import CaseRunner
        from responselevels.errors import InputError
        from responselevels.files.cases import load_cases
        from responselevels.text.escaping import plain

        try:
            loaded = load_cases(self.path, _rules_of(self.config))
            # A file of properties alone has no areas to compile.
            trial = CaseRunner(loaded.suite) if loaded.suite.cases else None
        except InputError as error:
            raise self.CollectError(error.worded(_lang(self.config))) from None
        for number, case in enumerate(loaded.suite.cases):
            yield CaseItem.from_parent(
                self, name=plain(case.name), loaded=loaded, trial=trial, number=number
            )
        if loaded.suite.properties:
            from responselevels.testing.stated.items import properties_of

            examples: int = self.config.getoption("--rules-examples")
            yield from properties_of(self, loaded, examples=examples, lang=_lang(self.config))


class NotAsExpected(Exception):  # noqa: N818 - says what happened
    """A case came out otherwise than it expects; carries the outcome."""

    def __init__(self, outcome: Outcome) -> None:
        """Take the outcome."""
        self.outcome = outcome
        super().__init__(outcome.case.name)


class CaseItem(pytest.Item):
    """One case."""

    exercised: tuple[str, ...] = ()

    def __init__(
        self, *, loaded: LoadedCases, trial: CaseRunner, number: int, **extra: Any
    ) -> None:
        """Take the file that was read, and the number of the case in it."""
        super().__init__(**extra)
        self.loaded = loaded
        self.trial = trial
        self.number = number

    def runtest(self) -> None:
        """Decide the case.

        Raises:
            NotAsExpected: the decision is not as the case expects.
        """
        outcome = self.trial.outcome(self.number)
        self.exercised = tuple(sorted(outcome.exercised))
        if not outcome.passed:
            raise NotAsExpected(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what differs, and the decision with its reasons."""
        if not isinstance(excinfo.value, NotAsExpected):
            return super().repr_failure(excinfo, style)
        from responselevels.reports.frame.rows import plain
        from responselevels.reports.rules.cases import outcome_rows

        place = self.loaded.place(self.number)
        return plain(outcome_rows(excinfo.value.outcome, place, self._reader())).rstrip("\n")

    def _reader(self) -> Locale:
        from responselevels.reports.frame.titles import titles_of
        from responselevels.reports.frame.wording import Locale

        suite = self.loaded.suite
        return Locale(_lang(self.config), titles_of(suite.rules, suite.areas))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the case stands."""
        line = self.loaded.place(self.number).line or 1
        return self.path, line - 1, self.name


# -- coverage ---------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the report of a case carry what it exercised, from a worker too."""
    report = yield
    if call.when == "call" and isinstance(item, CaseItem):
        setattr(report, _EXERCISED, [str(item.path), *item.exercised])
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Show what the laws were held against, and the coverage of the rules, where they are asked for."""
    if config.getoption("--law-statistics"):
        _show_statistics(terminalreporter)
    if not config.getoption("--rules-coverage"):
        return
    from responselevels.analysis.casework.coverage import coverages_of
    from responselevels.reports.frame.rows import plain
    from responselevels.reports.frame.titles import titles_of
    from responselevels.reports.frame.wording import Locale
    from responselevels.reports.rules.coverage import coverage_rows

    reports = (report for kind in terminalreporter.stats.values() for report in kind)
    terminalreporter.section("coverage of the rules")
    for covered in coverages_of(_exercised(reports, config)):
        locale = Locale(_lang(config), titles_of(covered.rules))
        terminalreporter.write(plain(coverage_rows(covered, locale)))


def _show_statistics(terminalreporter: Any) -> None:
    shown: set[str] = set()
    for kind in terminalreporter.stats.values():
        for report in kind:
            for name, said in getattr(report, "user_properties", ()):
                # A worker of its own draws its own histories; those of one are enough.
                if name != _STATISTICS or said[0] in shown:
                    continue
                shown.add(said[0])
                terminalreporter.section(f"what the laws of {said[0]} were held against")
                terminalreporter.write("".join(f"{line}\n" for line in said[1:]))


def _exercised(
    reports: Iterable[object], config: pytest.Config
) -> Iterator[tuple[Rules, frozenset[str]]]:
    from responselevels.files.cases import load_cases

    asked = _rules_of(config)
    read: dict[str, Rules] = {}
    for report in reports:
        path, *keys = getattr(report, _EXERCISED, [None])
        if path is None:
            continue
        if path not in read:
            read[path] = asked if asked is not None else load_cases(path).suite.rules
        yield read[path], frozenset(keys)
