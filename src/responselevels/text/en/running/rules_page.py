"""Rules for who signs them off: the page of a whole file, its picture, its blanks to sign."""

SENTENCES: dict[str, str] = {
    # -- the picture
    "rules_page.diagram.transition": "{rule}: to order ({tier})",
    "rules_page.diagram.transition.provisional": "{rule}: to order first, the approval following ({tier})",
    "rules_page.diagram.ending": "{rule}: to end early ({tier})",
    "rules_page.diagram.legend": (
        "○ may start from this level; ▶ leads to this level; broken line: ends an order of this level early, "
        "and then what else stands holds; double frame: holds where nothing is ordered."
    ),
}
