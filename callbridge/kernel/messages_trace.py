"""Texts of a call's trace: what happened, step by step, and why there was no card (screenpop/trace_text.py)."""

from callbridge.kernel.messages_trace_words import TRACE_WORDS
from callbridge.kernel.template import Template

STEPS = {
    "trace.title": Template("Почему не было карточки? Звонок {call}, {at}", "Why was there no card? Call {call}, {at}"),
    "trace.skipped": Template("… ещё шагов: {count} …", "… {count} more steps …"),
    "trace.started": Template(
        "Звонок начался на АТС {pbx}: {direction}; линия: «{did}».",
        "The call began on PBX {pbx}: {direction}; line “{did}”.",
    ),
    "trace.started_partial": Template(
        "Звонок уже шёл, когда мы его увидели на АТС {pbx} ({direction}): начало неизвестно.",
        "The call was already going on when we saw it on PBX {pbx} ({direction}): its beginning is not known.",
    ),
    "trace.daemon_restarted": Template(
        "callbridge перезапускался во время звонка.", "callbridge was restarted during the call."
    ),
    "trace.link_down": Template("Связь с АТС {pbx} оборвалась.", "The link to PBX {pbx} broke."),
    "trace.link_up": Template("Связь с АТС {pbx} восстановлена.", "The link to PBX {pbx} is back."),
    "trace.closed_unseen": Template(
        "Звонок закончился, пока мы не видели АТС.", "The call ended while we could not see the PBX."
    ),
    "trace.recovered": Template(
        "Звонок восстановлен из CDR АТС (строк: {rows}): callbridge его не видел.",
        "The call was recovered from the PBX's CDR (rows: {rows}): callbridge did not see it.",
    ),
    "trace.completed": Template(
        "Конец звонка восстановлен из CDR АТС (строк: {rows}).",
        "The call's end was recovered from the PBX's CDR (rows: {rows}).",
    ),
    "trace.number_read": Template("Номер «{raw}» прочитан как {e164}.", "The number “{raw}” was read as {e164}."),
    "trace.number_internal": Template(
        "Номер «{raw}» — внутренний: в справочнике его не ищут.",
        "The number “{raw}” is an extension: it is not looked up in the directory.",
    ),
    "trace.number_own": Template(
        "Номер «{raw}» ({e164}) — наша собственная линия: в справочнике его не ищут.",
        "The number “{raw}” ({e164}) is one of our own lines: it is not looked up in the directory.",
    ),
    "trace.number_withheld": Template(
        "Сеть не сообщила номера: искать в справочнике нечего.",
        "The network told no number: there is nothing to look up.",
    ),
    "trace.number_unreadable": Template(
        "Номер «{raw}» не подходит ни под какой план: ищем его цифры как есть.",
        "The number “{raw}” fits no plan: its digits are looked up as they are.",
    ),
    "trace.lookup_internal": Template(
        "Внутренний звонок: в справочнике не ищут.", "An internal call: nothing is looked up."
    ),
    "trace.lookup_answered": Template(
        "Справочник ответил за {ms} мс: {match}; найдено {count}: {candidates}.",
        "The directory answered in {ms} ms: {match}; {count} found: {candidates}.",
    ),
    "trace.lookup_found_nobody": Template(
        "Справочник ответил за {ms} мс: {match}.", "The directory answered in {ms} ms: {match}."
    ),
    "trace.not_callers": Template(
        "Номер есть и у других, но операторы сказали «не он» ({count}): {records}.",
        "Others have the number too, but operators said “not the caller” ({count}): {records}.",
    ),
    "trace.not_caller_added": Template(
        "{operator}: звонит не {records}; для этого номера больше не предлагать.",
        "{operator}: it is not {records} who calls; not to be offered for this number any more.",
    ),
    "trace.not_caller_removed": Template(
        "{operator}: {records} снова предлагать для этого номера.",
        "{operator}: {records} to be offered for this number again.",
    ),
    "trace.card_skipped": Template("{operator}: карточка пропущена.", "{operator} skipped the card."),
    "trace.card_skipped_why": Template(
        "{operator}: карточка пропущена: «{why_skipped}».", "{operator} skipped the card: “{why_skipped}”."
    ),
    "trace.card_fetched": Template(
        "{operator}: пропущенная карточка возвращена.", "{operator} took the skipped card back."
    ),
    "trace.lookup_late": Template(
        "Справочник не ответил за {ms} мс: карточка идёт без истории.",
        "The directory did not answer in {ms} ms: the card goes without history.",
    ),
    "trace.lookup_failed": Template(
        "Справочник отказал через {ms} мс: карточка без истории.",
        "The directory failed after {ms} ms: the card is without history.",
    ),
    "trace.lookup_overload": Template(
        "Слишком много запросов к справочнику сразу: карточка без истории.",
        "Too many lookups at once: the card is without history.",
    ),
    "trace.queued": Template("Звонящий встал в очередь {queue}.", "The caller entered the queue {queue}."),
    "trace.queue_left": Template(
        "Звонящий вышел из очереди {queue} через {seconds} с.", "The caller left the queue {queue} after {seconds} s."
    ),
    "trace.queue_abandoned": Template(
        "Звонящий положил трубку в очереди {queue} через {seconds} с.",
        "The caller hung up in the queue {queue} after {seconds} s.",
    ),
    "trace.phone_rang": Template(
        "Зазвонил телефон {endpoint}; за ним: {operators}.", "The phone {endpoint} rang; at it: {operators}."
    ),
    "trace.phone_rang_nobody": Template("Зазвонил телефон {endpoint}.", "The phone {endpoint} rang."),
    "trace.dialed": Template(
        "Номер набран с телефона {endpoint}; за ним: {operators}.",
        "The number was dialled at the phone {endpoint}; at it: {operators}.",
    ),
    "trace.dialed_nobody": Template(
        "Номер набран с телефона {endpoint}.", "The number was dialled at the phone {endpoint}."
    ),
    "trace.no_operator": Template(
        "Ни у одного оператора нет внутреннего номера {extension} на АТС {pbx}: карточку показать некому.",
        "No operator has extension {extension} on PBX {pbx}: there is nobody to show a card to.",
    ),
    "trace.operator_inactive": Template(
        "Внутренний номер {extension} у отключённого логина ({operator}): карточку показать некому.",
        "Extension {extension} belongs to an inactive login ({operator}): there is nobody to show a card to.",
    ),
    "trace.operator_on_other_pbx": Template(
        "Внутренний номер {extension} есть у оператора {operator}, но на АТС {other_pbx}, а не {pbx}.",
        "Operator {operator} has extension {extension}, but on PBX {other_pbx}, not {pbx}.",
    ),
    "trace.phone_stopped": Template(
        "Телефон {endpoint} перестал звонить через {seconds} с: {ring_end}.",
        "The phone {endpoint} stopped ringing after {seconds} s: {ring_end}.",
    ),
    "trace.answered": Template("Ответили с телефона {endpoint}: {operators}.", "Answered at {endpoint}: {operators}."),
    "trace.answered_nobody": Template(
        "Ответили с телефона {endpoint}, за которым нет оператора.", "Answered at {endpoint}, where no operator sits."
    ),
    "trace.held": Template("Удержание с телефона {endpoint}.", "Put on hold at {endpoint}."),
    "trace.resumed": Template(
        "Разговор продолжен с телефона {endpoint} через {seconds} с.", "Resumed at {endpoint} after {seconds} s."
    ),
    "trace.identified": Template(
        "Сеть назвала звонящего: номер «{number}», имя «{name}».",
        "The network told who calls: number “{number}”, name “{name}”.",
    ),
    "trace.phone_left": Template(
        "Больше не с клиентом: {who}; разговор: {seconds} с, удержание: {hold} с.",
        "No longer with the customer: {who}; talk: {seconds} s, hold: {hold} s.",
    ),
    "trace.transferred_blind": Template(
        "Звонок переведён без предупреждения: {giver} → {taker}.", "Blind transfer: {giver} → {taker}."
    ),
    "trace.transferred_attended": Template(
        "Звонок переведён с консультацией: {giver} → {taker}.", "Attended transfer: {giver} → {taker}."
    ),
    "trace.picked_up": Template(
        "Звонок перехвачен: {taker}; звонил телефон: {rang}.", "Picked up by {taker}; the phone that rang: {rang}."
    ),
    "trace.parked": Template(
        "Звонок поставлен на парковку, место {space}: {giver}.", "Parked by {giver} at space {space}."
    ),
    "trace.unparked": Template(
        "Звонок снят с парковки, место {space}: {taker}.", "Fetched by {taker} from parking space {space}."
    ),
    "trace.unparked_timed_out": Template(
        "С парковки (место {space}) звонок никто не снял: он возвращается к тому, кто поставил.",
        "Nobody fetched the call from parking space {space}: it goes back to who parked it.",
    ),
    "trace.unparked_caller_gone": Template(
        "Звонящий положил трубку на парковке (место {space}).", "The caller hung up in parking space {space}."
    ),
    "trace.card_sent": Template(
        "Карточка отправлена: {operator}; открытых страниц: {sockets}.",
        "Card sent to {operator}; open pages: {sockets}.",
    ),
    "trace.card_sent_past_silent": Template(
        "Карточка ушла во вкладку, которая отвечает: {operator}; таких страниц: {sockets}, не отвечают: {silent}.",
        "Card sent to a tab that answers: {operator}; such pages: {sockets}, silent: {silent}.",
    ),
    "trace.card_waits": Template(
        "Оператор {operator} не видит экран: ни одна из открытых страниц ({sockets}) не отвечает, уже {seconds} с "
        "(вкладка заморожена, зависла, или компьютер спит). Карточка ждёт.",
        "Operator {operator} does not see the screen: none of the open pages ({sockets}) answers, for {seconds} s now "
        "(the tab is frozen or hangs, or the computer sleeps). The card waits.",
    ),
    "trace.card_no_page": Template(
        "Карточка готова, но у оператора {operator} не открыта ни одна страница.",
        "The card was ready, but operator {operator} had no page open.",
    ),
    "trace.card_drawn": Template(
        "Карточка на экране: {operator}, через {ms} мс после отправки.",
        "The card is on the screen: {operator}, {ms} ms after it was sent.",
    ),
    "trace.card_drawn_hidden": Template(
        "Карточка нарисована во вкладке, которой не видно: {operator}, через {ms} мс после отправки.",
        "The card was drawn in a tab that is not in view: {operator}, {ms} ms after it was sent.",
    ),
    "trace.card_withdrawn": Template(
        "Карточка ушла: {operator}; причина: {reason} {by}", "The card left: {operator}; reason: {reason} {by}"
    ),
    "trace.card_never_sent": Template(
        "Карточка не понадобилась, пока ждали справочник: {operator}; причина: {reason} {by}",
        "The card was no longer needed while the directory was asked: {operator}; reason: {reason} {by}",
    ),
    "trace.nobody_rang": Template("Ни один телефон не зазвонил.", "No phone rang."),
    "trace.ended": Template(
        "Звонок закончился: {outcome}; завершил: {hung_up_by}; код Q.850: {cause}.",
        "The call ended: {outcome}; ended by: {hung_up_by}; Q.850 cause: {cause}.",
    ),
}

