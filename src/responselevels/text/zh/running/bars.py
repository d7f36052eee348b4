"""Chinese sentences of levels over time as bars."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "bars.head": "自{start}起至{end}止的级别",
    "bars.legend": "每个字符为该段时间内的最高级别；`?` 即未知；`^` 即查询时间",
    "bars.more": "未列出的区域：{count}个；请写明要显示的区域",
    "bars.none": "在此时段内没有指令涉及的区域",
    "cli.help.timeline": "以横条显示各 AREA 的级别随时间的变化：每个字符为一段时间，取其间的最高级别。\n\n不写 AREA 的，显示指令涉及的区域和最上级区域。",
    "cli.help.timeline.end": "退出状态：0；2 有内容无法读取。",
    "cli.help.register.timeline": "以登记册所知为准，以横条显示各 AREA 的级别随时间的变化，与 `timeline` 相同。",
    "cli.help.register.watch": "显示登记册的现状，并以横条显示此后数日的级别；每有新的记录，即重新显示，直至中断。在终端上先清屏。",
    "cli.short.timeline": "以横条显示级别的变化。",
    "cli.short.register.timeline": "以横条显示级别的变化。",
    "cli.short.register.watch": "持续显示登记册的现状。",
    "cli.option.since.timeline": "起始时间，须注明时区；不写即 --at 的时间。",
    "cli.option.status.bars": "并以横条显示此后数日的级别。",
    "cli.option.watch.once": "显示一次后结束。",
}
