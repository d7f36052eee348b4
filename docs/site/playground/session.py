"""What the playground's worker runs, beside the library: four texts in, all that the page shows out.

The texts are laid into the folder of the process as files, and read as the command line reads them:
what is wrong, what is remarked on and what is decided is what `lint`, `check` and `board` say of them.
This module is packed beside the library and is imported in the browser; nothing here touches a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from responselevels.cli.decisions.board import judged_orders, zone_shown
from responselevels.cli.decisions.deciding import now
from responselevels.cli.decisions.outcome import decided_as_read
from responselevels.cli.frame.inputs import Inputs, proposals_in, read_inputs
from responselevels.cli.rules.lint import remarks_on
from responselevels.errors import InputError, Problem
from responselevels.files import Look, names_in_proposal
from responselevels.models.decisions import Decision, Finding
from responselevels.models.times import instant_of
from responselevels.reports.frame.wording import (
    Locale,
    changes_worded,
    duties_worded,
    help_of,
    lapses_worded,
    measures_worded,
    message_of,
    overtakes_worded,
    remedy_worded,
    replaces_worded,
    rule_worded,
    sources_worded,
    where_worded,
)
from responselevels.reports.pages.board.data import BoardRequest, board_page
from responselevels.reports.terminal import headline, provenance
from responselevels.text.catalogue import visible, worded

Document = dict[str, Any]
"""What goes to the page: plain values, as JSON has them."""

SLOTS = ("rules", "areas", "orders", "proposal")


def answer(asked: str) -> str:
    """Return what there is to say of four texts, as JSON.

    Args:
        asked: JSON with `lang`; `at`, an instant as text, empty for now; and `files`, which has
            for each of ``rules``, ``areas``, ``orders`` and ``proposal`` a `name`, whose ending says
            what format it is in, and a `text`. Without text there are no orders, and no proposal.

    The answer has `problems` (what cannot be read, each with the `slot` it is of), `remarks` (of
    lint; None where the rules cannot be read), `decision` and `board`, None where there is none.
    """
    request = json.loads(asked)
    return json.dumps(_Session(request["lang"], request["at"], _laid(request["files"])).told())


def _laid(files: dict[str, dict[str, str]]) -> dict[str, str]:
    """Write the texts to files; return the name of each that says something."""
    names = {}
    for slot in SLOTS:
        name, text = files[slot]["name"], files[slot]["text"]
        if text.strip() or slot in {"rules", "areas"}:
            Path(name).write_text(text, encoding="utf-8", newline="")
            names[slot] = name
    return names


@dataclass(slots=True)
class _Session:
    lang: str
    at: str
    names: dict[str, str]

    def told(self) -> Document:
        problems: list[Document] = []
        told: Document = {"problems": problems, "remarks": None, "decision": None, "board": None}
        told["remarks"] = self._remarks()
        moment = self._moment(problems)
        try:
            names = self.names
            inputs = read_inputs(names["rules"], names["areas"], names.get("orders"))
            book = inputs.book()
        except InputError as error:
            problems += self._placed(error.problems)
            # What is wrong with the shape of the proposal can be told all the same.
            problems += self._unread_proposal()
            return told
        look = names_in_proposal(inputs.scheme, book.order_names)
        if moment is None:
            problems += self._unread_proposal(look)
            return told
        if "proposal" in self.names:
            entry = next(proposals_in([self.names["proposal"]], look))
            decided = decided_as_read(entry, book, moment)
            if decided.error is not None:
                problems += self._placed(decided.error.problems)
            if decided.decision is not None:
                told["decision"] = decision_told(decided.decision, Locale(self.lang, inputs.titles))
        told["board"] = self._board(inputs, moment)
        return told

    def _unread_proposal(self, look: Look | None = None) -> Iterator[Document]:
        if "proposal" in self.names:
            for entry in proposals_in([self.names["proposal"]], look):
                yield from self._placed(() if entry.error is None else entry.error.problems)

    def _remarks(self) -> list[Document] | None:
        try:
            remarks, titles = remarks_on(self.names["rules"])
        except InputError:
            return None  # told with the rest, when all files are read
        return [
            {
                "slot": "rules",
                "line": remark.where.line,
                "column": remark.where.column,
                "place": visible(str(remark.where)),
                "code": remark.code,
                "message": visible(remark.reason(self.lang, titles=titles)),
                "cure": visible(remark.cure(self.lang, titles=titles)),
            }
            for remark in remarks
        ]

    def _moment(self, problems: list[Document]) -> datetime | None:
        """Return when it is decided; None where what is asked for is no time."""
        text = self.at.strip()
        if not text:
            return now()
        try:
            return instant_of(text)
        except PydanticCustomError as error:
            message = worded(f"problem.{error.type}", error.context or {}, self.lang)
            none = {"line": None, "column": None, "place": ""}
            problems.append({"slot": "at", **none, "message": visible(message)})
            return None

    def _placed(self, problems: Iterable[Problem]) -> Iterator[Document]:
        slots = {name: slot for slot, name in self.names.items()}
        for problem in problems:
            yield {
                "slot": slots.get(problem.where.file or "", "proposal"),
                "line": problem.where.line,
                "column": problem.where.column,
                "place": visible(str(problem.where)),
                "message": visible(problem.worded(self.lang)),
            }

    def _board(self, inputs: Inputs, at: datetime) -> str:
        asked = BoardRequest(
            book=inputs.book(),
            orders=inputs.orders,
            at=at,
            zone=zone_shown(inputs.scheme, at, inputs.orders),
            lang=self.lang,
            judged=dict(judged_orders(inputs)),
        )
        return board_page(asked).decode()


def decision_told(decision: Decision, locale: Locale) -> Document:
    """Return a decision as `check` tells it: each finding with what it rests on, then what follows."""
    locale = locale.of(decision)
    lists = {
        "changes": changes_worded(decision, locale),
        "measures": measures_worded(decision, locale),
        "overtakes": overtakes_worded(decision, locale),
        "replaces": replaces_worded(decision, locale),
        "duties": duties_worded(decision, locale),
        "lapses": lapses_worded(decision, locale),
        "sources": sources_worded(decision.findings, locale, decision.duties),
    }
    return {
        "verdict": decision.verdict.value,
        "headline": visible(headline(decision.proposal, decision, locale).text),
        "provenance": visible(provenance(decision, locale)),
        "findings": [_finding_told(finding, locale) for finding in decision.findings],
        "lists": [_listed(label, texts, locale) for label, texts in lists.items() if texts],
    }


def _finding_told(finding: Finding, locale: Locale) -> Document:
    cite = finding.cite
    ground = "rule" if cite is None or cite.clause is None else "clause"
    rules = [] if finding.rule is None else [rule_worded(finding.rule, cite, locale)]
    rows = {ground: rules, "where": where_worded(finding, locale)}
    if finding.remedies:
        rows["remedy"] = [remedy_worded(remedy, locale) for remedy in finding.remedies]
    else:
        rows["help"] = [help_of(finding, locale)]
    return {
        "effect": finding.effect.value,
        "label": locale.says(f"cli.label.{finding.effect.value}"),
        "code": finding.code,
        "message": visible(message_of(finding, locale)),
        "rows": [_listed(label, texts, locale) for label, texts in rows.items() if texts],
    }


def _listed(label: str, texts: list[str], locale: Locale) -> Document:
    return {"label": locale.says(f"cli.label.{label}"), "texts": [visible(each) for each in texts]}
