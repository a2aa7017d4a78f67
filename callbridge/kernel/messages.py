"""The catalogue: each stable code's text in Russian and in English. ``{name}`` is filled from the error's params.

A code that nothing says yet is a bug that `tests/kernel/test_messages.py` finds.
"""

from callbridge.kernel.messages_audio import AUDIO
from callbridge.kernel.messages_config import CONFIG, SYSTEM
from callbridge.kernel.messages_control import CONTROL
from callbridge.kernel.messages_desk import FOLLOW_UPS
from callbridge.kernel.messages_files import FILES
from callbridge.kernel.messages_imports import IMPORTS
from callbridge.kernel.messages_mail import MAIL
from callbridge.kernel.messages_phone import PHONE
from callbridge.kernel.messages_programs import PROGRAMS
from callbridge.kernel.messages_recordings import RECORDINGS
from callbridge.kernel.messages_records import RECORDS
from callbridge.kernel.messages_rounds import ROUNDS
from callbridge.kernel.messages_scripts import SCRIPTS
from callbridge.kernel.messages_trace import TRACE
from callbridge.kernel.template import Template

_GENERAL = {
    "error": Template("Произошла ошибка.", "Something went wrong."),
    "internal": Template("Внутренняя ошибка сервера. Она записана в журнал.", "Internal server error. It was logged."),
    "unavailable": Template("Сервис временно недоступен.", "The service is unavailable for the moment."),
    "refused": Template("Внешняя система отказала: {message}", "The other system refused: {message}"),
    "invalid": Template("Так сделать нельзя.", "That cannot be done."),
    "conflict": Template("Кто-то уже изменил эту запись.", "Somebody else has changed this already."),
    "not_found": Template("Не найдено.", "Not found."),
    "method_not_allowed": Template("Так обратиться к этому адресу нельзя.", "This address does not allow that method."),
}

_AMI = {
    "ami.unavailable": Template("Нет связи с АТС.", "The PBX cannot be reached."),
    "ami.overflow": Template(
        "АТС присылает события быстрее, чем мы успеваем; связь перезапущена.",
        "The PBX sends events faster than we can follow; the link was restarted.",
    ),
    "ami.login_refused": Template(
        "АТС отклонила вход: проверьте имя и пароль в manager.conf и в настройках.",
        "The PBX refused the login: check the name and secret in manager.conf and in the configuration.",
    ),
    "ami.refused": Template("АТС отказала: {message}", "The PBX refused: {message}"),
    "ami.permission_denied": Template(
        "У пользователя AMI нет нужных прав в manager.conf.", "The AMI user lacks a right in manager.conf."
    ),
    "ami.no_answer_support": Template(
        "Телефон {endpoint} не ответил на нажатие.",
        "The phone {endpoint} did not go off hook.",
    ),
    "ami.connecting": Template("Соединяемся с АТС…", "Connecting to the PBX…"),
    "ami.half_open": Template("АТС перестала отвечать: связь разорвана.", "The PBX went silent: the link was cut."),
    "ami.booted_late": Template("АТС ещё запускается.", "The PBX is still starting."),
    "ami.action_invalid": Template("Недопустимая команда для АТС.", "That is not a valid command for the PBX."),
    "ami.too_many_actions": Template(
        "Слишком много команд АТС сразу. Повторите.", "Too many commands to the PBX at once. Try again."
    ),
    "ami.no_answer": Template("АТС не ответила.", "The PBX did not answer."),
    "ami.list_too_long": Template("АТС прислала слишком длинный список.", "The PBX sent too long a list."),
    "queue.unknown": Template("На АТС нет очереди {queue}.", "The PBX has no queue {queue}."),
    "ami.parse": Template("АТС прислала нечитаемое сообщение.", "The PBX sent a message that cannot be read."),
}

