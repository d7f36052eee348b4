"""A scheme of one's own, property-tested: every law, and one rule that only this town has."""

from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import invariant

from responselevels import Register
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.testing import AnyRegister, RegisterMachine

HERE = Path(__file__).parent


class Snow(RegisterMachine):
    """The town's register, driven through proposals, approvals, ends and time."""

    rules_file = HERE / "rules.yaml"
    areas_file = HERE / "areas.yaml"

    def new_register(self, rules: Rules, areas: Areas) -> AnyRegister:
        """Return the register under test: put your own here."""
        return Register(rules, areas)

    @invariant()
    def no_storm_without_the_mayor(self) -> None:
        """Wherever it is `storm`, the mayor has approved each order that this comes from."""
        orders = {order.id: order for order in self.orders}
        for area in ("town", "hill", "river"):
            holding = self.register.level(area, at=self.present)
            for order in holding.orders if holding.level == "storm" else ():
                assert "mayor" in {approval.body for approval in orders[order].approvals}


TestSnow = Snow.TestCase
TestSnow.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
