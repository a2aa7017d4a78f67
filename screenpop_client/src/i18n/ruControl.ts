export const ruControl = {
  "dial.call": "Позвонить",
  "dial.handset": "Снимите трубку: ваш телефон зазвонит и наберёт клиента",
  "dial.headset": "Набираем: говорите в гарнитуру",
  "dial.failed": "Позвонить не удалось. {reason}",
  "dial.copied": "Номер скопирован. Через АТС набор не настроен.",
} as const;
