export type FileUnit = "b" | "kib" | "mib" | "gib";

const UNITS: readonly FileUnit[] = ["b", "kib", "mib", "gib"];

/** Say a size in the largest unit of which it has one, with one decimal where that tells something. */
export function fileSize(bytes: number): { readonly value: number; readonly unit: FileUnit } {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < UNITS.length - 1) {
    value /= 1024;
    step += 1;
  }
  return { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value), unit: UNITS[step] ?? "gib" };
}
