"""Texts about records, deals and contracts; part of kernel/messages.py."""

from callbridge.kernel.template import Template

RECORDS = {
    "deal.already_there": Template("Сделка уже на этом этапе.", "The deal is at this stage already."),
    "deal.other_pipeline": Template("Этот этап — из другой воронки.", "This stage belongs to another pipeline."),
    "contract.illegal_state": Template("Договор нельзя так изменить.", "The contract cannot become that."),
    "campaign.illegal_state": Template("Мероприятие нельзя так изменить.", "The event cannot become that."),
    "negative": Template("Не может быть меньше нуля.", "This cannot be less than zero."),
    "too_precise": Template("Слишком много знаков после запятой.", "Too many digits after the point."),
    "read_only": Template("Это поле не изменяется.", "This field cannot be changed."),
    "campaign_of_deal": Template(
        "Мероприятие договора — то же, что у его сделки.", "A deal's contract belongs to the deal's event."
    ),
    "stages_incomplete": Template(
        "Нужны хотя бы один открытый этап, один выигранный и хотя бы один проигранный.",
        "At least one open stage, one won and at least one lost are needed.",
    ),
    "stages_disordered": Template(
        "Сначала открытые этапы, затем выигранный, затем проигранные.",
        "Open stages come first, then the won one, then the lost.",
    ),
}
