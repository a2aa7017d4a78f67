import type { InterestField, InterestValues } from "@/model/interestForm";

/** Fields shown under one control answer to its name. */
const SHOWN_AS: Readonly<Record<string, string>> = {
  organization_id: "organization",
  organization_text: "organization",
  person_id: "person",
  person_text: "person",
};

/** Return the control that shows a field. */
export function controlOf(field: string): string {
  return SHOWN_AS[field] ?? field;
}

/** Where the conversation goes on: the first thing not known yet. */
export function firstField(values: InterestValues): readonly InterestField[] {
  if (values.phones.length === 0) return ["phones"];
  return values.person_text === "" ? ["person_text"] : ["topic_id"];
}

/** Focus the first of these fields in the order of the card. */
export function focusField(root: HTMLElement | null, fields: readonly string[]): void {
  const wanted = new Set(fields.map(controlOf));
  for (const holder of root?.querySelectorAll<HTMLElement>("[data-field]") ?? []) {
    if (!wanted.has(holder.dataset.field ?? "")) continue;
    holder.querySelector<HTMLElement>("input:not([type=hidden]), textarea, button")?.focus();
    return;
  }
}

/** Open the directory's list of the field that has the focus, else of the first one that nothing was picked for. */
export function openDirectory(root: HTMLElement | null): boolean {
  const own = document.activeElement?.closest("[data-field]")?.querySelector<HTMLElement>("[data-pick]");
  const button = own ?? root?.querySelector<HTMLElement>("[data-pick]");
  button?.click();
  return button !== null && button !== undefined;
}

/** Open the list of the dictionary field that has the focus. */
export function openDictionary(root: HTMLElement | null): boolean {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) || !root?.contains(field)) return false;
  if (field.getAttribute("aria-haspopup") !== "listbox" || field.readOnly) return false;
  field.click();
  return true;
}
