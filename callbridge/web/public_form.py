"""A questionnaire as a page of its own: for anybody, in both languages, without a script."""

from collections.abc import Mapping, Sequence
from html import escape

from callbridge.crm.interview import MAX_TEXT_ANSWER, Question, QuestionKind
from callbridge.crm.interview_results import OpenForm
from callbridge.crm.operator import Language
from callbridge.kernel.template import Template
from callbridge.kernel.text import say
from callbridge.web.public_page import public_page

SEND = Template("Отправить", "Send")
THANKS = Template("Спасибо! Ваши ответы записаны.", "Thank you! Your answers are kept.")
CLOSED = Template("Эта анкета закрыта, или ссылка неверна.", "This questionnaire is closed, or the link is wrong.")
WRONG = Template("Проверьте отмеченные вопросы.", "Please look at the marked questions.")
BUSY = Template("Слишком часто. Подождите немного и отправьте ещё раз.", "Too often. Wait a little and send again.")
AGAIN = Template("Что-то не получилось. Попробуйте ещё раз чуть позже.", "Something failed. Try again a little later.")
NOTHING = Template("нет ответа", "no answer")
REQUIRED = Template("обязательный вопрос", "required")

_STYLE = """
nav{text-align:right}
fieldset{border:1px solid #8886;border-radius:8px;margin:0 0 16px;padding:10px 16px 14px;min-width:0}
fieldset[data-wrong]{border-color:#c92a2a}
legend{font-weight:600;padding:0 6px;overflow-wrap:anywhere}
label{display:block;padding:5px 0;overflow-wrap:anywhere}
.steps{display:flex;flex-wrap:wrap;gap:4px 16px}
input[type=text],textarea{font:inherit;width:100%;box-sizing:border-box;padding:8px}
input[type=text],textarea{border:1px solid #8889;border-radius:6px}
.told{white-space:pre-wrap;overflow-wrap:anywhere}
.wrong{color:#c92a2a;font-size:14px;margin:4px 0 0}
@media (prefers-color-scheme:dark){.wrong{color:#ff8787}}
"""


def form_page(
    form: OpenForm,
    key: str,
    language: Language,
    *,
    given: Mapping[str, Sequence[str]] | None = None,
    mistakes: Mapping[str, str] | None = None,
) -> str:
    """Return the page with the questions, what was `given` before in them and what is wrong with it."""
    given, mistakes = given or {}, mistakes or {}
    fields = "".join(
        _question(one, given.get(f"q{one.id}", ()), mistakes.get(f"answers.{one.id}", ""), language)
        for one in form.questions
    )
    problem = f'<p class="wrong" role="alert">{WRONG.said_in(language)}</p>' if mistakes else ""
    body = (
        f'<p class="told">{escape(form.introduction)}</p>{problem}'
        f'<form method="post" action="?lang={language.value}" accept-charset="utf-8">'
        f'<input type="hidden" name="key" value="{escape(key)}">{fields}'
        f'<button type="submit">{SEND.said_in(language)}</button></form>'
    )
    return _page(form.name, body, language)


def told_page(text: Template, language: Language, title: str = "") -> str:
    """Return a page that says one thing."""
    return _page(title or "callbridge", f'<p role="status">{text.said_in(language)}</p>', language)


def answers_of(form: OpenForm, given: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Return what the fields of the page answer, as crm.interview reads it; what is no number stays as it came."""
    answers: dict[str, object] = {}
    for one in form.questions:
        sent = [text for text in given.get(f"q{one.id}", ()) if text.strip()]
        if not sent:
            continue
        if one.kind is QuestionKind.SEVERAL:
            answers[str(one.id)] = [_whole(text) for text in sent]
        elif one.kind in (QuestionKind.CHOICE, QuestionKind.SCALE):
            answers[str(one.id)] = _whole(sent[0])
        else:
            answers[str(one.id)] = sent[0]
    return answers


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else text


def _question(question: Question, given: Sequence[str], mistake: str, language: Language) -> str:
    star = f' <span title="{REQUIRED.said_in(language)}">*</span>' if question.is_required else ""
    wrong = f'<p class="wrong">{escape(say(mistake, language.value))}</p>' if mistake else ""
    mark = " data-wrong" if mistake else ""
    inputs = _inputs(question, given, language)
    return f"<fieldset{mark}><legend>{escape(question.wording)}{star}</legend>{inputs}{wrong}</fieldset>"


def _inputs(question: Question, given: Sequence[str], language: Language) -> str:
    name, label = f"q{question.id}", escape(question.wording)
    first = escape(given[0]) if given else ""
    match question.kind:
        case QuestionKind.TEXT:
            size = f'rows="3" maxlength="{MAX_TEXT_ANSWER}"'
            return f'<textarea name="{name}" {size} aria-label="{label}">{first}</textarea>'
        case QuestionKind.NUMBER:
            how = 'inputmode="decimal" maxlength="40"'
            return f'<input type="text" name="{name}" {how} value="{first}" aria-label="{label}">'
        case QuestionKind.SCALE:
            steps = [(str(step), str(step)) for step in range(question.low, question.high + 1)]
            return f'<div class="steps">{_boxes(name, "radio", steps, given)}</div>'
    options = [(str(place), option.text) for place, option in enumerate(question.options)]
    if question.kind is QuestionKind.SEVERAL:
        return _boxes(name, "checkbox", options, given)
    if not question.is_required:
        options.append(("", NOTHING.said_in(language)))
    return _boxes(name, "radio", options, given)


def _boxes(name: str, kind: str, options: Sequence[tuple[str, str]], given: Sequence[str]) -> str:
    return "".join(
        f'<label><input type="{kind}" name="{name}" value="{value}"{" checked" if value in given else ""}> '
        f"{escape(text)}</label>"
        for value, text in options
    )


def _page(title: str, body: str, language: Language) -> str:
    other = Language.EN if language is Language.RU else Language.RU
    link = f'<nav><a href="?lang={other.value}" hreflang="{other.value}">{other.value.upper()}</a></nav>'
    return public_page(title, body, language, style=_STYLE, before=link)