_STORE = {
    "store.unavailable": Template(
        "База данных не отвечает. Введённое не потеряно: повторите позже.",
        "The database does not answer. What you typed is kept: try again later.",
    ),
    "store.timeout": Template(
        "База данных не успела ответить. Введённое не потеряно: повторите.",
        "The database did not answer in time. What you typed is kept: try again.",
    ),
    "store.overloaded": Template(
        "База данных перегружена. Введённое не потеряно: повторите позже.",
        "The database is overloaded. What you typed is kept: try again later.",
    ),
    "store.conflict": Template("Такая запись уже есть.", "There is such a record already."),
    "store.schema_too_new": Template(
        "Базу данных уже обновила более новая версия callbridge (схема {revision}), назад схема не идёт: "
        "поставьте ту версию или верните копию базы, сделанную до обновления.",
        "A newer callbridge has migrated the database (schema {revision}), and there is no way back: install that "
        "version, or restore the copy made before the upgrade.",
    ),
    "draft.conflict": Template("Этот черновик изменён в другой вкладке.", "This draft was changed in another tab."),
    "view.name_taken": Template("Вид с таким названием у вас уже есть.", "You have a view of this name already."),
    "operator.not_found": Template("Нет такого логина.", "There is no such login."),
    "operator.login_taken": Template("Такой логин уже есть.", "This login is taken."),
    "operator.extension_taken": Template(
        "Этот внутренний номер уже занят другим оператором.", "Another operator has this extension."
    ),
}

_CDR = {
    "cdr.unavailable": Template("CDR сейчас не читаются: {reason}", "The CDR cannot be read now: {reason}"),
    "cdr.timeout": Template("CDR не ответили за {seconds} с.", "The CDR did not answer within {seconds} s."),
    "cdr.unreadable": Template("CDR нельзя прочитать: {path}: {reason}", "The CDR cannot be read: {path}: {reason}"),
    "cdr.no_table": Template(
        "В базе CDR нет таблицы {table}: проверьте url и table.",
        "The CDR database has no table {table}: check url and table.",
    ),
    "cdr.columns_missing": Template(
        "В CDR нет нужных столбцов: {columns}.", "The CDR lack columns that are needed: {columns}."
    ),
    "cdr.login_refused": Template("База CDR отклонила вход: {reason}", "The CDR database refused the login: {reason}"),
}

_DIRECTORY = {
    "person.not_found": Template("Этого лица уже нет в справочнике.", "This person is no longer in the directory."),
    "organization.not_found": Template(
        "Этого контрагента уже нет в справочнике.", "This organization is no longer in the directory."
    ),
}

_AUTH = {
    "auth.required": Template("Войдите в систему.", "Please log in."),
    "auth.bad_credentials": Template("Неверный логин или пароль.", "Wrong login or password."),
    "auth.forbidden": Template("Ваша роль этого не позволяет.", "Your role does not allow this."),
    "auth.csrf": Template("Страница устарела: обновите её.", "The page is out of date: reload it."),
    "auth.origin": Template("Запрос пришёл с чужого сайта.", "The request came from another site."),
    "auth.too_many_attempts": Template(
        "Слишком много попыток. Повторите через {retry_after_s} с.",
        "Too many attempts. Try again in {retry_after_s} s.",
    ),
}

_DESK = {
    "move.illegal": Template("Сейчас это невозможно.", "This is not possible now."),
    "card.not_ringing": Template("Этот звонок у вас уже не звонит.", "This call no longer rings at your phone."),
    "card.still_live": Template(
        "Разговор ещё идёт: карточку закрыть нельзя.", "The call still goes on: its card cannot be closed."
    ),
    "caller.gone": Template("Это уже отменено.", "That was taken back already."),
    "caller.not_offered": Template(
        "На карточке этого звонка такой записи нет.", "The card of this call offers no such record."
    ),
    "caller.too_many": Template(
        "Про этот номер «не он» сказано слишком много раз: отмените лишнее.",
        "Too many are said not to call from this number: take some back.",
    ),
    "caller.denied": Template("Не звонит с номера", "Not the caller of a number"),
    "caller.restored": Template("Снова может звонить с номера", "May call from a number again"),
    "card.gone": Template("Этой карточки уже нет.", "This card is gone."),
}

