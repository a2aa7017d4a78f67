"""Texts about call scripts; part of kernel/messages.py."""

from callbridge.kernel.template import Template

SCRIPTS = {
    "script.published": Template("Сценарий опубликован", "Script published"),
    "script.edited": Template("Шаги сценария изменены", "Steps of the script changed"),
    "script.endless": Template(
        "Отсюда сценарий никогда не кончается: хотя бы один ответ должен вести к концу.",
        "The script never ends from here: at least one answer must lead to the end.",
    ),
    "script.unknown_step": Template("Такого шага нет.", "There is no such step."),
    "script.unknown_word": Template(
        "Неизвестное поле в двойных скобках. Можно: {{{{имя}}}}, {{{{оператор}}}}, {{{{мероприятие}}}}, "
        "{{{{организация}}}}, {{{{тема}}}}.",
        "Unknown field in double braces. There are {{{{name}}}}, {{{{operator}}}}, {{{{event}}}}, "
        "{{{{organization}}}}, {{{{topic}}}}.",
    ),
    "script.not_text": Template("Сюда не записать текст ответа.", "The text of an answer cannot go there."),
    "script.reason_not_asked": Template(
        "При этом результате причина не указывается.", "No reason is given with this result."
    ),
    "script.campaign_not_asked": Template(
        "При этом источнике мероприятие не указывается.", "No event is given with this source."
    ),
}
