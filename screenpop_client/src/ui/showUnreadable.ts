/**
 * Let a field whose text cannot be read say what is wrong with it, and return whether there is one: saved, the card would
 * lose that text.
 */
export function showUnreadable(root: HTMLElement | null): boolean {
  const field = root?.querySelector<HTMLElement>("[data-unreadable]");
  if (!field) return false;
  field.blur();
  field.focus();
  return true;
}
