const TWO_DIGIT_CODES = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 " +
    "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
  ).split(" "),
);

/** Write an E.164 number the way people read it ("+7 900 555-01-07"); anything else stays as it is. */
export function readablePhone(number: string): string {
  const digits = /^\+(\d{7,15})$/.exec(number)?.[1];
  if (digits === undefined) return number;
  const code = countryCode(digits);
  const rest = digits.slice(code.length);
  if (rest.length === 10 && code === "7") return rest.replace(/^(...)(...)(..)(..)$/, "+7 $1 $2-$3-$4");
  if (rest.length === 10 && code === "1") return rest.replace(/^(...)(...)(....)$/, "+1 $1-$2-$3");
  return `+${code} ${threes(rest).join(" ")}`;
}

/** ITU-T E.164, assigned country codes: "1" and "7" alone, the listed pairs, and three digits for the rest. */
function countryCode(digits: string): string {
  if (digits.startsWith("1") || digits.startsWith("7")) return digits.slice(0, 1);
  return digits.slice(0, TWO_DIGIT_CODES.has(digits.slice(0, 2)) ? 2 : 3);
}

/** Cut into threes, the last group of two to four. */
function threes(digits: string): readonly string[] {
  return digits.length > 4 ? [digits.slice(0, 3), ...threes(digits.slice(3))] : [digits];
}

/** Say whether the server hid the middle of a number: then only the server can dial it or look for it. */
export function isHidden(number: string): boolean {
  return number.includes("•");
}

const TOLD_DIGITS = 10;

/** Say whether two ways of writing surely mean one number: its last ten digits, with any trunk prefix before them. */
export function isSameNumber(a: string, b: string): boolean {
  const [one, other] = [a, b].map((number) => number.replace(/\D/g, "").slice(-TOLD_DIGITS));
  return one?.length === TOLD_DIGITS && one === other && !isHidden(a) && !isHidden(b);
}

/** Leave of a number what can be dialled; the network passes anything. */
export function dialable(number: string): string {
  return number.replace(/[^+\d]/g, "");
}
