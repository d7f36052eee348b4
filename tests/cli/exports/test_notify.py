"""`register notify`: the words of `register due`, by e-mail; nothing where nothing is due."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk
from tests.exports.test_notices import mailbox

SENT = ("--from", "duty@example.org", "--to", "board@example.org")


def test_what_due_prints_is_what_is_sent(desk: Desk) -> None:
    due = desk("12T10:00", "due", "--within", "P300D").out
    with mailbox() as (box, port):
        smtp = ("--smtp", f"127.0.0.1:{port}", "--security", "none")
        ran = desk("12T10:00", "notify", *SENT, *smtp, "--within", "P300D")
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.startswith("sent to `board@example.org`; due: ") or ran.out.startswith(
            "sent to board@example.org; due: "
        )
        assert box.mail().get_content().replace("\r\n", "\n") == due
        assert box.mail()["Subject"].startswith("Sample room: due: ")
        quiet = desk("12T10:00", "notify", *SENT, *smtp, "--within", "PT1S", "--drill")
        assert quiet.out == "nothing is due; nothing was sent\n"
        assert len(box.taken) == 1


def test_both_languages_can_be_sent(desk: Desk) -> None:
    with mailbox() as (box, port):
        smtp = ("--smtp", f"localhost:{port}", "--security", "none")
        asked = ("notify", *SENT, "--smtp", f"127.0.0.1:{port}", *smtp[2:], "--both")
        assert desk("12T10:00", *asked, "--within", "P300D", "--lang", "zh").status == 0
    text = box.mail().get_content()
    assert text.index("待办") < text.index("due at")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--to", "a@b.c\nBcc: d@e.f"), "is no address"),
        (("--smtp", "mail.example.org", "--security", "none"), "others can read the mail"),
        (("--smtp", "a b"), "is no server"),
        (("--smtp", "mail.example.org:99999"), "is no server"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is(
    desk: Desk, args: tuple[str, ...], says: str
) -> None:
    ran = desk("12T10:00", "notify", *SENT, "--smtp", "localhost", *args)
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err


def test_a_user_without_a_password_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESPONSELEVELS_SMTP_USER", "duty")
    ran = desk("12T10:00", "notify", *SENT, "--smtp", "localhost")
    assert (ran.status, "RESPONSELEVELS_SMTP_PASSWORD" in ran.err) == (2, True)
