"""Texts about mistakes in the configuration, and about what the operating system says of files and addresses."""

from callbridge.kernel.template import Template

CONFIG = {
    "config.invalid": Template("Ошибки в настройках:\n{mistakes}", "The configuration has mistakes:\n{mistakes}"),
    "config.absent": Template(
        "такого файла нет: скопируйте config.example.toml или назовите файл: --config, CALLBRIDGE_CONFIG",
        "there is no such file: copy config.example.toml, or name a file by --config or CALLBRIDGE_CONFIG",
    ),
    "config.large": Template("файл больше {limit} байт", "larger than {limit} bytes"),
    "config.not_text": Template("это не текст в UTF-8", "not a text in utf-8"),
    "config.not_toml": Template("это не TOML: {reason}", "not TOML: {reason}"),
    "config.unknown_key": Template("такого ключа нет", "no such key"),
    "config.unknown_key_near": Template("такого ключа нет; может быть, {near}?", "no such key; did you mean {near}?"),
    "config.needs_section": Template("должен быть раздел", "must be a section"),
    "config.needs_list": Template("должен быть список", "must be a list"),
    "config.needs_text": Template("должна быть строка в кавычках", "must be a text in quotes"),
    "config.needs_whole": Template("должно быть целое число", "must be a whole number"),
    "config.needs_number": Template("должно быть число", "must be a number"),
    "config.needs_boolean": Template("должно быть true или false", "must be true or false"),
    "config.required": Template("ключ обязателен", "the key is required"),
    "config.above": Template("должно быть больше {gt}", "must be more than {gt}"),
    "config.at_least": Template("должно быть не меньше {ge}", "must be at least {ge}"),
    "config.below": Template("должно быть меньше {lt}", "must be less than {lt}"),
    "config.at_most": Template("должно быть не больше {le}", "must be at most {le}"),
    "config.one_of": Template("одно из: {expected}", "one of: {expected}"),
    "config.shape": Template(
        "не того вида; каким бывает, сказано в config.example.toml ({pattern})",
        "does not look as it must; config.example.toml says how ({pattern})",
    ),
    "config.long": Template("длиннее {max_length}", "longer than {max_length}"),
    "config.short": Template("короче {min_length}", "shorter than {min_length}"),
    "config.other": Template("неверно: {text}", "wrong: {text}"),
    "config.pbx_section": Template(
        "каждая АТС — отдельный раздел, пишется [[pbx]]", "each PBX is a section of its own, written [[pbx]]"
    ),
    "config.pbx_twice": Template("имена pbx должны различаться: {names}", "pbx names must differ: {names}"),
    "config.origin": Template(
        "это схема и узел без пути, например https://calls.example.ru, а не {wrong}",
        "an origin is scheme and host without a path, not {wrong}",
    ),
    "config.beats": Template(
        "страница может пропустить один сигнал: не меньше двух page_beat_s",
        "a page may miss one beat: give at least twice page_beat_s",
    ),
    "config.both_or_neither": Template("укажите {names}: оба или ни одного", "give {names}, both or neither"),
    "config.all_or_none": Template("укажите {names}: все или ничего", "give {names}, all or none"),
    "config.not_both": Template("укажите {one} или {other}, не оба", "give {one} or {other}, not both"),
    "config.begins_with": Template("должно начинаться с {beginnings}", "must begin with {beginnings}"),
    "config.no_country": Template("нет страны с таким кодом", "no country has this code"),
    "config.not_address": Template("это не адрес", "not an address"),
    "config.not_database": Template("это не адрес базы", "not a database URL"),
    "config.zone_required": Template(
        "укажите часовой пояс времени в записях, например Europe/Moscow; UTC, если usegmtime=yes",
        "give the zone of its times, such as Europe/Moscow; UTC where usegmtime=yes",
    ),
    "config.no_zone": Template(
        "такого часового пояса нет; пишется как Europe/Moscow", "no such time zone; one is written as Europe/Moscow"
    ),
    "config.no_search": Template(
        "на сервере искать нельзя: пишите files без * и ?", "a server cannot be searched: give files without * and ?"
    ),
    "config.tape_lost": Template(
        "files такой файл не найдёт: повторите их папки и {{unique_id}} там, где он у них",
        "would not be found by files: give it the same folders, and {{unique_id}} where they have it",
    ),
    "config.below_folder": Template(
        "должен быть путь внутри папки, без . и ..", "must be a path below the folder, without . and .."
    ),
    "config.no_call": Template(
        "нужен {{unique_id}} или {{linked_id}}: иначе найдётся чужой разговор",
        "must hold {{unique_id}} or {{linked_id}}: other names could be another call's",
    ),
    "config.placeholder": Template(
        "нет подстановки {placeholder}; есть {known}", "unknown placeholder {placeholder}; there are {known}"
    ),
    "config.tape_path": Template(
        "должен быть путь внутри папки Asterisk из букв, цифр и . _ -, с концом .wav",
        "must be a path below Asterisk's folder, of letters, digits, . _ - and ending in .wav",
    ),
    "config.absolute": Template("должен быть полный путь, от корня", "must be an absolute path"),
    "config.path": Template("должен быть путь", "must be a path"),
    "config.expression": Template("это не регулярное выражение: {reason}", "not a regular expression: {reason}"),
    "config.server": Template(
        "должно быть http:// или https:// с узлом, без пароля, ? и #",
        "must be http:// or https:// with a host, without a password, ? and #",
    ),
    "config.networks": Template("не адрес IP и не сеть: {wrong}", "neither an IP address nor a network: {wrong}"),
    "config.from_whom": Template("укажите, с какого адреса письма", "say from which address letters come"),
    "config.not_email": Template("это не адрес почты", "not an e-mail address"),
    "config.one_line": Template("должна быть одна строка", "must be one line"),
    "config.way_out": Template(
        "укажите, где callbridge виден снаружи: в каждом письме есть ссылка «Отписаться»",
        "say where readers find callbridge: every letter has a link to leave the mailing",
    ),
    "config.public_url": Template(
        "должен быть адрес вида https://crm.example.ru", "must be an address such as https://crm.example.ru"
    ),
    "config.ascii": Template("только ASCII и без пробелов", "must be ASCII without spaces"),
    "config.whose_mailbox": Template("укажите, чей это ящик", "say whose mailbox it is"),
    "config.acts_as": Template(
        "укажите, от чьего имени заводить лиды: логин callbridge",
        "say in whose name leads are made: a login of callbridge",
    ),
    "config.socket": Template(
        "должно быть wss:// с узлом, без пароля и #",
        "must be wss:// with a host, and neither a password nor a fragment",
    ),
    "config.no_microphone": Template(
        "должно быть wss://: странице с ws:// на другой узел браузер не даст микрофон",
        "must be wss://: browsers give the microphone to no page that speaks ws:// to another host",
    ),
    "config.ice": Template(
        "должно начинаться с stun:, turn: или turns:, а не {wrong}",
        "must begin with stun:, turn: or turns:, not {wrong}",
    ),
    "config.unreadable": Template("{path}: файл не читается: {reason}", "{path} cannot be read: {reason}"),
    "config.secret_not_text": Template("это не текстовый файл: {path}", "not a text file: {path}"),
    "config.not_toml_file": Template("это не TOML: {path}", "not TOML: {path}"),
    "config.listen": Template("нельзя слушать {address}: {reason}", "cannot listen on {address}: {reason}"),
    "config.no_folder": Template("не создать папку {path}: {reason}", "the folder {path} cannot be made: {reason}"),
    "config.bad_pem": Template("не читаются: {reason}", "cannot be read: {reason}"),
}

