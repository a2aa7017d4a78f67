"""The little company that the rig's Asterisk serves: its numbers, phones, queue and features."""

from tests.asterisk import routes

QUEUE_DID = "74951110001"
"""Goes to the queue `sales`: 103 first, then 104, each for `QUEUE_RING_S`."""
DIRECT_DID = "74951110002"
"""Rings 101."""
GROUP_DID = "74951110003"
"""Rings 101 and 102 at once."""
UNREGISTERED_DID = "74951110004"
"""Rings 109, which nobody ever registers."""
BUSY_DID = "74951110005"
"""Rings 105, whose phone takes many calls at once (load)."""

RECORDED_DID = "74951110014"
"""Rings 101, and what is said is kept in folders as FreePBX makes them; dates in UTC, whatever this machine's zone."""

HEADSET_DID = "74951110020"
"""Rings 121, which is a headset."""

HEADSETS = ("121", "122")
"""Endpoints of browsers; their passwords are callbridge's to make."""
PHONES = ("101", "102", "103", "104", "105", routes.TWO_DEVICES, "109")
PASSWORD = "pw"
QUEUE = "sales"
QUEUE_MEMBERS = ("103", "104")
QUEUE_RING_S = 15
PATIENCE_S = 180
"""How long a phone rings or a customer waits where no end of it is to be seen: longer than any page is waited for."""
PICKUP = "*8"
PARK = "700"

EXTENSIONS = f"""\
[general]
static=yes

[from-trunk]
exten => {QUEUE_DID},1,Queue({QUEUE},rtT,,,{PATIENCE_S})
 same => n,Hangup()
exten => {DIRECT_DID},1,Dial(PJSIP/101,{PATIENCE_S},tT)
 same => n,Hangup()
exten => {GROUP_DID},1,Dial(PJSIP/101&PJSIP/102,{PATIENCE_S},tT)
 same => n,Hangup()
exten => {UNREGISTERED_DID},1,Dial(PJSIP/109,15,tT)
 same => n,Hangup()
exten => {BUSY_DID},1,Dial(PJSIP/105,{PATIENCE_S},tT)
 same => n,Hangup()
exten => {HEADSET_DID},1,Dial(PJSIP/{HEADSETS[0]},{PATIENCE_S},tT)
 same => n,Hangup()
exten => {RECORDED_DID},1,Set(began=${{STRFTIME(${{EPOCH}},UTC,%Y%m%d-%H%M%S)}})
 same => n,Set(file=external-101-${{CALLERID(num)}}-${{began}}-${{UNIQUEID}}.wav)
 same => n,MixMonitor(${{STRFTIME(${{EPOCH}},UTC,%Y/%m/%d)}}/${{file}})
 same => n,Dial(PJSIP/101,{PATIENCE_S},tT)
 same => n,Hangup()
{routes.FROM_TRUNK}
[from-internal]
include => parkedcalls
exten => _1XX,1,Dial(PJSIP/${{EXTEN}},{PATIENCE_S},tT)
 same => n,Hangup()
exten => {PARK},1,Park()
{routes.FROM_INTERNAL}exten => {routes.ECHO},1,Answer()
 same => n,Echo()
exten => _+X.,1,Dial(PJSIP/${{EXTEN}}@trunk,{PATIENCE_S},tT)
 same => n,Hangup()
exten => _XXXXXX.,1,Dial(PJSIP/${{EXTEN}}@trunk,{PATIENCE_S},tT)
 same => n,Hangup()
{routes.CONTEXTS}
[hints]
""" + "".join(f"exten => {phone},hint,PJSIP/{phone}\n" for phone in PHONES)

QUEUES = f"""\
[general]
persistentmembers=no
autofill=yes
shared_lastcall=yes
[{QUEUE}]
strategy=linear
timeout={QUEUE_RING_S}
retry=1
wrapuptime=0
ringinuse=no
joinempty=yes
leavewhenempty=no
announce-frequency=0
reportholdtime=no
timeoutpriority=conf
""" + "".join(f"member => PJSIP/{member},0,Operator {member},PJSIP/{member}\n" for member in QUEUE_MEMBERS)
QUEUES += routes.QUEUES

FEATURES = f"""\
[general]
transferdigittimeout=3
pickupexten={PICKUP}
atxfernoanswertimeout=15
atxferloopdelay=2
[featuremap]
blindxfer=##
atxfer=*2
parkcall=#72
"""

PARKING = f"""\
[general]
[default]
parkext=>{PARK}
parkpos=>701-720
context=>parkedcalls
parkingtime=>45
findslot=>next
parkedcalltransfers=both
"""

INDICATIONS = """\
[general]
country=us
[us]
description=US
ringcadence=2000,4000
dial=350+440
busy=480+620/500,0/500
ring=440+480/2000,0/4000
congestion=480+620/250,0/250
"""


def headsets() -> str:
    """Return the sections of pjsip.conf for browsers, as the administrator's guide has them."""
    return "".join(
        f"""
[{extension}]
type=endpoint
context=from-internal
disallow=all
allow=ulaw,alaw
webrtc=yes
rtp_timeout=10
rtp_timeout_hold=300
direct_media=no
allow_transfer=yes
send_pai=yes
call_group=1
pickup_group=1
auth={extension}
aors={extension}
callerid=Operator {extension} <{extension}>
[{extension}]
type=aor
max_contacts=1
remove_existing=yes
"""
        for extension in HEADSETS
    )


def phones(media_address: str) -> str:
    """Return the sections of pjsip.conf for the operators' phones."""
    templates = f"""
[phone](!)
type=endpoint
transport=transport-udp
context=from-internal
disallow=all
allow=ulaw,alaw
direct_media=no
media_address={media_address}
bind_rtp_to_media_address=yes
rtp_symmetric=yes
rewrite_contact=yes
call_group=1
pickup_group=1
send_pai=yes
allow_transfer=yes
[phone-auth](!)
type=auth
auth_type=userpass
password={PASSWORD}
[phone-aor](!)
type=aor
qualify_frequency=0
"""
    return templates + "".join(
        f"""
[{phone}](phone)
auth={phone}
aors={phone}
callerid=Operator {phone} <{phone}>
[{phone}](phone-auth)
username={phone}
[{phone}](phone-aor)
max_contacts={2 if phone == routes.TWO_DEVICES else 1}
remove_existing={"no" if phone == routes.TWO_DEVICES else "yes"}
"""
        for phone in PHONES
    )
