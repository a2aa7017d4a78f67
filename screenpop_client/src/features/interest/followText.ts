/** The words of an input, of which nobody but the operator and this knows. */
type Words = { value: string };

/**
 * Keep what an input shows the same as what the draft holds, where something else than the input changed it: a draft
 * restored, another window, an answer of the script. The operator's own letters are there already and are left alone,
 * with the caret among them. Returns what ends it.
 */
export function followText(input: Words, read: () => string, subscribe: (listener: () => void) => () => void) {
  let known = read();
  if (input.value !== known) input.value = known;
  return subscribe(() => {
    const text = read();
    // By the draft and not by the input: a browser writes line ends in its own way.
    if (text === known) return;
    known = text;
    if (input.value !== text) input.value = text;
  });
}
