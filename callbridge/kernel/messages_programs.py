"""Texts about programs: tokens, forms on web sites, webhooks; part of kernel/messages.py."""

from callbridge.kernel.template import Template

PROGRAMS = {
    "token.invalid": Template("Такого токена нет, или он отозван.", "There is no such token, or it was revoked."),
    "token.needed": Template("Это — для программ с токеном API.", "This is for programs with an API token."),
    "token.closed": Template("Программам сюда нельзя.", "This is closed to programs."),
    "token.scope": Template("Токен не даёт права {scope}.", "The token does not have the scope {scope}."),
    "token.revoked": Template("Токен отозван", "Token revoked"),
    "api.too_many_requests": Template(
        "Слишком много запросов. Повторите через {retry_after_s} с.",
        "Too many requests. Try again in {retry_after_s} s.",
    ),
    "phone_or_email": Template("Нужен телефон или e-mail.", "A phone or an e-mail is needed."),
    "ambiguous": Template("Так называется несколько записей: укажите номер.", "Several are called so: give its id."),
    "other_site": Template("Этот адрес — не на сайтах формы.", "This address is not on the form's sites."),
    "https_only": Template("Нужен адрес https://.", "An https:// address is needed."),
    "webhook.unreachable": Template("Адрес вебхука недоступен: {reason}", "The webhook cannot be reached: {reason}"),
    "lead.created": Template("Новый лид", "New lead"),
    "lead.changed": Template("Лид изменён", "Lead changed"),
    "deal.created": Template("Новая сделка", "New deal"),
    "deal.changed": Template("Сделка изменена", "Deal changed"),
    "deal.archived": Template("Сделка убрана", "Deal put away"),
    "contract.created": Template("Новый договор", "New contract"),
    "contract.changed": Template("Договор изменён", "Contract changed"),
    "contract.archived": Template("Договор убран", "Contract put away"),
    "form.unknown": Template("Такой формы нет.", "There is no such form."),
    "form.origin": Template("Эта форма стоит не на том сайте.", "This form stands on another site than it may."),
    "form.title": Template("Заявка", "Request"),
    "form.thanks": Template("Спасибо! Заявка принята.", "Thank you! We have your request."),
    "form.wrong": Template(
        "Заявка не принята. Вернитесь назад и поправьте:", "The request was not taken. Go back and mend:"
    ),
}