_INPUT = {
    "input.invalid": Template("Проверьте отмеченные поля.", "Check the marked fields."),
    "input.out_of_range": Template("Значение вне допустимых пределов.", "A value is out of range."),
    "required": Template("Заполните это поле.", "Fill in this field."),
    "hidden_number": Template(
        "Номер скрыт: введите его целиком или оставьте как был.",
        "The number is hidden: type the whole of it, or leave it as it was.",
    ),
    "too_long": Template("Слишком длинно.", "Too long."),
    "too_many": Template("Слишком много значений.", "Too many values."),
    "too_deep": Template("Слишком много вложенных условий.", "The conditions are nested too deeply."),
    "too_short": Template("Слишком коротко.", "Too short."),
    "wrong_type": Template("Неподходящее значение.", "This value does not fit."),
    "unknown_field": Template("Неизвестное поле.", "Unknown field."),
    "no_offset": Template("Укажите часовой пояс.", "A time zone is missing."),
    "out_of_range": Template("Значение вне допустимых пределов.", "The value is out of range."),
    "unknown_value": Template("Такого значения нет в списке.", "The list has no such value."),
    "inactive": Template("Это значение больше не используется.", "This value is no longer in use."),
    "before_start": Template("Раньше начала.", "Earlier than the beginning."),
    "in_the_past": Template("Это время уже прошло.", "This time has passed."),
    "in_the_future": Template("Это время ещё не наступило.", "This time has not come yet."),
    "campaign_required": Template("Укажите, какое именно мероприятие.", "Say which event it was."),
    "campaign_reason_required": Template(
        "Укажите, почему выбрано не мероприятие этого номера.", "Say why it is not the event whose number was called."
    ),
    "reason_required": Template("Укажите причину отказа.", "Give the reason for the refusal."),
    "next_contact_required": Template("Укажите время следующего контакта.", "Set the time of the next contact."),
    "not_for_private": Template(
        "У частного лица контрагент не указывается.", "A private person has no organization here."
    ),
}

