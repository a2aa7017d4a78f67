"""What is said of recordings of a PBX: captured, replayed, anonymised."""

from callbridge.kernel.template import Template

RECORDINGS = {
    "recording.unreadable": Template(
        "Запись нельзя прочитать:\n{mistakes}", "The recording cannot be read:\n{mistakes}"
    ),
    "recording.foreign": Template(
        "{path}: это не запись AMI, или в ней нет ни одного целого сообщения.",
        "{path}: this is no recording of an AMI, or no message in it is whole.",
    ),
    "recording.damaged": Template(
        "Запись повреждена или обрезана: показано то, что удалось прочитать. Не прочитано байтов:\n{mistakes}",
        "The recording is damaged or cut: what could be read was told. Bytes that could not:\n{mistakes}",
    ),
    "recording.no_folder": Template(
        "Для нескольких записей нужна папка: {path}", "Several recordings need a folder: {path}"
    ),
    "recording.anonymised": Template(
        "Записано: {path}. Имена, номера и адреса заменены вымышленными; прежде чем отправлять, просмотрите файл.",
        "Written: {path}. Names, numbers and addresses are invented; look the file through before you send it.",
    ),
    "recording.anonymised_in_part": Template(
        "Запись повреждена или обрезана; записано то, что удалось прочитать. Прежде чем отправлять, просмотрите файл. "
        "Не прочитано байтов:\n{mistakes}",
        "The recording is damaged or cut; what could be read was written. Look the file through before you send it. "
        "Bytes that could not be read:\n{mistakes}",
    ),
    "replay.serving": Template(
        "АТС из записи ждёт на 127.0.0.1:{port}, имя и пароль любые. Запись начнётся, когда кто-нибудь подключится.",
        "The recorded PBX waits at 127.0.0.1:{port}, any name and secret. It begins when somebody connects.",
    ),
    "replay.played": Template("Запись проиграна. Ctrl+C завершает.", "The recording is over. Ctrl+C ends it."),
    "replay.port": Template("Порт {port} занять нельзя: {reason}", "The port {port} cannot be used: {reason}"),
    "capture.begun": Template(
        "АТС {pbx}: запись идёт, {path}. Ctrl+C завершает.", "PBX {pbx}: recording to {path}. Ctrl+C ends it."
    ),
    "capture.gap": Template(
        "АТС {pbx}: связь потеряна, в записи отмечен пробел.", "PBX {pbx}: the link is lost, the gap is noted."
    ),
    "capture.resumed": Template("АТС {pbx}: связь есть, запись продолжается.", "PBX {pbx}: recording goes on."),
    "capture.done": Template("Запись закончена: {path}", "The recording is complete: {path}"),
    "capture.no_link": Template(
        "По адресу {host}:{port} нет AMI, или он не отвечает.",
        "At {host}:{port} there is no AMI, or it does not answer.",
    ),
    "capture.which_pbx": Template(
        "Какую АТС записывать? Укажите --pbx; в настройках есть: {names}",
        "Which PBX? Name it with --pbx; the configuration has: {names}",
    ),
    "capture.disk_full": Template(
        "На диске кончилось место. Записанное до этого цело.", "The disk is full. What was recorded before is whole."
    ),
    "capture.exists": Template(
        "Такой файл уже есть, поверх него не пишем: {path}", "There is such a file, it is not written over: {path}"
    ),
    "capture.write_failed": Template("Запись не пишется: {path}: {reason}", "Cannot write: {path}: {reason}"),
}
