"""Chinese sentences of the server about itself."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # -- refusals
    "serving.page.title": "{status}：未办理",
    "serving.page.request": "本次请求编号：{request}",
    "serving.mistake": "服务器程序出错；所请求事项是否已经办理，请查登记册日志，并报告本次请求编号",
    "serving.host": "本服务器没有所请求的名称；请改用其他地址，或者由管理人员用 `--name` 增加该名称",
    "serving.large": "请求过大：不得超过{size}字节；未作任何处理",
    "serving.slow": "请求未在{seconds}秒内传完，未作任何处理；请重新发送",
    "serving.often": "来自该地址的请求过多；请在{seconds}秒后重试",
    "serving.streams": "打开的实时连接过多；请关闭其他连接，或者在{seconds}秒后重试",
    "serving.closing": "服务器正在关闭；请在{seconds}秒后重试",
    "serving.figures": "此处没有内容",
    # -- beginning
    "serving.address": "无法使用地址`{host}`的端口{port}：{reason}；请停止占用该端口的程序，或者用 `--port`、`--host` 另行指定",
}
