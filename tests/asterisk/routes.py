"""The rest of the company's dialplan: queues of every style, follow-me, forwarding, parking, a conference, voicemail.

Plain dialplan as administrators and FreePBX write it; nothing in it knows of callbridge.
"""

IVR_DID = "74951110006"
"""A menu: key 1 leads to the queue `sales`."""
OVERFLOW_DID = "74951110007"
"""The queue `first` (101) for 3 s, then `sales`."""
RINGALL_DID = "74951110008"
"""The queue `everybody`: 101, 102 and 103 at once."""
LOCAL_N_DID = "74951110009"
"""The queue `local`: members ``Local/101@from-queue/n`` and 102, as FreePBX has them."""
LOCAL_DID = "74951110010"
"""The queue `optimised`: the same without ``/n``, so that Asterisk takes the Local channel away."""
FOLLOW_ME_DID = "74951110011"
"""Rings 102, then 103; who answers confirms with key 1."""
VOICEMAIL_DID = "74951110012"
"""Rings 101 for 3 s, then the voicemail answers."""
DEVICES_DID = "74951110013"
"""Rings both devices of 106."""

TWO_DEVICES = "106"
QUEUE_EXTENSION, GROUP_EXTENSION, CONFERENCE = "500", "501", "610"
SHORT_RING = "2"
"""First digit of an extension that rings 1XX for 3 s only."""

FROM_TRUNK = f"""\
exten => {IVR_DID},1,Answer()
 same => n,Read(choice,beep,1,,1,5)
 same => n,GotoIf($["${{choice}}"="1"]?sales)
 same => n,Hangup()
 same => n(sales),Queue(sales,tT,,,40)
 same => n,Hangup()
exten => {OVERFLOW_DID},1,Queue(first,rtT,,,3)
 same => n,Queue(sales,rtT,,,40)
 same => n,Hangup()
exten => {RINGALL_DID},1,Queue(everybody,rtT,,,40)
 same => n,Hangup()
exten => {LOCAL_N_DID},1,Queue(local,rtT,,,40)
 same => n,Hangup()
exten => {LOCAL_DID},1,Queue(optimised,rtT,,,40)
 same => n,Hangup()
exten => {FOLLOW_ME_DID},1,Dial(PJSIP/102,6,tTU(confirm))
 same => n,Dial(PJSIP/103,10,tTU(confirm))
 same => n,Hangup()
exten => {VOICEMAIL_DID},1,Dial(PJSIP/101,3,tT)
 same => n,VoiceMail(101@default,u)
 same => n,Hangup()
exten => {DEVICES_DID},1,Dial(${{PJSIP_DIAL_CONTACTS({TWO_DEVICES})}},15,tT)
 same => n,Hangup()
"""

FROM_INTERNAL = f"""\
exten => _**1XX,1,PickupChan(PJSIP/${{EXTEN:2}},p)
 same => n,Hangup()
exten => {QUEUE_EXTENSION},1,Queue(sales,tT,,,40)
 same => n,Hangup()
exten => {GROUP_EXTENSION},1,Dial(PJSIP/102&PJSIP/103,15,tT)
 same => n,Hangup()
exten => {CONFERENCE},1,ConfBridge(sales)
 same => n,Hangup()
exten => _{SHORT_RING}XX,1,Dial(PJSIP/1${{EXTEN:1}},3,tT)
 same => n,Hangup()
"""

CONTEXTS = """
[from-queue]
exten => _1XX,1,Dial(PJSIP/${EXTEN},,tT)
 same => n,Hangup()

[confirm]
exten => s,1,Read(choice,beep,1,,1,3)
 same => n,GotoIf($["${choice}"="1"]?yes)
 same => n,Set(GOSUB_RESULT=CONTINUE)
 same => n(yes),Return()
"""

QUEUES = "".join(
    f"[{name}]\nstrategy={strategy}\ntimeout={timeout}\nretry=1\nringinuse=no\njoinempty=yes\n"
    + "".join(f"member => {member}\n" for member in members)
    for name, strategy, timeout, members in (
        ("first", "linear", 10, ("PJSIP/101",)),
        ("everybody", "ringall", 10, ("PJSIP/101", "PJSIP/102", "PJSIP/103")),
        ("local", "linear", 3, ("Local/101@from-queue/n", "Local/102@from-queue/n")),
        ("optimised", "linear", 3, ("Local/101@from-queue", "Local/102@from-queue")),
    )
)

VOICEMAIL = "[general]\nformat=wav\nmaxsecs=20\nskipms=3000\n[default]\n101 => 1234,Operator 101\n"
CONFBRIDGE = "[general]\n[default_user]\ntype=user\nquiet=yes\n[default_bridge]\ntype=bridge\n"
