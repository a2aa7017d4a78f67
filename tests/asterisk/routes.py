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
RANKED_DID = "74951110014"
"""The queue `ranked`: 101, and 102 with a greater penalty, who rings only while 101 cannot."""
STRATEGY_DIDS = {"rrmemory": "74951110015", "leastrecent": "74951110016", "fewestcalls": "74951110017"}
STRATEGY_DIDS |= {"random": "74951110018", "rrordered": "74951110019"}
"""A queue of 101 and 102 for each of these ring strategies, under its name."""

TWO_DEVICES = "106"
QUEUE_EXTENSION, GROUP_EXTENSION, CONFERENCE, ECHO = "500", "501", "610", "600"
ANSWERED_QUEUE = "502"
"""The queue `sales` behind an Answer, as FreePBX has it: who calls it is up at once."""
SHORT_RING = "2"
"""First digit of an extension that rings 1XX for 3 s only."""
OTHER_PBX = "7"
"""First digit of what leads to 1XX of the other PBX, where there is one."""

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
exten => {DEVICES_DID},1,Dial(${{PJSIP_DIAL_CONTACTS({TWO_DEVICES})}},60,tT)
 same => n,Hangup()
exten => {RANKED_DID},1,Queue(ranked,rtT,,,40)
 same => n,Hangup()
""" + "".join(
    f"exten => {did},1,Queue({strategy},rtT,,,40)\n same => n,Hangup()\n" for strategy, did in STRATEGY_DIDS.items()
)

FROM_INTERNAL = f"""\
exten => _**1XX,1,PickupChan(PJSIP/${{EXTEN:2}},p)
 same => n,Hangup()
exten => {QUEUE_EXTENSION},1,Queue(sales,tT,,,120)
 same => n,Hangup()
exten => {ANSWERED_QUEUE},1,Answer()
 same => n,Queue(sales,tT,,,40)
 same => n,Hangup()
exten => {GROUP_EXTENSION},1,Dial(PJSIP/102&PJSIP/103,15,tT)
 same => n,Hangup()
exten => {CONFERENCE},1,ConfBridge(sales)
 same => n,Hangup()
exten => _{SHORT_RING}XX,1,Dial(PJSIP/1${{EXTEN:1}},3,tT)
 same => n,Hangup()
exten => _{OTHER_PBX}1XX,1,Dial(PJSIP/${{EXTEN:1}}@peer,15,tT)
 same => n,Hangup()
"""

CONTEXTS = """
[from-peer]
exten => _1XX,1,Dial(PJSIP/${EXTEN},15,tT)
 same => n,Hangup()

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
        ("ranked", "ringall", 10, ("PJSIP/101,1", "PJSIP/102,2")),
        *((strategy, strategy, 10, ("PJSIP/101", "PJSIP/102")) for strategy in STRATEGY_DIDS),
    )
)

VOICEMAIL = "[general]\nformat=wav\nmaxsecs=20\nskipms=3000\n[default]\n101 => 1234,Operator 101\n"
CONFBRIDGE = "[general]\n[default_user]\ntype=user\nquiet=yes\n[default_bridge]\ntype=bridge\n"
