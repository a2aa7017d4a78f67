import { ruAudio } from "./ruAudio";
import { ruBulk } from "./ruBulk";
import { ruCaller } from "./ruCaller";
import { ruCalls } from "./ruCalls";
import { ruCards } from "./ruCards";
import { ruCauses } from "./ruCauses";
import { ruControl } from "./ruControl";
import { ruDay } from "./ruDay";
import { ruDeals } from "./ruDeals";
import { ruDesk } from "./ruDesk";
import { ruFiles } from "./ruFiles";
import { ruHeadset } from "./ruHeadset";
import { ruImports } from "./ruImports";
import { ruInterest } from "./ruInterest";
import { ruInterviews } from "./ruInterviews";
import { ruLeads } from "./ruLeads";
import { ruLists } from "./ruLists";
import { ruMailings } from "./ruMailings";
import { ruPhone } from "./ruPhone";
import { ruPin } from "./ruPin";
import { ruPrograms } from "./ruPrograms";
import { ruQueues } from "./ruQueues";
import { ruRecords } from "./ruRecords";
import { ruRounds } from "./ruRounds";
import { ruScripts } from "./ruScripts";
import { ruTasks } from "./ruTasks";

export const ru = {
  "app.name": "callbridge",
  "app.tagline": "Карточка звонка раньше первого «алло»",
  "app.skip": "К содержанию",
  "app.outdated": "Программа обновлена. Перезагрузите страницу: всё введённое сохранено.",
  "app.reload": "Перезагрузить",

  "login.login": "Логин",
  "login.password": "Пароль",
  "login.submit": "Войти",
  "login.ended": "Сеанс завершён. Войдите снова — введённое сохранено.",

  "nav.label": "Разделы",
  "nav.desk": "Рабочее место",
  "nav.relations": "Отношения с клиентами",
  "nav.events": "Мероприятия",
  "nav.marketing": "Маркетинг",
  "nav.leads": "Входящие лиды",
  "nav.persons": "Контактные лица",
  "nav.organizations": "Контрагенты",
  "nav.calls": "Звонки",
  "nav.settings": "Настройки",
  "nav.logout": "Выйти",
  "nav.help": "Клавиши",

  "settings.title": "Настройки",
  "settings.language": "Язык",
  "settings.theme": "Внешний вид",
  "settings.theme.auto": "Как в системе",
  "settings.theme.light": "Светлое",
  "settings.theme.dark": "Тёмное",
  "settings.device": "Телефон",
  "settings.device.headset": "Гарнитура",
  "settings.device.handset": "Настольный телефон",
  "settings.deviceHint": "Кнопка ✓ просит настольный телефон снять трубку; если он не умеет, снимите её сами.",
  "settings.sound": "Звук звонка",
  "settings.soundOn": "Звонить в этом браузере",
  "settings.soundTest": "Проверить",
  "settings.notifications": "Уведомления рабочего стола",
  "settings.notificationsAllow": "Разрешить уведомления",
  "settings.notifications.granted": "Разрешены",
  "settings.notifications.denied": "Запрещены в настройках браузера",
  "settings.notifications.default": "Ещё не разрешены",
  "settings.notifications.unsupported": "Браузер их не поддерживает на этом адресе",
  "settings.timeZone": "Часовой пояс",
  "settings.extension": "Внутренний номер",
  "settings.noExtension": "не назначен: карточки не придут",
  "settings.version": "Версия",

  "role.operator": "Оператор",
  "role.supervisor": "Супервизор",
  "role.manager": "Руководитель",
  "role.admin": "Администратор",

  "common.loading": "Загрузка…",
  "common.retry": "Повторить",
  "common.more": "Показать ещё",
  "common.close": "Закрыть",
  "common.cancel": "Отмена",
  "common.clear": "Очистить",
  "common.all": "Все",
  "common.mine": "Мои",
  "common.none": "—",

  "error.unreachable": "Нет связи с сервером. Повторим, как только она появится.",
  "error.server": "Сервер не смог выполнить запрос. Попробуйте ещё раз.",
  "error.gone": "Возможно, она убрана, объединена с другой или адрес неверен.",
  "error.askForRight": "Права даёт администратор.",
  "error.list": "Не удалось загрузить список",
  "error.part": "Эта часть страницы не загрузилась: нет связи или вышло обновление.",
  "error.crash": "Страница споткнулась об ошибку. Введённое сохранено в черновике.",

  "rating.positive": "Положительный",
  "rating.satisfactory": "Удовлетворительный",
  "rating.undefined": "Неопределенный",
  "rating.negative": "Отрицательный",
  "rating.positive.short": "Полож.",
  "rating.satisfactory.short": "Удовл.",
  "rating.undefined.short": "Неопр.",
  "rating.negative.short": "Отриц.",

  "help.title": "Клавиши",
  "help.accept": "Принять звонок",
  "help.interest": "Карточка интереса по звонку",
  "help.deal": "Контакт по сделке звонящего",
  "help.newInterest": "Новый интерес без звонка",
  "help.pause": "Готов / пауза; конец оформления",
  "help.wrapUp": "Оформление: начать, продлить",
  "help.saveClose": "Сохранить и закрыть карточку",
  "help.saveDraft": "Сохранить черновик",
  "help.minimise": "Свернуть карточку (ничего не теряется)",
  "help.pick1": "Выбрать №1: результат, сделку, лицо",
  "help.pick2": "Выбрать №2: результат, сделку, лицо",
  "help.pick3": "Выбрать №3: результат, сделку, лицо",
  "help.pick4": "Выбрать №4: результат, сделку, лицо",
  "help.pick5": "Выбрать №5: сделку, лицо",
  "help.pick6": "Выбрать №6: сделку, лицо",
  "help.pick7": "Выбрать №7: сделку, лицо",
  "help.pick8": "Выбрать №8: сделку, лицо",
  "help.pick9": "Выбрать №9: сделку, лицо",
  "keys.title": "Мои клавиши",
  "keys.change": "Изменить",
  "keys.changeOf": "Изменить клавишу: {what}",
  "keys.press": "Нажмите клавишу…",
  "keys.pressHint": "Клавиша для «{what}» — нажмите её, Esc — оставить как было",
  "keys.resetOf": "Вернуть исходную клавишу: {what}",
  "keys.reset": "Исходная",
  "keys.resetAll": "Вернуть все исходные",
  "keys.reserved": "Клавишу «{key}» браузер оставляет себе. Выберите другую.",
  "keys.taken": "Клавиша «{key}» уже занята: «{by}». Сначала измените ту.",
  "keys.layout": "Клавиша — место на клавиатуре: раскладка ничего не меняет.",
  "help.rate": "Результат: оценка разговора",
  "help.help": "Эта подсказка",
  "help.layout": "Клавиши работают в любой раскладке.",
  ...ruAudio,
  ...ruBulk,
  ...ruCaller,
  ...ruCalls,
  ...ruCards,
  ...ruCauses,
  ...ruControl,
  ...ruDay,
  ...ruDeals,
  ...ruDesk,
  ...ruFiles,
  ...ruLeads,
  ...ruLists,
  ...ruPin,
  ...ruPrograms,
  ...ruMailings,
  ...ruRounds,
  ...ruPhone,
  ...ruQueues,
  ...ruRecords,
  ...ruInterviews,
  ...ruScripts,
  ...ruTasks,
  ...ruHeadset,
  ...ruImports,
  ...ruInterest,
} as const;
