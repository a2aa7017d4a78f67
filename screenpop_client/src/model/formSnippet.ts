import type { Language, WebForm } from "@/wire/messages.gen";

const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: { name: "Ваше имя", phone: "Телефон", email: "E-mail", message: "Сообщение", send: "Отправить" },
  en: { name: "Your name", phone: "Phone", email: "E-mail", message: "Message", send: "Send" },
};

/** The HTML of a form for somebody's web site: it works without scripts, and a field that people do not see is a trap. */
export function formSnippet(form: WebForm, server: string, language: Language): string {
  const words = WORDS[language];
  const consent = form.consent_text
    ? [`  <label><input type="checkbox" name="consent" value="yes" required> ${escaped(form.consent_text)}</label>`]
    : [];
  return [
    `<form method="post" action="${escaped(`${server}/api/v1/forms/${form.key}`)}" accept-charset="utf-8">`,
    `  <label>${words.name} <input name="name" autocomplete="name"></label>`,
    `  <label>${words.phone} <input name="phone" type="tel" autocomplete="tel" required></label>`,
    `  <label>${words.email} <input name="email" type="email" autocomplete="email"></label>`,
    `  <label>${words.message} <textarea name="message"></textarea></label>`,
    ...consent,
    `  <p style="position:absolute;left:-9999px" aria-hidden="true"><input name="website" tabindex="-1" autocomplete="off"></p>`,
    `  <button>${words.send}</button>`,
    "</form>",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
