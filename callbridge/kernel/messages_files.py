"""Texts about attached files: where they are kept, and why one cannot be taken or shown; and about dossiers."""

from callbridge.kernel.template import Template

FILES = {
    "files.unavailable": Template(
        "Хранилище файлов не отвечает ({reason}). Повторите позже.",
        "The storage of files does not answer ({reason}). Try again later.",
    ),
    "files.off": Template(
        "Хранилище файлов не настроено. Скажите администратору.",
        "No storage of files is set up. Tell the administrator.",
    ),
    "check.files_wrong": Template(
        "файлы хранить негде: {place}: {reason}", "attached files cannot be kept: {place}: {reason}"
    ),
    "files.disk_full": Template(
        "В хранилище файлов нет места. Скажите администратору.",
        "There is no room in the storage of files. Tell the administrator.",
    ),
    "files.refused": Template(
        "Хранилище файлов отказало ({status}). Скажите администратору.",
        "The storage of files refused ({status}). Tell the administrator.",
    ),
    "files.missing": Template(
        "Содержимого файла нет в хранилище. Скажите администратору.",
        "What the file holds is not in the storage. Tell the administrator.",
    ),
    "files.busy": Template(
        "Слишком много файлов передаётся сейчас. Повторите через минуту.",
        "Too many files are on their way now. Try again in a minute.",
    ),
    "files.too_large": Template(
        "Файл больше {limit_mib} МБ: такой принять нельзя.",
        "The file is larger than {limit_mib} MiB, which is not taken.",
    ),
    "files.all_full": Template(
        "Файлы заняли всё отведённое место ({limit_gib} ГБ). Скажите администратору.",
        "Files have taken all the room they were given ({limit_gib} GiB). Tell the administrator.",
    ),
    "files.empty": Template("Файл пуст.", "The file is empty."),
    "files.too_many": Template("К записи уже приложено {limit} файлов.", "The record has {limit} files already."),
    "files.broken_off": Template(
        "Передача файла прервалась. Повторите.", "The transfer of the file broke off. Try again."
    ),
    "files.infected": Template(
        "В файле найден вирус ({found}): он не принят.", "A virus was found in the file ({found}): it was not taken."
    ),
    "files.scanner": Template(
        "Файл не проверен на вирусы и не принят: проверяющая программа не отвечает ({reason}). Скажите администратору.",
        "The file was not scanned for viruses and not taken: the scanner does not answer ({reason}). "
        "Tell the administrator.",
    ),
    "check.scanner_ok": Template("clamd отвечает.", "clamd answers."),
    "files.changed": Template(
        "Кто-то уже изменил или убрал этот файл.", "Somebody else has changed or removed this file already."
    ),
    "files.not_attachable": Template("К таким записям файлы не прикладываются.", "Records of this kind take no files."),
    "check.files_ok": Template("хранилище файлов доступно.", "the storage of files answers."),
    "check.files_off": Template("хранилище файлов не настроено.", "no storage of files is set up."),
    "dossier.busy": Template(
        "Сейчас составляются другие досье. Повторите через минуту.",
        "Other dossiers are being made now. Try again in a minute.",
    ),
    "dossier.taken": Template("Составлено досье.", "A dossier was made."),
    "file.added": Template("Приложен файл.", "A file was attached."),
    "file.changed": Template("Изменено имя или примечание файла.", "A file's name or note was changed."),
    "file.removed": Template("Файл убран.", "A file was removed."),
    "file.restored": Template("Файл возвращён.", "A file was brought back."),
    "file.opened": Template("Файл открыт.", "A file was opened."),
    "file.taken": Template("Файл скачан.", "A file was downloaded."),
}