_COMMANDS = {
    "check.config_ok": Template("Настройки в порядке: {path}", "The configuration is right: {path}"),
    "check.store_ok": Template(
        "База данных в порядке: {place}, действующих логинов: {operators}",
        "The database is right: {place}; active logins: {operators}",
    ),
    "check.store_unavailable": Template(
        "База данных не отвечает: {place}: {detail}", "The database does not answer: {place}: {detail}"
    ),
    "check.no_operators": Template(
        "Нет ни одного логина. Заведите первый: callbridge user add ЛОГИН --role admin",
        "There is no login yet. Make the first: callbridge user add LOGIN --role admin",
    ),
    "check.no_pbx": Template("Не указано ни одной АТС: раздел [[pbx]].", "No PBX is given: section [[pbx]]."),
    "check.config": Template("Настройки АТС неверны:\n{mistakes}", "The PBX's configuration is wrong:\n{mistakes}"),
    "check.pbx_ok": Template(
        "связь есть, прав достаточно (AMI {version}).", "the link works and the rights are enough (AMI {version})."
    ),
    "check.unreachable": Template(
        "АТС не отвечает по адресу {host}:{port}: {reason}", "The PBX does not answer at {host}:{port}: {reason}"
    ),
    "check.no_secret": Template(
        "Не указан пароль пользователя AMI: secret_file, secret или переменная {variable}.",
        "No secret of the AMI user is given: secret_file, secret or the environment's {variable}.",
    ),
    "check.login_refused": Template(
        "АТС отклонила вход ({message}): проверьте username, secret и permit в manager.conf.",
        "The PBX refused the login ({message}): check username, secret and permit in manager.conf.",
    ),
    "check.read_class_missing": Template(
        "В manager.conf не хватает read={read_class}: перезапуск АТС будет замечен позже.",
        "manager.conf lacks read={read_class}: a restart of the PBX will be noticed later.",
    ),
    "check.write_class_missing": Template(
        "В manager.conf не хватает write={write_class}: без него запрещена команда {action}.",
        "manager.conf lacks write={write_class}: without it the action {action} is denied.",
    ),
    "check.action_missing": Template(
        "АТС не знает команды {action}: загрузите модуль {module}.",
        "The PBX does not know the action {action}: load the module {module}.",
    ),
    "check.queue_missing": Template(
        "АТС не показывает очереди {queue}: проверьте queues в настройках (из базы она видна после первого звонка).",
        "The PBX does not list the queue {queue}: check queues in the configuration (a realtime one shows once used).",
    ),
    "check.extensions_ok": Template(
        "АТС {pbx} знает внутренние номера операторов: {count}", "PBX {pbx} knows the operators' extensions: {count}"
    ),
    "check.extension_unknown": Template(
        "АТС {pbx} не знает внутреннего номера {extension}.", "PBX {pbx} does not know the extension {extension}."
    ),
    "check.cdr_ok": Template(
        "CDR читаются; новейшая запись: {newest}.", "the CDR can be read; newest record: {newest}."
    ),
    "check.cdr_empty": Template(
        "CDR читаются, но за последние {hours} ч записей нет: пишет ли их АТС?",
        "The CDR can be read, but hold no record of the last {hours} h: does the PBX write them?",
    ),
    "check.cdr_no_links": Template(
        "В CDR нет столбца linkedid: части переведённых звонков будут восстановлены по отдельности.",
        "The CDR lack the column linkedid: parts of transferred calls will be recovered apart.",
    ),
    "check.cdr_zone": Template(
        "Время в CDR отличается от настоящего на {hours} ч: проверьте time_zone (UTC, если usegmtime=yes).",
        "The CDR's times are {hours} h off: check time_zone (UTC when usegmtime=yes).",
    ),
    "demo.refused": Template(
        "Демо не может начаться:\n{mistakes}\nНазовите другой порт: --port 8081; --port 0 возьмёт свободный.",
        "The demo cannot begin:\n{mistakes}\nName another port: --port 8081; --port 0 takes a free one.",
    ),
    "demo.welcome": Template(
        "Откройте {url} — первый звонок через несколько секунд.\n"
        "Пароль у всех: {password}\n{people}\n"
        "Два окна с разными логинами покажут, как карточка уходит от того, кто не успел. Ctrl+C завершает.",
        "Open {url} - the first call comes within seconds.\n"
        "Everybody's password: {password}\n{people}\n"
        "Two windows with two logins show how the card leaves whoever was slower. Ctrl+C ends it.",
    ),
    "migrate.done": Template("База данных соответствует этой версии.", "The database fits this version."),
    "user.ask_password": Template(
        "Пароль (не видно, не короче 8 знаков)", "Password (not shown, 8 characters at least)"
    ),
    "user.ask_password_again": Template("Ещё раз", "Once more"),
    "user.added": Template("Добавлен логин {login}.", "Login {login} was added."),
    "user.password_set": Template(
        "У логина {login} новый пароль; его сеансы завершены.", "Login {login} has a new password; its sessions ended."
    ),
}


_SESSION = {
    "session.closed": Template("Соединение закрыто.", "The connection was closed."),
    "session.bad_message": Template("Непонятное сообщение от страницы.", "The page sent a message we cannot read."),
    "session.not_authenticated": Template("Войдите в систему.", "Please log in."),
    "session.forbidden_origin": Template("Соединение с чужого сайта.", "The connection came from another site."),
    "session.auth_timeout": Template("Страница не представилась вовремя.", "The page did not log in in time."),
    "session.session_ended": Template("Сеанс завершён. Войдите снова.", "The session has ended. Log in again."),
    "session.too_slow": Template("Страница не успевала за звонками.", "The page could not keep up with the calls."),
    "session.too_many_sockets": Template("Открыто слишком много вкладок.", "Too many tabs are open."),
    "session.server_stopping": Template("Сервер перезапускается.", "The server is restarting."),
}

MESSAGES: dict[str, Template] = (
    _GENERAL | _AMI | _STORE | _CDR | _DIRECTORY | _AUTH | _DESK | _INPUT | _COMMANDS | _SESSION
) | (
    AUDIO
    | CONFIG
    | CONTROL
    | FILES
    | FOLLOW_UPS
    | IMPORTS
    | MAIL
    | PHONE
    | PROGRAMS
    | RECORDINGS
    | RECORDS
    | ROUNDS
    | SCRIPTS
    | SYSTEM
    | TRACE
)
"""Every code the program may show, by code."""
