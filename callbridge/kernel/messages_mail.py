"""Texts about mailings; part of kernel/messages.py."""

from callbridge.kernel.template import Template

MAIL = {
    "mail.unavailable": Template(
        "Почтовый сервер не отвечает: {message}", "The mail server does not answer: {message}"
    ),
    "mail.login_refused": Template(
        "Почтовый сервер отклонил вход: {message}", "The mail server refused the login: {message}"
    ),
    "mail.not_configured": Template(
        "Почтовый сервер не настроен: администратору нужен раздел [mail].",
        "No mail server is configured: the administrator needs the section [mail].",
    ),
    "mailbox.unavailable": Template("Почтовый ящик не читается: {message}", "The mailbox cannot be read: {message}"),
    "mailbox.login_refused": Template(
        "Сервер не пустил в почтовый ящик: {message}", "The server refused the login to the mailbox: {message}"
    ),
    "mailbox.no_folder": Template(
        "В почтовом ящике нет папки «{folder}»: {message}", "The mailbox has no folder “{folder}”: {message}"
    ),
    "mailbox.no_such_login": Template(
        "Лиды из ящика заводить не от кого: нет активного логина {login} (acts_as).",
        "Nobody to make the mailbox's leads as: there is no active login {login} (acts_as).",
    ),
    "check.mail_ok": Template("почтовый сервер принимает вход.", "the mail server lets us in."),
    "check.mailbox_ok": Template(
        "ящик открывается, писем в папке: {count}.", "the mailbox opens, letters in its folder: {count}."
    ),
    "letter.files": Template("Вложения: {names}", "Attached: {names}"),
    "letter.cut": Template("Письмо длиннее и прочитано не целиком.", "The letter is longer and was not read whole."),
    "mailing.footer": Template("Отписаться от рассылки:", "Unsubscribe:"),
    "mailing.wrong_field": Template(
        "В тексте неизвестное поле {word}. Вставляйте поля кнопками.",
        "The text has an unknown field {word}. Put fields in with the buttons.",
    ),
    "mailing.unknown_field": Template("Неизвестное поле.", "Unknown field."),
    "mailing.wrong_brace": Template(
        "В тексте лишняя фигурная скобка. Поля пишутся так: {{{{имя}}}}; сама скобка — дважды: {{{{ или }}}}.",
        "The text has a stray brace. Fields are written {{{{name}}}}, a brace itself twice: {{{{ or }}}}.",
    ),
    "mailing.lone_brace": Template("Лишняя фигурная скобка.", "A stray brace."),
    "mailing.illegal_move": Template(
        "С рассылкой в этом состоянии так нельзя.", "That cannot be done with a mailing in this state."
    ),
    "mailing.not_draft": Template(
        "Рассылка уже начата: текст и получатели не меняются.",
        "The mailing has begun: its text and recipients no longer change.",
    ),
    "mailing.not_again": Template("Этому адресу нельзя послать ещё раз.", "This address cannot be tried again."),
    "mailing.past": Template("Это время уже прошло.", "That time is past."),
    "mailing.no_address": Template("Нет адреса e-mail", "No e-mail address"),
    "mailing.wrong_address": Template("Это не адрес e-mail", "Not an e-mail address"),
    "mailing.undeliverable": Template(
        "Письмо на этот адрес вернулось: {message}", "A letter to this address came back: {message}"
    ),
    "mailing.no_own_address": Template(
        "У вас в карточке сотрудника нет e-mail: впишите адрес.", "You have no e-mail as an employee: type an address."
    ),
    "mailing.test_refused": Template(
        "Почтовый сервер не принял письмо: {message}", "The mail server did not take the letter: {message}"
    ),
    "unsubscribe.title": Template("Отписка от рассылок", "Unsubscribing"),
    "unsubscribe.ask": Template(
        "Больше не присылать рассылки на этот адрес?", "Send no more mailings to this address?"
    ),
    "unsubscribe.button": Template("Отписаться", "Unsubscribe"),
    "unsubscribe.done": Template(
        "Вы отписаны: рассылок на этот адрес больше не будет.",
        "You are unsubscribed: no more mailings will come to this address.",
    ),
    "unsubscribe.unknown": Template("Эта ссылка недействительна.", "This link is not valid."),
}
