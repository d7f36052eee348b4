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
    # -- the command
    "cli.help.serve": (
        "以浏览器页面供人使用登记册，并以 HTTP 接口供程序使用。\n\n"
        "登记册须先用 `register init` 建立，账号用 `accounts add` 增加。可以同时提供多个登记册，各登记册之间不作比较。"
        "日志写入标准错误，每项请求一行 JSON。中断或者收到停止信号后，先办完手头的请求再停止。"
    ),
    "cli.help.serve.end": "退出状态：0；2 有内容无法读取，或者地址无法使用；登记册无法打开的，为65、69、75。",
    "cli.short.serve": "以浏览器页面和 HTTP 接口提供登记册。",
    "cli.option.serve.register": "登记册，及其在网址中的名称；可以多次给出。不写即项目指定的登记册。",
    "cli.option.serve.demo": "提供虚构的示例，并列出示例账号；停止后即删除。",
    "cli.option.serve.host": "使用本机的哪个地址；`0.0.0.0`即全部。不写即`127.0.0.1`，仅限本机。",
    "cli.option.serve.port": "使用哪个端口；`0`即任一空闲端口。不写即`8080`。",
    "cli.option.serve.open": "打开浏览器。",
    "cli.option.serve.name": "访问时使用的名称，如 duty.example；可以多次给出。",
    "cli.option.serve.secure": "经前置代理以 https 访问：cookie 仅以此方式发送。",
    "cli.option.serve.behind": "前置代理的地址或者网段，以其所报来源为准；可以多次给出。",
    "cli.option.serve.drill": "演练：每页及每份打印件均予注明。",
    "cli.option.serve.rate": "同一地址每分钟最多请求多少次；`0`即不限。不写即`1200`。",
    "cli.option.serve.metrics": "允许其他机器读取 /metrics。",
    "cli.error.serve.none": "未指定登记册；请用 `--register URL` 给出，或者用 `--demo` 查看示例",
    "cli.error.serve.name": "`{name}`不能用于网址；请使用小写字母、数字和 `-`，如 `--register duty=sqlite:///duty.db`",
    "cli.error.serve.twice": "有两个登记册在网址中均称为`{name}`；请为其中一个另行命名，如 `--register other=URL`",
    "cli.error.serve.port": "{port}不是端口号；请给出不大于65535的数",
    "cli.error.serve.secret": "{variable} 中的密钥过短，可能被猜出；请使用至少{count}个随机字符",
    "cli.error.serve.provider": "还须设置{missing}；不使用身份提供方的，请全部去掉",
    "cli.error.serve.behind": "`{address}`不是地址或者网段；请用数字书写，如`10.0.0.5`、`10.0.0.0/24`",
    "cli.error.serve.demo.registers": "`--demo` 自带登记册；请去掉 `--register` 或者 `--demo`",
    "cli.error.serve.demo.host": "示例账号的口令是公开的，而`{host}`不限于本机；请去掉 `--host`",
    "cli.serve.told": "服务地址：{address}（按 Ctrl+C 停止）",
    "cli.serve.plain": "其他机器可以访问本服务，而未用 https 时口令可能在途中被读取：请前置 https 代理，并加上 `--secure`",
    "cli.serve.demo": "示例，全部虚构；停止后即删除。以下账号公开，仅用于本示例：",
    "cli.serve.demo.account": "{name}，口令：{password}，{title}",
    "cli.serve.demo.try": "初次试用：",
    "demo.try.title": "初次试用",
    "demo.try.who": "以 `qh-021` 登录，打开“提议”页。发布区域（秦汉新城）和发布机构（新城管委会）已经选定。",
    "demo.try.where": "打开“提议”页。发布区域（秦汉新城）和发布机构（新城管委会）已经选定。",
    "demo.try.what": "级别选三级，时段自明日8时起，为期一周，范围勾选渭城街道和窑店街道。",
    "demo.try.why": "填写时即显示不予准许：级别栏旁载明，新区指令 `XX-01` 在其中几日对渭城街道规定二级，此为下限。",
    "demo.try.then": "按下“级别改为二级”，判定即为准予，并以图示列明级别的变化；提交后，在提议页面判定并发布。",
}
