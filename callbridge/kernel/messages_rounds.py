"""Texts about call rounds; part of kernel/messages.py."""

from callbridge.kernel.template import Template

ROUNDS = {
    "round.illegal_move": Template(
        "С обзвоном в этом состоянии так нельзя.", "That cannot be done with a call round in this state."
    ),
    "round.not_draft": Template(
        "Обзвон уже начат: кому звонить, не меняется.", "The call round has begun: whom it calls no longer changes."
    ),
    "round.closed": Template("Обзвон закрыт.", "The call round is closed."),
    "round.too_many": Template(
        "Больше 10 000 человек: сузьте отбор и сделайте несколько обзвонов.",
        "More than 10,000 people: narrow the filter and make several call rounds.",
    ),
    "round.nobody": Template(
        "Звонить некому: ни у кого нет телефона или все просили не звонить.",
        "There is nobody to call: none has a number, or all asked for no calls.",
    ),
    "round.not_assigned": Template("Этот обзвон поручен другим.", "This call round is given to others."),
    "round.taken": Template(
        "Этой записью уже занимается другой оператор, или с ней закончили.",
        "Another operator has this entry now, or it is done with.",
    ),
}
