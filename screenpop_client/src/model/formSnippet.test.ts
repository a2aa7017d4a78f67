import { expect, it } from "vitest";
import type { WebForm } from "@/wire/messages.gen";
import { formSnippet } from "./formSnippet";

const FORM: WebForm = {
  id: 1,
  key: "k-1",
  name: "Сайт",
  origins: ["https://example.ru"],
  topic_id: 1,
  source_id: null,
  campaign_id: null,
  product_id: null,
  redirect_url: "",
  consent_text: "",
  is_active: true,
  operator_id: 1 as WebForm["operator_id"],
  created_at: "2026-11-26T00:00:00Z",
};

it("posts to the form's own address and hides the trap", () => {
  const html = formSnippet(FORM, "https://calls.example.ru", "ru");
  expect(html).toContain('action="https://calls.example.ru/api/v1/forms/k-1"');
  expect(html).toContain('name="website" tabindex="-1"');
  expect(html).not.toContain("consent");
  expect(html).not.toContain("<script");
});

it("asks for the tick with the words of the consent, as text", () => {
  const html = formSnippet({ ...FORM, consent_text: 'Согласен <b>"всегда"</b>' }, "https://a.ru", "en");
  expect(html).toContain('name="consent" value="yes" required> Согласен &lt;b&gt;&quot;всегда&quot;&lt;/b&gt;');
  expect(html).toContain("Your name");
});
