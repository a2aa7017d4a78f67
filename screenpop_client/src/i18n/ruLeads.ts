export const ruLeads = {
  "leads.remove": "Удалить…",
  "leads.remove.title": "Удалить лид №{id}?",
  "leads.remove.goes":
    "Лид уйдёт из списков и выгрузок, из цифр мероприятия, прежних контактов и журнала звонков. Запланированный по нему контакт закроется.",
  "leads.remove.stays":
    "Останутся лицо и контрагент, звонок с записью, сделка и её контакты. Сам лид, его файлы и история видны администратору по кнопке «Удалённые», оттуда же лид можно вернуть.",
  "leads.remove.reason": "Причина удаления",
  "leads.remove.sure": "Удалить",
  "leads.removed": "Удалённые",
  "leads.removedAt": "Лид удалён {at}",
  "leads.wasRemoved": "№{id} (удалён)",
  "leads.restore": "Вернуть",
  "leads.restored": "Лид №{id} возвращён",
  "record.history.record.removed": "удалено",
  "record.history.record.restored": "возвращено",
  "record.history.interest.corrected": "выбрано другое мероприятие",
  "interest.leadWaits": "Есть лид без результата",
  "interest.ofLead": "Запишется в лид",
  "interest.intoLead": "Записать в него",
  "interest.newInstead": "Новый интерес",
  "card.leadWaits": "{method} от {at}, без результата",
};
