"""The configuration tree of one Asterisk instance: everything below one folder, nothing from the system."""

import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.asterisk.address import Network, free_port
from tests.asterisk.dialplan import EXTENSIONS, FEATURES, INDICATIONS, PARKING, QUEUES, headsets, phones
from tests.asterisk.fetch import Installation
from tests.asterisk.modules import MODULES
from tests.asterisk.routes import CONFBRIDGE, VOICEMAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class AmiUser:
    """A section of manager.conf."""

    name: str
    secret: str
    read: str
    write: str
    more: str = ""


DAEMON = AmiUser(
    name="callbridge",
    secret="s3cret",
    read="system,call,agent,user,cdr",
    write="system,call,agent,originate,reporting",
)
"""The rights that the administrator's guide asks for."""

POOR = AmiUser(name="poor", secret="p00r", read="call", write="")
"""Too few rights: never hears FullyBooted, may do nothing."""

FILTERED = AmiUser(
    name="filtered",
    secret="f1ltered",
    read="system,call,agent,user,cdr",
    write="system,call,agent,originate,reporting",
    more="eventfilter(action(exclude),name(NewConnectedLine)) =\neventfilter(action(exclude),name(BridgeCreate)) =",
)
"""The same rights and the event filter that the guide recommends for busy PBXs."""

RIG = AmiUser(name="rig", secret="r1g", read="system", write="all")
"""The rig's own hand on the PBX."""

CDR = """\
[general]
enable=yes
unanswered=yes
[csv]
usegmtime=yes
loguniqueid=yes
loguserfield=yes
newcdrcolumns=yes
"""
"""As the administrator's guide asks for: Master.csv with Uniqueid, Linkedid and sequence, in UTC."""

_SQLITE_COLUMNS = (
    *("calldate", "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata"),
    *("duration", "billsec", "disposition", "uniqueid", "linkedid", "sequence", "answer"),
)
_SQLITE_VARIABLES = {"calldate": "start"}
CDR_SQLITE = f"""\
[master]
table => cdr
columns => {", ".join(_SQLITE_COLUMNS)}
values => {", ".join(f"'${{CDR({_SQLITE_VARIABLES.get(name, name)})}}'" for name in _SQLITE_COLUMNS)}
"""

SORCERY = """\
[res_pjsip]
auth=config,pjsip.conf,criteria=type=auth
auth=astdb,callbridge
"""
"""As the administrator's guide asks for: passwords that callbridge makes are looked up in Asterisk's own database."""

