"""供签批人阅读的规则：全文、图示、签批栏。"""

SENTENCES: dict[str, str] = {
    # -- 图示
    "rules_page.diagram.transition": "{rule}：发布（{tier}）",
    "rules_page.diagram.transition.provisional": "{rule}：先行发布，事后追认（{tier}）",
    "rules_page.diagram.ending": "{rule}：提前终止（{tier}）",
    "rules_page.diagram.legend": (
        "○ 可以由该级别调整；▶ 调整至该级别；虚线为提前终止该级别的指令，此后的级别依其他未结束的指令确定；"
        "双框为没有指令时的级别"
    ),
}
