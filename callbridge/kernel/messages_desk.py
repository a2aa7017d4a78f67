"""Texts about follow-ups and reminders; part of kernel/messages.py."""

from callbridge.kernel.template import Template

FOLLOW_UPS = {
    "key_reserved": Template("Эту клавишу браузер оставляет себе.", "The browser keeps this key to itself."),
    "key_taken": Template("Эта клавиша уже занята.", "This key is taken already."),
    "promise.closed": Template("Этот контакт уже закрыт.", "This contact is closed already."),
    "too_far": Template("Это слишком далеко: не дальше двух лет.", "This is too far away: two years at most."),
    "calendar.unknown": Template(
        "Такого календаря нет, или его адрес отозван.", "There is no such calendar, or its address was revoked."
    ),
    "letter.subject": Template("Пора связаться: {who}", "Time to get in touch: {who}"),
    "letter.subject_more": Template(
        "Пора связаться: {who} и ещё {more}", "Time to get in touch: {who} and {more} more"
    ),
    "letter.nobody": Template("без имени", "no name"),
    "letter.more": Template("И ещё: {more}", "And {more} more"),
    "letter.way_out": Template(
        "Так просит ваш параметр «Напоминания письмом»: Настройки → Мои параметры.",
        "Your parameter “Reminders by e-mail” asks for this: Settings → My parameters.",
    ),
}
