"""Who is not asked for an approval is told so before they give one."""

from __future__ import annotations

from pathlib import Path

from tests.register.duty import order_of
from tests.server.duty_room import AS, BOARD, POLICE, SLUG, Room, room_over

WORDS = {"en": "do not ask for this approval", "zh": "规则未要求该机构批准"}


def page(room: Room, person: str, lang: str) -> str:
    asking = {AS: f"Bearer {person}"}
    return room.client.get(f"/r/{SLUG}/proposals/D-1?lang={lang}", headers=asking).text


def test_a_body_that_the_rule_does_not_ask_is_told_that_its_word_does_not_count(
    tmp_path: Path,
) -> None:
    with room_over(f"sqlite:///{tmp_path / 'register.db'}") as room:
        room.register.propose(order_of("D-1"))
        for lang, words in WORDS.items():
            unasked, asked = page(room, POLICE.person, lang), page(room, BOARD.person, lang)
            assert words in unasked
            assert 'value="approve" class="act"' not in unasked
            assert words not in asked
            assert 'value="approve" class="act"' in asked