USERS = (DAEMON, POOR, FILTERED, RIG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where one instance lives: folder, addresses, ports. Kept over restarts."""

    work: Path
    network: Network
    ami_port: int
    ami_tls_port: int
    sip_port: int
    trunk_port: int
    ws_port: int
    wss_port: int
    users: tuple[AmiUser, ...] = field(default=USERS)

    @classmethod
    def choose(cls, work: Path, network: Network) -> "Settings":
        ports: set[int] = set()
        while len(ports) < 4:
            ports.add(free_port(network.pbx))
        ami, ami_tls, ws, wss = ports
        return cls(
            work=work,
            network=network,
            ami_port=ami,
            ami_tls_port=ami_tls,
            sip_port=free_port(network.pbx, socket.SOCK_DGRAM),
            trunk_port=free_port(network.trunk, socket.SOCK_DGRAM),
            ws_port=ws,
            wss_port=wss,
        )

    @property
    def ca(self) -> Path:
        """The certificate to trust for AMI over TLS."""
        return self.work / "keys/ca.pem"


def write_config(settings: Settings, installation: Installation) -> None:
    """Write the whole tree."""
    work = settings.work
    for folder in ("log/cdr-csv", "etc", "lib", "db", "keys/keys", "spool/monitor", "run", "log"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    _write_certificates(settings, installation)
    files = {
        "asterisk.conf": _asterisk(settings, installation),
        "modules.conf": "[modules]\nautoload=no\n"
        + "".join(f"load={module}.so\n" for module in MODULES if installation.has(module)),
        "logger.conf": "[general]\ndateformat=%F %T.%3q\n[logfiles]\nconsole => notice,warning,error\n",
        "manager.conf": _manager(settings),
        "pjsip.conf": _pjsip(settings) + phones(settings.network.pbx) + headsets(),
        "rtp.conf": "[general]\nrtpstart=20000\nrtpend=29999\nicesupport=yes\nstrictrtp=no\n",
        "extensions.conf": EXTENSIONS,
        "queues.conf": QUEUES,
        "features.conf": FEATURES,
        "res_parking.conf": PARKING,
        "cdr.conf": CDR,
        "cdr_sqlite3_custom.conf": CDR_SQLITE,
        "cdr_manager.conf": "[general]\nenabled=yes\n",
        "cel.conf": "[general]\nenable=no\n",
        "http.conf": _http(settings),
        "sorcery.conf": SORCERY,
        "musiconhold.conf": f"[default]\nmode=files\ndirectory={installation.share}/sounds/en_US_f_Allison\n",
        "indications.conf": INDICATIONS,
        "pjsip_notify.conf": "[talk]\nEvent=>talk\n",
        "voicemail.conf": VOICEMAIL,
        "confbridge.conf": CONFBRIDGE,
    }
    # Asterisk warns about each of these when absent, and its warnings are read when a test fails.
    files |= dict.fromkeys(("ccss.conf", "udptl.conf", "queuerules.conf"), "[general]\n")
    files |= dict.fromkeys(("acl.conf", "pjproject.conf", "stasis.conf", "extconfig.conf"), "")
    files |= dict.fromkeys(("codecs.conf", "dsp.conf"), "")
    for name, text in files.items():
        (work / "etc" / name).write_text(text, encoding="utf-8")


def join(settings: Settings, other: Settings) -> None:
    """Add a SIP trunk to another instance, as ``PJSIP/peer``, to a configuration that is not read yet."""
    host = settings.network.pbx
    trunk = f"""
[peer]
type=endpoint
transport=transport-udp
context=from-peer
disallow=all
allow=ulaw,alaw
aors=peer
direct_media=no
media_address={host}
bind_rtp_to_media_address=yes
trust_id_inbound=yes
trust_id_outbound=yes
send_pai=yes
send_connected_line=no
rtp_symmetric=yes
[peer]
type=aor
contact=sip:{other.network.pbx}:{other.sip_port}
[peer]
type=identify
endpoint=peer
match={other.network.pbx}
"""
    with (settings.work / "etc/pjsip.conf").open("a", encoding="utf-8") as file:
        file.write(trunk)


def _asterisk(settings: Settings, installation: Installation) -> str:
    work = settings.work
    # No package script ran, so that the link sounds/en is not there: the voice's own name is the language.
    return f"""\
[directories]
astetcdir => {work}/etc
astmoddir => {installation.modules}
astvarlibdir => {work}/lib
astdbdir => {work}/db
astkeydir => {work}/keys
astdatadir => {installation.share}
astagidir => {work}/lib
astspooldir => {work}/spool
astrundir => {work}/run
astlogdir => {work}/log
astsbindir => {installation.root}/usr/sbin
[options]
verbose = 0
nocolor = yes
defaultlanguage = en_US_f_Allison
"""


def _manager(settings: Settings) -> str:
    host = settings.network.pbx
    general = f"""\
[general]
enabled = yes
port = {settings.ami_port}
bindaddr = {host}
tlsenable = yes
tlsbindaddr = {host}:{settings.ami_tls_port}
tlscertfile = {settings.work}/keys/server.pem
tlsprivatekey = {settings.work}/keys/server.key
webenabled = no
allowmultiplelogin = yes
timestampevents = yes
"""
    return general + "".join(
        f"\n[{user.name}]\nsecret = {user.secret}\nread = {user.read}\nwrite = {user.write}\n{user.more}\n"
        for user in settings.users
    )


def _http(settings: Settings) -> str:
    """Where browsers reach the PBX: ``/ws``, with TLS and, on loopback alone, without."""
    host, keys = settings.network.pbx, settings.work / "keys"
    return f"""\
[general]
enabled=yes
bindaddr={host}
bindport={settings.ws_port}
tlsenable=yes
tlsbindaddr={host}:{settings.wss_port}
tlscertfile={keys}/server.pem
tlsprivatekey={keys}/server.key
"""


def _pjsip(settings: Settings) -> str:
    host, trunk = settings.network.pbx, settings.network.trunk
    return f"""\
[global]
type=global
user_agent=rig
endpoint_identifier_order=ip,username

[transport-udp]
type=transport
protocol=udp
bind={host}:{settings.sip_port}

[transport-ws]
type=transport
protocol=ws
bind={host}

[transport-wss]
type=transport
protocol=wss
bind={host}

[trunk]
type=endpoint
transport=transport-udp
context=from-trunk
disallow=all
allow=ulaw,alaw
aors=trunk
direct_media=no
media_address={host}
bind_rtp_to_media_address=yes
trust_id_inbound=yes
trust_id_outbound=yes
send_pai=yes
send_connected_line=no
rtp_symmetric=yes
[trunk]
type=aor
contact=sip:{trunk}:{settings.trunk_port}
[trunk]
type=identify
endpoint=trunk
match={trunk}
"""


def _write_certificates(settings: Settings, installation: Installation) -> None:
    """Make a CA of our own and a certificate for this instance's address, once (OpenSSL 1.1.1 of bullseye suffices)."""
    keys = settings.work / "keys"
    if settings.ca.exists():
        return
    (keys / "openssl.cnf").write_text("[req]\ndistinguished_name=dn\n[dn]\n", encoding="ascii")
    extensions = f"""\
subjectAltName=DNS:pbx.test,IP:{settings.network.pbx}
basicConstraints=critical,CA:FALSE
authorityKeyIdentifier=keyid
"""
    (keys / "server.cnf").write_text(extensions, encoding="ascii")
    days = ("-days", "30")

    def openssl(*arguments: str) -> None:
        subprocess.run(installation.command("usr/bin/openssl", *arguments), cwd=keys, check=True, capture_output=True)

    def request(name: str, *arguments: str) -> None:
        new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", f"{name}.key")
        openssl("req", "-config", "openssl.cnf", *new_key, *arguments)

    request(
        *("ca", "-x509", *days, "-subj", "/CN=callbridge test CA", "-out", "ca.pem"),
        *("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        *("-addext", "subjectKeyIdentifier=hash"),
    )
    request("server", "-new", "-subj", "/CN=pbx.test", "-out", "server.csr")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "server.cnf")
    openssl("x509", "-req", "-in", "server.csr", *signing, *days, "-out", "server.pem")
