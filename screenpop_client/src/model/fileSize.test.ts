import { expect, test } from "vitest";
import { fileSize } from "./fileSize";

test.each([
  [0, 0, "b"],
  [1023, 1023, "b"],
  [1536, 1.5, "kib"],
  [100 * 1024 * 1024, 100, "mib"],
  [5000 * 1024 ** 3, 5000, "gib"],
] as const)("%d bytes are told as %d %s", (bytes, value, unit) => {
  expect(fileSize(bytes)).toEqual({ value, unit });
});
