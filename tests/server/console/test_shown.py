"""How pages are shown: light or dark as chosen, on a wall, as a drill; and what tells that they are not live."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.server import console
from responselevels.server.console.frame.severity import Hue, has_tones, hue_of, shade_of
from tests.server.console.browsing import Page, Window
from tests.server.console.test_pages import faults, filled
from tests.server.duty_room import Room

Windows = Callable[..., Window]
STYLE = (Path(console.__file__).parent / "static" / "console.css").read_text(encoding="utf-8")


def light_of(page: Page) -> str:
    _tag, given = next(page.elements)
    return given["class"].split()[0]


def test_light_and_dark_are_chosen_by_a_link_and_kept(window: Windows) -> None:
    page = window().go("/r/duty/board?window=day")
    assert light_of(page) == "auto"
    links = [given["href"] for tag, given in page.elements if "theme=" in given.get("href", "")]
    assert links == [
        f"/r/duty/board?window=day&theme={theme}" for theme in ("auto", "light", "dark")
    ]
    chosen = window().go(links[2])
    assert light_of(chosen) == "dark"
    cookie = chosen.answer.headers["set-cookie"]
    assert cookie.startswith("responselevels-theme=dark;")
    assert "HttpOnly" in cookie
    assert light_of(window().go("/r/duty/rules")) == "dark"
    assert light_of(window().go("/r/duty/orders/nothing")) == "dark"
    assert light_of(window().go("/r/duty/rules?theme=purple")) == "dark"
    assert light_of(window().go("/r/duty/rules?theme=auto")) == "auto"
    assert window().go("/r/duty/").read.elements  # an address without it chooses nothing


def test_dark_is_the_same_whether_the_device_or_somebody_chose_it() -> None:
    device = re.search(r":root:not\(\.light\) \{(.*?)\n  \}", STYLE, re.DOTALL)
    chosen = re.search(r"\n:root\.dark \{(.*?)\n\}", STYLE, re.DOTALL)
    assert device is not None
    assert chosen is not None
    assert device[1].split() == chosen[1].split()
    light = re.search(r"\n:root \{(.*?)\n\}", STYLE, re.DOTALL)
    assert light is not None
    names = re.findall(r"(--[\w-]+):", light[1])
    assert names == re.findall(r"(--[\w-]+):", chosen[1])


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 has it: 21 of black and white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("begin", [r"\n:root \{(.*?)\n\}", r"\n:root\.dark \{(.*?)\n\}"])
def test_what_is_written_can_be_read_on_every_colour(begin: str) -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    found = re.search(begin, STYLE, re.DOTALL)
    assert found is not None
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", found[1]))
    pairs = [(f"s{shade}-ink", f"s{shade}") for shade in (*range(5), "x")]
    pairs += [(word, ground) for word in ("ink", "faint") for ground in ("panel", "ground", "soft")]
    pairs += [("link", ground) for ground in ("panel", "ground")]
    for word in ("permit", "pending", "deny"):
        pairs += [(word, f"{word}-soft"), (word, "panel"), ("ink", f"{word}-soft")]
    pairs += [("on-accent", "accent"), ("on-deny", "deny"), ("faint", "deny-soft")]
    weak = {pair: contrast(*(colours[one] for one in pair)) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}
    assert contrast(colours["edge"], colours["panel"]) > 3
    assert contrast(colours["focus"], colours["panel"]) > 3


def test_a_wall_renews_itself_without_scripts_and_has_no_form(room: Room, window: Windows) -> None:
    filled(room)
    page = window().go("/r/duty/wall?every=15")
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page.html
    assert "Renews itself every 15 s." in page.text
    assert "as of 2026-03-01 00:15:00" in page.text
    assert page.read.forms == []
    assert faults(page) == []
    assert 'content="30"' in window().go("/r/duty/wall?every=1").html


def test_a_drill_is_said_on_every_page_its_title_and_its_paper(room: Room, window: Windows) -> None:
    filled(room)
    for path in ("", "propose", "board", "wall", "areas/district", "rules", "log", "log/1"):
        page = window().go(f"/r/duty/drill/{path}")
        assert page.status == 200, path
        assert "[DRILL]" in page.html.partition("</title>")[0], path
        banners = [given for tag, given in page.elements if given.get("class") == "banner drill"]
        assert len(banners) == 1, path
        assert "drilling" in next(page.elements)[1]["class"].split(), path
        assert "drilling" not in next(window().go(f"/r/duty/{path}").elements)[1]["class"], path
    wrong = window().go("/r/duty/drill/orders/nothing")
    assert [given for _tag, given in wrong.elements if given.get("class") == "banner drill"]
    assert "/r/duty/drill/" in {given.get("href") for _tag, given in wrong.elements}
    paper = STYLE.partition("@page drill {")[2]
    assert "DRILL" in paper.partition("}")[0]
    assert ".drilling { page: drill; }" in STYLE


@pytest.mark.parametrize(
    ("titles", "shades"),
    [
        (["none", "four (blue)", "three (yellow)", "two (orange)", "one (red)"], [0, 1, 2, 3, 4]),
        (["none", "yellow", "red"], [0, 2, 4]),
        (["none", "low", "high"], [0, 3, 4]),
        (["none", "blue or yellow", "red"], [0, 3, 4]),
    ],
)
def test_a_level_has_the_colour_that_its_rules_name(titles: list[str], shades: list[int]) -> None:
    levels = [
        {"id": f"l{number}", "title": {"en": title, "zh": title}, "default": number == 0}
        for number, title in enumerate(titles)
    ]
    levels = [{name: value for name, value in one.items() if value} for one in levels]
    said = {"format": 1, "id": "colours", "levels": levels, "tiers": [{"id": "town"}]}
    areas = {"areas": [{"id": "town", "tier": "town"}]}
    scheme = compile_scheme(Rules.model_validate(said), Areas.model_validate(areas))
    assert [shade_of(scheme, f"l{number}") for number in range(len(titles))] == shades
    assert shade_of(scheme, None) is None


def coloured(*colours: str | None) -> Scheme:
    """Return a scheme whose levels have *colours*, the first being the default one."""
    levels = [
        {"id": f"l{number}", "default": number == 0} | ({} if one is None else {"colour": one})
        for number, one in enumerate(colours)
    ]
    said = {"format": 1, "id": "colours", "levels": levels, "tiers": [{"id": "town"}]}
    areas = {"areas": [{"id": "town", "tier": "town"}]}
    return compile_scheme(Rules.model_validate(said), Areas.model_validate(areas))


def test_the_four_colours_of_warnings_are_those_of_the_pages() -> None:
    scheme = coloured(None, "yellow", "red")
    assert [hue_of(scheme, f"l{number}") for number in range(3)] == [Hue(0), Hue(2), Hue(4)]
    assert not has_tones(scheme)


def test_other_colours_are_shown_as_the_rules_have_them() -> None:
    scheme = coloured(None, "purple", "#ffe08a")
    low, high = hue_of(scheme, "l1"), hue_of(scheme, "l2")
    assert (low.fill, low.ink, low.strokes) == ("#451a66", "#ffffff", "l3")
    assert (high.fill, high.ink, high.strokes) == ("#ffe08a", "#111614", "d4")
    assert hue_of(scheme, "l0") == Hue(0)
    assert has_tones(scheme)
    assert not has_tones(coloured(None, None, "#ffe08a"))
    assert hue_of(scheme, None).strokes == "px"
