"""Sentences as HTML: escaped, ids in a face of their own, long lists cut and counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.markup import in_html
from responselevels.text.catalogue import listed

_SHOWN = 40
"""Number of entries that a list shows at most; how many more there are is told."""


def said(locale: Locale, code: str) -> str:
    """Return a sentence of the catalogue as HTML."""
    return in_html(locale.says(code))


def paragraph(text: str, kind: str) -> str:
    """Return a paragraph, of the class *kind* where there is one."""
    return f'<p class="{kind}">{in_html(text)}</p>' if kind else f"<p>{in_html(text)}</p>"


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return labels and texts side by side."""
    told = "".join(
        f'<tr><th scope="row">{in_html(name)}</th><td>{in_html(value)}</td></tr>'
        for name, value in rows
    )
    return f'<table class="facts"><tbody>{told}</tbody></table>'


def cut(texts: list[str], locale: Locale) -> list[str]:
    """Return *texts*, a long list cut, and how many more there are."""
    if len(texts) <= _SHOWN:
        return texts
    return [*texts[:_SHOWN], locale.says("sheet.more", count=len(texts) - _SHOWN)]


def bullets(texts: list[str], locale: Locale) -> str:
    """Return *texts* as a list."""
    return "<ul>" + "".join(f"<li>{in_html(text)}</li>" for text in cut(texts, locale)) + "</ul>"


def labelled(label: str, texts: list[str], locale: Locale) -> str:
    """Return *texts* beside their label; nothing where there are none."""
    if not texts:
        return ""
    told = "".join(f"<li>{in_html(text)}</li>" for text in cut(texts, locale))
    return f"<dl><dt>{said(locale, f'cli.label.{label}')}</dt><dd><ul>{told}</ul></dd></dl>"


def list_text(texts: Sequence[str], locale: Locale) -> str:
    """Return *texts* one after the other, in one line."""
    return listed(list(texts), locale.lang, joint="series")
