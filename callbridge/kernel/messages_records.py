"""Texts about records, deals and contracts; part of kernel/messages.py."""

from callbridge.kernel.template import Template

RECORDS = {
    "record.created": Template("Создано", "Created"),
    "record.archived": Template("Убрано", "Put away"),
    "record.removed": Template("Удалено", "Removed"),
    "record.restored": Template("Возвращено", "Brought back"),
    "record.unknown_kind": Template("Записей такого вида нет.", "There is no such kind of record."),
    "record.not_found": Template("Этой записи нет.", "There is no such record."),
    "record.changed": Template(
        "Пока вы правили, запись изменил кто-то другой. Сравните и сохраните ещё раз.",
        "Somebody else changed this record while you edited it. Compare, and save again.",
    ),
    "record.version_missing": Template(
        "Не сказано, какую редакцию записи вы правили.", "It is not said which version of the record you edited."
    ),
    "record.is_archived": Template(
        "Запись в архиве. Верните её из архива, чтобы изменить.",
        "This record is in the archive. Bring it back to change it.",
    ),
    "record.not_archived": Template("Такие записи не архивируются.", "Records of this kind are not archived."),
    "record.not_created": Template("Такие записи создаются иначе.", "Records of this kind are made in another way."),
    "lead.has_result": Template(
        "Результат этого лида уже записал кто-то другой. Откройте лид и посмотрите.",
        "Somebody else recorded the result of this lead already. Open the lead to see it.",
    ),
    "record.repeated": Template("Такая запись уже есть.", "There is such a record already."),
    "interview.reworded": Template("Вопросы изменены", "Questions changed"),
    "interview.filled": Template("Анкета заполнена", "Questionnaire filled"),
    "repeated": Template("Повторяется.", "This is repeated."),
    "task.answered": Template("Ответ", "Answered"),
    "task.not_yours": Template(
        "Это может автор задания, а выполнить — тот, кому оно дано.",
        "The task's author may do this; who it was given to may do it.",
    ),
    "task.message_has_no_end": Template("Сообщение читают, его нельзя выполнить.", "A message is read, not done."),
    "not_of_message": Template("У сообщения нет срока.", "A message has no due time."),
    "setting.reset": Template("Параметр сброшен", "Parameter reset"),
    "setting.changed": Template("Параметр изменён", "Parameter changed"),
    "setting.changed_meanwhile": Template(
        "Пока вы правили, параметр изменил кто-то другой. Обновите страницу.",
        "Somebody else changed this parameter while you edited it. Reload the page.",
    ),
    "setting.currency_in_use": Template(
        "В этой валюте уже записаны суммы: её не изменить.",
        "Amounts are kept in this currency already: it cannot be changed.",
    ),
    "deal.already_there": Template("Сделка уже на этом этапе.", "The deal is at this stage already."),
    "deal.stage_changed": Template(
        "Пока вы заполняли карточку, сделку перевели на этап «{stage}».",
        "While you filled the card in, the deal was moved to the stage “{stage}”.",
    ),
    "deal.other_pipeline": Template("Этот этап — из другой воронки.", "This stage belongs to another pipeline."),
    "deal.campaign_frozen": Template(
        "Мероприятие сделки может изменить только руководитель.", "Only a manager may change the event of a deal."
    ),
    "contract.illegal_state": Template("Договор нельзя так изменить.", "The contract cannot become that."),
    "contract.was_signed": Template(
        "Подписанный договор не убирают, а расторгают.", "A signed contract is terminated, not put away."
    ),
    "campaign.illegal_state": Template("Мероприятие нельзя так изменить.", "The event cannot become that."),
    "negative": Template("Не может быть меньше нуля.", "This cannot be less than zero."),
    "too_precise": Template("Слишком много знаков после запятой.", "Too many digits after the point."),
    "read_only": Template("Это поле не изменяется.", "This field cannot be changed."),
    "campaign_of_deal": Template(
        "Мероприятие договора — то же, что у его сделки.", "A deal's contract belongs to the deal's event."
    ),
    "one_owner": Template("Или лицо, или контрагент.", "Either a person or an organization."),
    "stage_required": Template("Для другой темы выберите этап.", "Another topic needs a stage to be chosen."),
    "stages_incomplete": Template(
        "Нужны хотя бы один открытый этап, один выигранный и хотя бы один проигранный.",
        "At least one open stage, one won and at least one lost are needed.",
    ),
    "stages_disordered": Template(
        "Сначала открытые этапы, затем выигранный, затем проигранные.",
        "Open stages come first, then the won one, then the lost.",
    ),
}
