"""`language_of`: in which language a request is answered, where nothing more is known of it."""

from __future__ import annotations

from responselevels.text.catalogue import LANGUAGES

_USUAL = LANGUAGES[0]


def language_of(accepted: str | None) -> str:
    """Return the language that ``Accept-Language`` likes best among those there are.

    >>> language_of("fr, zh-CN;q=0.8, en;q=0.5"), language_of("zh;q=0"), language_of(None)
    ('zh', 'en', 'en')
    """
    best, liked = _USUAL, 0.0
    for part in (accepted or "").split(","):
        tag, _, rest = part.partition(";")
        lang = tag.strip().lower().partition("-")[0]
        weight = _weight(rest)
        if lang in LANGUAGES and weight > liked:
            best, liked = lang, weight
    return best


def _weight(rest: str) -> float:
    name, sign, value = rest.strip().partition("=")
    if not sign or name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
