"""Texts about imports, duplicates and erasure; part of kernel/messages.py."""

from callbridge.kernel.template import Template

IMPORTS = {
    "import.not_text": Template(
        "Это не текст: нужен файл CSV, XLSX или vCard.", "This is no text: a CSV, XLSX or vCard file is needed."
    ),
    "import.unknown_file": Template(
        "Файлы этого вида не читаются: нужен CSV, XLSX или vCard.",
        "Files of this kind are not read: a CSV, XLSX or vCard is needed.",
    ),
    "import.too_large": Template(
        "Файл больше {limit} МБ. Разделите его на части.", "The file is larger than {limit} MB. Split it."
    ),
    "import.too_many_rows": Template(
        "В файле больше {limit} строк. Разделите его на части.", "The file has more than {limit} rows. Split it."
    ),
    "import.too_many_columns": Template(
        "В файле больше {limit} столбцов. Уберите лишние.",
        "The file has more than {limit} columns. Leave out what is not needed.",
    ),
    "import.cell_too_long": Template(
        "Строка {line}: ячейка длиннее {limit} знаков. Возможно, не закрыта кавычка.",
        "Row {line}: a cell is longer than {limit} characters. Perhaps a quote is not closed.",
    ),
    "import.broken_row": Template(
        "Строка {line} не читается. Возможно, не закрыта кавычка.",
        "Row {line} cannot be read. Perhaps a quote is not closed.",
    ),
    "import.broken_book": Template("Книга XLSX повреждена или не открывается.", "The XLSX workbook is broken."),
    "import.bomb": Template(
        "Книга XLSX распаковывается в слишком большой файл, поэтому не открыта.",
        "The XLSX workbook unpacks to far too much and was not opened.",
    ),
    "import.no_cards": Template("В файле нет ни одной карточки vCard.", "There is no vCard in the file."),
    "import.no_rows": Template(
        "В файле нет ни одной строки под заголовками.", "There is no row below the headings of the file."
    ),
    "import.not_imported": Template("Такие записи не импортируются.", "Records of this kind are not imported."),
    "import.not_ready": Template(
        "С этим импортом сейчас так нельзя: он в другом состоянии.",
        "That cannot be done with this import now: it is in another state.",
    ),
    "import.too_many": Template(
        "Сейчас загружено слишком много импортов. Завершите или удалите прежние.",
        "Too many imports are waiting. Run or delete earlier ones.",
    ),
    "import.author_gone": Template(
        "Импорт остановлен: у того, кто его начал, больше нет прав.",
        "The import stopped: who began it may no longer do that.",
    ),
    "import.started": Template("Импорт начат", "Import started"),
    "import.undone": Template("Импорт отменён, созданное убрано", "Import undone"),
    "import.cancelled": Template("Импорт остановлен", "Import cancelled"),
    "mapped_twice": Template("В одно поле ведут два столбца.", "Two columns go to one field."),
    "required_unmapped": Template(
        "Не указан столбец для обязательного поля.", "No column is chosen for a required field."
    ),
    "not_an_address": Template("Это не адрес электронной почты.", "This is no e-mail address."),
    "not_a_number": Template("Это не номер телефона.", "This is no telephone number."),
    "ambiguous": Template("Так называются несколько записей.", "Several records are called so."),
    "merge.same": Template("Запись нельзя объединить с самой собой.", "A record cannot be merged with itself."),
    "merge.undone_already": Template("Это объединение уже отменено.", "This merge was undone already."),
    "merge.later_first": Template(
        "Запись с тех пор снова объединяли: сначала отмените более позднее объединение.",
        "The record was merged again since: undo the later merge first.",
    ),
    "record.merged": Template("Объединено", "Merged"),
    "record.unmerged": Template("Объединение отменено", "Merge undone"),
    "person.erased": Template("Персональные данные стёрты", "Personal data erased"),
    "erasure.done_already": Template("Данные этого лица уже стёрты.", "This person's data were erased already."),
}
