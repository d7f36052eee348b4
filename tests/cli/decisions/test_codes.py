from __future__ import annotations

from tests.cli.conftest import Command


def test_a_code_is_told_and_without_one_the_findings_are_listed(command: Command) -> None:
    one, every = command("codes", "floor.less_severe"), command("codes", "--lang", "zh")
    assert (int(one.status), one.err, int(every.status), every.err) == (0, "", 0, "")
    assert "floor" in one.out
    assert "\nfloor.less_severe " in every.out


def test_a_code_that_nothing_has_is_refused_with_the_nearest(command: Command) -> None:
    ran = command("codes", "period.emtpy")
    assert (int(ran.status), ran.out) == (2, "")
    assert "did you mean `period.empty`?" in ran.err
    assert "did you mean" not in command("codes", "nothing.like.it").err
