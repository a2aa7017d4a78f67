"""Texts about calls' audio: where it is kept, and why it cannot be heard."""

from callbridge.kernel.template import Template

AUDIO = {
    "audio.unavailable": Template(
        "Хранилище записей разговоров не отвечает. Повторите позже.",
        "The place where calls' audio is kept does not answer. Try again later.",
    ),
    "audio.folder": Template(
        "Папку с записями разговоров нельзя прочитать ({reason}). Скажите администратору.",
        "The folder with calls' audio cannot be read ({reason}). Tell the administrator.",
    ),
    "audio.too_many_files": Template(
        "В папке с записями слишком много файлов, чтобы искать. Скажите администратору.",
        "The folder with calls' audio holds too many files to look through. Tell the administrator.",
    ),
    "audio.source_refused": Template(
        "Сервер записей разговоров не пустил callbridge ({status}). Скажите администратору.",
        "The server with calls' audio did not let callbridge in ({status}). Tell the administrator.",
    ),
    "audio.source_wrong": Template(
        "Сервер записей разговоров ответил не так, как должен. Скажите администратору.",
        "The server with calls' audio did not answer as it should. Tell the administrator.",
    ),
    "audio.source_redirects": Template(
        "Сервер записей разговоров отсылает на другой адрес; туда callbridge не идёт. Скажите администратору.",
        "The server with calls' audio sends us elsewhere, where callbridge does not go. Tell the administrator.",
    ),
    "audio.changed": Template(
        "Файл изменился, пока его читали. Обновите страницу.", "The file changed while it was read. Reload the page."
    ),
    "audio.busy": Template(
        "Слишком многие слушают записи сейчас. Повторите через минуту.",
        "Too many listen to calls' audio now. Try again in a minute.",
    ),
    "audio.growing": Template("Этот разговор ещё записывается.", "The audio of this call is still being recorded."),
    "audio.empty": Template("В этом файле нет звука.", "There is no sound in this file."),
    "audio.not_playable": Template(
        "Браузер такой файл не проигрывает: его можно только скачать.",
        "No browser plays such a file: it can only be downloaded.",
    ),
    "audio.too_large": Template(
        "Этот файл больше, чем разрешено в настройках.", "This file is larger than the configuration allows."
    ),
    "audio.heard": Template("Прослушана запись разговора.", "A call's audio was listened to."),
    "audio.taken": Template("Скачана запись разговора.", "A call's audio was downloaded."),
    "check.audio_folder": Template(
        "папку с записями разговоров {folder} нельзя прочитать: {reason}",
        "the folder of calls' audio {folder} cannot be read: {reason}",
    ),
    "check.audio_ok": Template(
        "хранилище записей разговоров доступно.", "the place where calls' audio is kept answers."
    ),
    "check.audio_found": Template(
        "записи найдены у {found} из {count} последних отвеченных звонков.",
        "audio was found for {found} of the last {count} answered calls.",
    ),
    "check.audio_none": Template(
        "ни у одного из {count} последних отвеченных звонков записи нет: проверьте files и time_zone в [pbx.audio].",
        "none of the last {count} answered calls has audio: check files and time_zone in [pbx.audio].",
    ),
}
