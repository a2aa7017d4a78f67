"""Texts about what is done with calls from the card and the lists; part of kernel/messages.py."""

from callbridge.kernel.template import Template

CONTROL = {
    "transfer.no_colleague": Template("Такого коллеги с телефоном нет.", "There is no such colleague with a phone."),
    "transfer.busy": Template(
        "{name} сейчас говорит. Звонок остался у вас.", "{name} is in a call. The call stays with you."
    ),
    "transfer.unreachable": Template(
        "Телефон коллеги не подключён: {name}. Звонок остался у вас.",
        "The phone of {name} is not registered. The call stays with you.",
    ),
    "control.not_talking": Template("Вы сейчас не говорите с этим клиентом.", "You do not talk to this customer now."),
    "park.off": Template(
        "Парковка не настроена: администратор задаёт park_extension.",
        "Parking is not set up: an administrator sets park_extension.",
    ),
    "pickup.over": Template("Этот звонок уже не звонит.", "This call rings no longer."),
    "listen.off": Template("Слушать разговоры запрещено в настройках.", "Listening is forbidden in the configuration."),
    "listen.over": Template("Этот разговор уже закончился.", "This talk is over."),
    "tape.off": Template(
        "Записывать разговор с карточки здесь не разрешено (раздел audio в настройках).",
        "Recording from the card is not allowed here (section audio of the configuration).",
    ),
    "tape.role": Template("Для этого нужна другая роль.", "This needs another role."),
    "tape.runs": Template("Этот разговор уже записывается.", "This talk is being recorded already."),
    "tape.of_the_pbx": Template(
        "Эту запись начала АТС: её можно приостановить, но не остановить.",
        "The PBX began this recording: it can be paused, not ended.",
    ),
    "tape.not_now": Template(
        "Сейчас этого с записью сделать нельзя: её состояние уже другое.",
        "That cannot be done with the recording now: its state is another one.",
    ),
    "dial.no_number": Template("Здесь нет номера, который можно набрать.", "There is no number here to dial."),
    "dial.other_number": Template(
        "У этой записи уже другой номер. Обновите страницу.", "This record has another number now. Reload the page."
    ),
    "dial.no_phone": Template("У вас не указан внутренний номер.", "You have no extension."),
    "dial.off": Template(
        "Набор номера не настроен: администратор задаёт dial_context.",
        "Dialling is not set up: an administrator sets dial_context.",
    ),
    "dial.emergency": Template(
        "Экстренный номер {number} по нажатию не набирается: наберите его на телефоне.",
        "The emergency number {number} is not dialled by a click: dial it on the phone.",
    ),
    "dial.too_short": Template(
        "Номер слишком короткий, и внутреннего номера такого нет.",
        "The number is too short, and nobody has such an extension.",
    ),
    "dial.forbidden": Template(
        "Этот номер запрещено набирать (раздел dial в настройках).",
        "This number may not be dialled (section dial of the configuration).",
    ),
    "dial.in_call": Template(
        "Ваш телефон уже занят звонком. Закончите его и нажмите ещё раз.",
        "Your phone is in a call already. End it and click again.",
    ),
    "dial.unreachable": Template(
        "Ваш телефон {extension} не подключён к АТС.", "Your phone {extension} is not registered at the PBX."
    ),
    "dial.too_many": Template(
        "Слишком много звонков подряд. Повторите через {retry_after_s} с.",
        "Too many calls in a row. Try again in {retry_after_s} s.",
    ),
}
