"""Letters as strangers, programs and mail servers write them."""

from email.message import EmailMessage
from email.policy import SMTP

from callbridge.crm.incoming_letter import OwnMail

OUR_ID = "<0123456789abcdef0123456789abcdef@example.ru>"
OWN = OwnMail(addresses=frozenset({"news@example.ru"}), domain="example.ru")


def a_letter(
    text: str = "Пришлите, пожалуйста, прайс.",
    *,
    sender: str = "Анна Иванова <anna@client.ru>",
    subject: str = "Запрос цены",
    message_id: str = "<1@client.ru>",
    files: dict[str, bytes] | None = None,
    **headers: str,
) -> bytes:
    """Return a letter; more headers by their names, ``_`` for ``-``."""
    message = EmailMessage(policy=SMTP)
    given = {"From": sender, "To": "sales@example.ru", "Subject": subject, "Date": "Thu, 26 Nov 2026 10:00:00 +0300"}
    for name, value in given.items():
        message[name] = value
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def a_bounce(
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 no such user",
    *,
    action: str = "failed",
    of: str = OUR_ID,
    enclosed: str = "message/rfc822",
    message_id: str = "<report-1@mx.example.net>",
) -> bytes:
    """Return a delivery status notification as Postfix writes it (RFC 3464)."""
    original = f"From: news@example.ru\r\nTo: p1@example.net\r\nMessage-ID: {of}\r\nSubject: News\r\n"
    return "\r\n".join(
        [
            "Return-Path: <>",
            "From: MAILER-DAEMON@mx.example.net (Mail Delivery System)",
            "To: news@example.ru",
            "Subject: Undelivered Mail Returned to Sender",
            "Auto-Submitted: auto-replied",
            f"Message-ID: {message_id}",
            "MIME-Version: 1.0",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
            "",
            "--b1",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "I'm sorry to have to inform you that your message could not be delivered.",
            "",
            "--b1",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example.net",
            "",
            "Final-Recipient: rfc822; p1@example.net",
            f"Action: {action}",
            f"Status: {status}",
            f"Diagnostic-Code: {diagnostic}",
            "",
            "--b1",
            f"Content-Type: {enclosed}",
            "",
            original,
            "--b1--",
            "",
        ]
    ).encode()


def a_plain_bounce(words: str = "<p1@example.net>: 550 5.1.1 no such user", *, of: str = OUR_ID) -> bytes:
    """Return a bounce as qmail writes it: a text that quotes the letter."""
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@old.example.net\r\nTo: news@example.ru\r\n"
        "Subject: failure notice\r\nMessage-ID: <2@old.example.net>\r\n\r\n"
        f"Hi. This is the qmail-send program.\r\n\r\n{words}\r\n\r\n"
        "--- Below this line is a copy of the message.\r\n\r\n"
        f"From: news@example.ru\r\nMessage-ID: {of}\r\n\r\nНовости\r\n"
    ).encode()
