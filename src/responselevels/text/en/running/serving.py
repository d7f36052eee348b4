"""Sentences of the server about itself: refusals before the application is asked, starting and ending."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # -- refusals
    "serving.page.title": "{status}: not done",
    "serving.page.request": "Number of this request: {request}",
    "serving.mistake": "a mistake of the server; whether what was asked for was done, the log of the register tells. Report the number of this request",
    "serving.host": "this server does not have the name that was asked for; use another address, or have the name given to it with `--name`",
    "serving.large": "the request is too large: at most {size} bytes; nothing was done",
    "serving.slow": "the request took more than {seconds} s to arrive; nothing was done. Send it again",
    "serving.often": "too many requests from this address; try again in {seconds} s",
    "serving.streams": "too many streams of events are open; close others, or try again in {seconds} s",
    "serving.closing": "the server is being shut down; try again in {seconds} s",
    "serving.figures": "there is nothing here",
    # -- beginning
    "serving.address": "the address `{host}`, port {port}, cannot be had: {reason}; end what has it, or choose another with `--port` and `--host`",
    # -- the command
    "cli.help.serve": (
        "Serve registers to people in a browser, and to programs over HTTP.\n\n"
        "A register is made before, with `register init`, and accounts with `accounts add`. Several "
        "may be served side by side; nothing is compared across them. Standard error has the log, a "
        "line of JSON for each request. It ends when it is interrupted or told to end, and finishes "
        "what is under way first."
    ),
    "cli.help.serve.end": (
        "Exit status: 0 told to end; 2 something could not be read, or the address cannot be had; "
        "65, 69, 75 a register cannot be opened."
    ),
    "cli.short.serve": "Serve registers in the browser and over HTTP.",
    "cli.option.serve.register": "A register, and what it is called in addresses; may be given again. Else that of the project.",
    "cli.option.serve.demo": "Serve a made-up example with accounts that are printed; it is gone afterwards.",
    "cli.option.serve.host": "Address of this machine to answer at; 0.0.0.0: all. Else 127.0.0.1, for this machine alone.",
    "cli.option.serve.port": "Port to answer at; 0: any that is free. Else 8080.",
    "cli.option.serve.open": "Open a browser.",
    "cli.option.serve.name": "A name by which it is asked for, such as duty.example; may be given again.",
    "cli.option.serve.secure": "It is reached by https, through a proxy in front: cookies go that way only.",
    "cli.option.serve.behind": "Address or network of a proxy in front, whose word for who asks is taken; may be given again.",
    "cli.option.serve.drill": "It is an exercise: each page and each print says so.",
    "cli.option.serve.rate": "How many requests a minute one address may make; 0: any number. Else 1200.",
    "cli.option.serve.metrics": "Let others than this machine read /metrics.",
    "cli.error.serve.none": "no register is named; give `--register URL`, or `--demo` for an example",
    "cli.error.serve.name": "`{name}` cannot be part of an address; use small letters, digits and `-`, as in `--register duty=sqlite:///duty.db`",
    "cli.error.serve.twice": "two registers are called `{name}` in addresses; name one of them, as in `--register other=URL`",
    "cli.error.serve.port": "{port} is no port; give one up to 65535",
    "cli.error.serve.secret": "the secret in {variable} can be guessed; give at least {count} characters, drawn by chance",
    "cli.error.serve.provider": "{missing} must be set too, or none of what names a provider",
    "cli.error.serve.behind": "`{address}` is no address or network; write it in numbers, such as 10.0.0.5 or 10.0.0.0/24",
    "cli.error.serve.demo.registers": "`--demo` brings a register of its own; leave out `--register`, or `--demo`",
    "cli.error.serve.demo.host": "everybody knows the passwords of the example, and `{host}` is not this machine alone; leave out `--host`",
    "cli.serve.told": "serving at {address}; Ctrl+C ends it",
    "cli.serve.plain": "others reach it, and without https passwords can be read on the way: put a proxy with https in front, and give `--secure`",
    "cli.serve.demo": "EXAMPLE, all of it made up; it is gone when this ends. Accounts that everybody knows, for this example alone:",
    "cli.serve.demo.account": "{name}, password {password}: {title}",
    "cli.serve.demo.try": "A first try:",
    "demo.try.title": "A first try",
    "demo.try.who": "Sign in as `qh-021` and go to Propose. The issuing area, Qinhan New City, and its management committee are chosen already.",
    "demo.try.where": "Go to Propose. The issuing area, Qinhan New City, and its management committee are chosen already.",
    "demo.try.what": "Choose Level 3, a start tomorrow at 08:00 and an end a week later, and tick Weicheng and Yaodian in the scope.",
    "demo.try.why": "It is denied while you fill it in: beside the level stands that `XX-01` of the new area has set Level 2 for Weicheng for some of that time, which is the floor there.",
    "demo.try.then": 'Press the button "propose Level 2": now it is permitted, and the picture shows what would change. Hand it in; then, on its page, decide and issue it.',
}
