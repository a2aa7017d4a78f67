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
    "check.headset_socket_ok": Template(
        "гарнитуры: {host}:{port} отвечает браузерам.", "headsets: {host}:{port} answers browsers."
    ),
    "check.headset_ok": Template(
        "гарнитура {extension}: точка в порядке.", "headset {extension}: its endpoint is right."
    ),
    "check.headset_certificate": Template(
        "гарнитуры: сертификат {host}:{port} не подходит ({reason}). Поставьте в http.conf сертификат на это имя, от "
        "центра, которому верят браузеры.",
        "headsets: the certificate of {host}:{port} does not fit ({reason}). Give http.conf one for this name, of an "
        "authority that browsers trust.",
    ),
    "check.headset_socket": Template(
        "гарнитуры: {host}:{port} не отвечает ({reason}). Проверьте tlsbindaddr в http.conf и сетевой экран.",
        "headsets: {host}:{port} does not answer ({reason}). Check tlsbindaddr in http.conf, and the firewall.",
    ),
    "check.headset_no_socket": Template(
        "гарнитуры: {host}:{port}{path} ответил {status}, а не 101. Путь обычно /ws; нужны модули res_http_websocket и "
        "res_pjsip_transport_websocket.",
        "headsets: {host}:{port}{path} answered {status}, not 101. The path is usually /ws; the modules "
        "res_http_websocket and res_pjsip_transport_websocket are needed.",
    ),
    "check.headset_no_password": Template(
        "гарнитура {extension}: в passwords_file нет её пароля.",
        "headset {extension}: passwords_file lacks its password.",
    ),
    "check.headset_no_endpoint": Template(
        "гарнитура {extension}: такой точки PJSIP нет.", "headset {extension}: there is no such PJSIP endpoint."
    ),
    "check.headset_not_webrtc": Template(
        "гарнитура {extension}: у точки нет webrtc=yes, браузер с ней говорить не может.",
        "headset {extension}: its endpoint lacks webrtc=yes, no browser can talk through it.",
    ),
    "check.headset_no_ice": Template(
        "гарнитура {extension}: у точки выключен ice_support.", "headset {extension}: its endpoint has ice_support off."
    ),
    "check.headset_no_rtp_timeout": Template(
        "гарнитура {extension}: нет rtp_timeout. Закрытый браузер оставит звонок висеть: поставьте rtp_timeout=10.",
        "headset {extension}: there is no rtp_timeout. A closed browser leaves its call hanging: set rtp_timeout=10.",
    ),
    "phone.login": Template("Браузеру выдан вход на АТС.", "The browser was given a login to the PBX."),
}