SYSTEM = {
    "store.cannot_open": Template(
        "файл {path} не открыть и не создать: проверьте, есть ли папка, права на неё и на файл",
        "the file {path} can be neither opened nor made: check that its folder exists, and the rights on both",
    ),
    "store.down": Template("База данных не отвечает: {detail}", "The database does not answer: {detail}"),
    "store.locked": Template(
        "её не отпускает другая программа (второй callbridge, sqlite3, резервное копирование)",
        "another program holds it (a second callbridge, sqlite3, a backup)",
    ),
    "store.no_sqlite": Template("файл {path} — не база SQLite", "the file {path} is no SQLite database"),
    "store.read_only": Template(
        "в файл {path} нельзя писать: проверьте владельца и права файла и его папки",
        "the file {path} may not be written: check owner and mode of the file and of its folder",
    ),
    "system.not_found": Template("такого файла или папки нет", "No such file or directory"),
    "system.denied": Template(
        "нет прав: проверьте владельца и права для пользователя, от имени которого идёт callbridge",
        "Permission denied: check owner and mode for the user that callbridge runs as",
    ),
    "system.folder": Template("это папка", "Is a directory"),
    "system.no_folder": Template("это не папка", "Not a directory"),
    "system.read_only": Template("диск только для чтения", "Read-only file system"),
    "system.full": Template("на диске нет места", "No space left on device"),
    "system.address_taken": Template(
        "порт занят другой программой (какой: ss -ltnp)", "another program has the port (which: ss -ltnp)"
    ),
    "system.no_address": Template("у этой машины нет такого адреса", "this machine has no such address"),
    "system.connection_refused": Template(
        "соединение отклонено, на этом порту никто не слушает", "Connection refused, nobody listens on this port"
    ),
    "system.connection_reset": Template(
        "соединение оборвано другой стороной", "the other side broke the connection off"
    ),
    "system.unreachable": Template("узел недоступен по сети", "the host cannot be reached by the network"),
    "system.timeout": Template("нет ответа вовремя", "no answer in time"),
    "system.no_host": Template("имя узла не находится в DNS", "DNS does not know the host's name"),
    "system.no_tls": Template(
        "там отвечают без TLS: проверьте порт и настройку TLS",
        "it answers without TLS: check the port and the TLS setting",
    ),
    "system.certificate": Template(
        "сертификат не принят ({message}): проверьте tls_ca и имя узла",
        "the certificate is not trusted ({message}): check tls_ca and the host's name",
    ),
    "system.other": Template("ошибка: {text}", "error: {text}"),
}