VERDICTS = {
    "trace.verdict_seen": Template("Карточку видели: {operators}.", "The card was seen by: {operators}."),
    "trace.verdict_hidden": Template(
        "Карточка была только во вкладке, которой не видно: {operators}.",
        "The card was only in a tab that was not in view: {operators}.",
    ),
    "trace.verdict_unconfirmed": Template(
        "Карточка отправлена, но страница не подтвердила показа: {operators}.",
        "The card was sent, but the page did not confirm that it was shown: {operators}.",
    ),
    "trace.verdict_unconfirmed_elsewhere": Template(
        "Карточка отправлена во вторую вкладку, а первая не отвечала; показа никто не подтвердил: {operators}.",
        "The card was sent to a second tab, the first was silent; none confirmed that it was shown: {operators}.",
    ),
    "trace.verdict_blind": Template(
        "Без карточки: страница открыта, но не отвечала, оператор не видел экран: {operators}.",
        "No card: the page was open but did not answer, the operator did not see the screen: {operators}.",
    ),
    "trace.verdict_no_page": Template(
        "Без карточки: не открыта страница callbridge: {operators}.",
        "No card: no callbridge page was open: {operators}.",
    ),
    "trace.verdict_too_short": Template(
        "Без карточки: вызов закончился раньше, чем ответил справочник: {operators}.",
        "No card: the ring ended before the directory answered: {operators}.",
    ),
    "trace.verdict_no_operator": Template(
        "Без карточки: ни у одного оператора нет внутреннего номера {extension} на АТС {pbx}.",
        "No card: no operator has extension {extension} on PBX {pbx}.",
    ),
    "trace.verdict_operator_inactive": Template(
        "Без карточки: логин с внутренним номером {extension} отключён ({operator}).",
        "No card: the login with extension {extension} is inactive ({operator}).",
    ),
    "trace.verdict_other_pbx": Template(
        "Без карточки: {operator} с номером {extension} — на АТС {other_pbx}, а звонила {pbx}.",
        "No card: {operator} with extension {extension} is on PBX {other_pbx}, and {pbx} rang.",
    ),
    "trace.verdict_nobody_rang": Template("Без карточки: ни один телефон не зазвонил.", "No card: no phone rang."),
    "trace.verdict_recovered": Template(
        "Карточки быть не могло: во время звонка callbridge не видел АТС, а звонок восстановлен из CDR.",
        "There could be no card: callbridge did not see the PBX then, the call was recovered from its CDR.",
    ),
    "trace.verdict_completed": Template(
        "Конца звонка callbridge не видел: итог взят из CDR АТС.",
        "callbridge did not see the call's end: how it ended was read from the PBX's CDR.",
    ),
    "trace.verdict_unseen_end": Template(
        "Чем кончился звонок, не видно: callbridge или связь с АТС не работали.",
        "How the call ended was not seen: callbridge or the link to the PBX was down.",
    ),
    "trace.verdict_unknown": Template(
        "Карточек не было; почему — видно из шагов ниже.", "There was no card; the steps below tell why."
    ),
    "trace.verdict_going": Template("Звонок ещё идёт.", "The call is still going on."),
}

TRACE = STEPS | VERDICTS | TRACE_WORDS
