"""Rules and areas that were found sound: each is checked once, where one of these is made.

A scheme is compiled from nothing else. Whoever holds a `CheckedRules` or a
`CheckedWorld` needs no further check: neither can be made of what docs/formats.md refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from responselevels.core.world.forest import problems_in_areas
from responselevels.core.world.soundness import problems_in_rules
from responselevels.errors import InputError
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules


@final
@dataclass(frozen=True, slots=True)
class CheckedRules:
    """Rules in which nothing is refused (docs/formats.md, "Refused at load").

    Raises:
        InputError: they are not sound; all problems are named, with their paths.
    """

    rules: Rules

    def __post_init__(self) -> None:
        """Check them."""
        problems = problems_in_rules(self.rules)
        if problems:
            raise InputError(problems)


@final
@dataclass(frozen=True, slots=True)
class CheckedWorld:
    """Checked rules, and areas that are sound and fit them.

    Raises:
        InputError: the areas are not sound, or do not fit the rules.
    """

    checked: CheckedRules
    areas: Areas

    def __post_init__(self) -> None:
        """Check the areas against the rules."""
        problems = problems_in_areas(self.areas, self.checked.rules)
        if problems:
            raise InputError(problems)

    @property
    def rules(self) -> Rules:
        """The rules."""
        return self.checked.rules

    @classmethod
    def of(cls, rules: Rules, areas: Areas) -> CheckedWorld:
        """Check *rules* and *areas* that nobody checked before.

        Raises:
            InputError: rules or areas are not sound, or don't fit each other; the
                problems of both are named in one go.
        """
        try:
            checked = CheckedRules(rules)
        # Areas are read against rules that are not sound as far as that goes: one go, all problems.
        except InputError as error:
            raise InputError([*error.problems, *problems_in_areas(areas, rules)]) from None
        return cls(checked, areas)
