"""A letter as bytes: RFC 5322 with a text and the same as HTML, and the way out of a mailing (RFC 2369, RFC 8058)."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from callbridge.app.mail_port import Letter
from callbridge.crm.mail_address import read_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who the letters are from."""

    address: str
    name: str = ""
    reply_to: str = ""

    @property
    def domain(self) -> str:
        """The part behind the @, in ASCII: Message-IDs end in it."""
        return (read_address(self.address) or self.address).rpartition("@")[2]


def message_bytes(letter: Letter, sender: Sender) -> bytes:
    """Return the whole message, its lines ended by CR LF."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _mailbox(sender.address, sender.name)
    message["To"] = _mailbox(letter.to, letter.to_name)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = letter.message_id
    if sender.reply_to:
        message["Reply-To"] = _mailbox(sender.reply_to, "")
    if letter.unsubscribe_url:
        message["Precedence"] = "bulk"  # so that holiday answers are not sent back
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    else:
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nor to letters about reminders
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    # The email package would fold a long address into encoded words, which no mail program takes for a link.
    way_out = f"List-Unsubscribe: <{letter.unsubscribe_url}>\r\n" if letter.unsubscribe_url else ""
    return way_out.encode("ascii") + message.as_bytes()


def _mailbox(address: str, name: str) -> Address:
    ascii_address = read_address(address)
    if ascii_address is None:
        raise ValueError("an address that was not read")
    local, _, domain = ascii_address.rpartition("@")
    return Address(display_name=name, username=local, domain=domain)
