/**
 * Act at the first touch of the page, when a browser lets it sound; at once where it was touched before: at the login,
 * or while the desk was loading. Returns the way out.
 */
export function atFirstTouch(act: () => void): () => void {
  // Safari before 16.4 and Firefox before 120 do not tell.
  if (navigator.userActivation?.hasBeenActive) {
    act();
    return () => {};
  }
  const touch = () => {
    leave();
    act();
  };
  const leave = () => {
    window.removeEventListener("pointerdown", touch);
    window.removeEventListener("keydown", touch);
  };
  window.addEventListener("pointerdown", touch);
  window.addEventListener("keydown", touch);
  return leave;
}
