/**
 * Say whether a list, a menu or a calendar is open, which Esc closes first; what is unfolded on the page is none.
 *
 * Mantine marks the field of an open list of suggestions by `data-expanded` alone, as it is no combobox.
 */
export function isPopupOpen(): boolean {
  return document.querySelector('[aria-haspopup]:is([aria-expanded="true"], [data-expanded])') !== null;
}
