"""An example of a difference: what it asks, and what is decided of it under each of two files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from responselevels.analysis.enumeration.examples import decided
from responselevels.analysis.enumeration.worlds import Example
from responselevels.errors import InputError
from responselevels.models.decisions import Decision
from responselevels.models.rules import Rules
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import (
    Locale,
    duties_worded,
    grounded_message,
    span_phrase,
)
from responselevels.reports.pages.markup import in_html
from responselevels.reports.pages.rules.html import RulesHtml
from responselevels.reports.pages.sheet.facts import facts_of
from responselevels.text.catalogue import Named, worded


class TrialHtml(RulesHtml):
    """Writes examples with their decisions; the core decides."""

    def item(self, text: str, more: str = "") -> str:
        """Return a row of a list; *more* is HTML."""
        return f"<li>{in_html(text)}{more}</li>"

    def tried(
        self, files: tuple[Rules, Rules], examples: tuple[Example, Example], locale: Locale
    ) -> str:
        """Return an example, and what is decided of it under each file."""
        rows = "".join(
            f'<tr><th scope="row">{in_html(label)}</th><td>{in_html(text)}</td></tr>'
            for label, text in self.example(examples[1], locale)
        )
        heads = "".join(
            f'<th scope="col">{self.said(f"versions.{one}")}</th>' for one in ("old", "new")
        )
        cells = "".join(
            f'<td data-head="{self.said(f"versions.{name}")}">{self.outcome(rules, example, locale)}</td>'
            for name, rules, example in zip(("old", "new"), files, examples, strict=True)
        )
        return (
            f'<table class="example"><caption>{self.said("versions.example")}</caption><tbody>{rows}</tbody></table>'
            f'<table class="both trial"><caption>{self.said("versions.decided")}</caption><thead><tr>{heads}</tr></thead>'
            f'<tbody><tr class="decided">{cells}</tr></tbody></table>'
        )

    def example(self, example: Example, locale: Locale) -> Iterator[tuple[str, str]]:
        """Yield what an example asks, and what stands when it does."""
        before = ""
        for label, text in facts_of(example.proposal, locale):
            yield ("" if label == before else locale.says(f"sheet.field.{label}")), text
            before = label
        for order in example.orders:
            yield (
                self.says("versions.stands"),
                self.says(
                    "versions.order",
                    order=order.id,
                    level=locale.fact(Named("level", order.level)),
                    area=locale.fact(Named("area", order.area)),
                    span=locale.fact(span_phrase(order.period.start, order.period.end)),
                ),
            )
        yield self.says("versions.at"), locale.fact(example.at)

    def outcome(self, rules: Rules, example: Example, locale: Locale) -> str:
        """Return what is decided of an example under one file; that it cannot be read, where it cannot."""
        try:
            decision = decided(rules, example)
        except InputError:
            return f"<p>{self.said('versions.unread')}</p>"
        known = replace(locale, titles=titles_of(rules))
        verdict = decision.verdict.value
        told = in_html(known.says(f"sheet.verdict.{verdict}"))
        rows = "".join(self.item(text) for text in _told(decision, known))
        return f'<p class="verdict {verdict}"><strong>{told}</strong></p>' + (
            f"<ul>{rows}</ul>" if rows else ""
        )


def _told(decision: Decision, locale: Locale) -> Iterator[str]:
    """Yield what a decision says beside its verdict."""
    for finding in decision.findings:
        yield grounded_message(finding, locale)
    if decision.transition is not None:
        yield worded("rules_page.versions.rule", {"rule": f"`{decision.transition}`"}, locale.lang)
    yield from duties_worded(decision, locale)
    if decision.provisional_until is not None:
        yield locale.says("cli.provisional", until=decision.provisional_until)
