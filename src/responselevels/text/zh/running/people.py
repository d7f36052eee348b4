"""Sentences of a server about who asks: signing in, sessions, tokens, and what they may do."""

SENTENCES: dict[str, str] = {
    "people.needed": "尚未登录；请登录，程序请提供令牌",
    "people.session.over": "登录已失效；请重新登录",
    "people.token.malformed": "`Authorization` 标头须为 `Bearer`、一个空格和令牌，且只能有一个；请更正后重试",
    "people.proxy.untrusted": "代理提供的姓名未附代理密钥；请联系服务器管理人员",
    "people.forgery.elsewhere": "请求来自其他网站的页面，未作任何处理；请在本站打开页面后重试",
    "people.forgery.proof": "表单不属于本次登录，未作任何处理；请刷新页面后重新提交",
    "people.register": "本服务器未提供登记册`{slug}`",
}
