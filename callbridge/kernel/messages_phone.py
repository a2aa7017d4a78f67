"""Texts about headsets: the browser as a phone."""

from callbridge.kernel.template import Template

PHONE = {
    "phone.off": Template(
        "Телефон в браузере не настроен для этой АТС. Скажите администратору.",
        "The phone in the browser is not set up for this PBX. Tell the administrator.",
    ),
    "phone.not_headset": Template(
        "В настройках выбран настольный телефон, а не гарнитура.",
        "A desk phone is chosen in the settings, not a headset.",
    ),
    "phone.no_extension": Template(
        "У вас нет внутреннего номера. Скажите администратору.",
        "You have no extension. Tell the administrator.",
    ),
    "phone.no_password": Template(
        "Для номера {extension} не задан пароль телефона. Скажите администратору.",
        "Extension {extension} has no phone password. Tell the administrator.",
    ),
    "phone.login": Template("Браузеру выдан вход на АТС.", "The browser was given a login to the PBX."),
}
