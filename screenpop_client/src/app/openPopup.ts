/** Say whether a list, a menu or a calendar is open, which Esc closes first; what is unfolded on the page is none. */
export function isPopupOpen(): boolean {
  return document.querySelector('[aria-haspopup][aria-expanded="true"]') !== null;
}
