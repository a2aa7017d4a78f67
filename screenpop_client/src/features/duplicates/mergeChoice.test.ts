import { expect, test } from "vitest";
import type { FieldMeta, MergePreview } from "@/wire/messages.gen";
import { compared, firstChoice } from "./mergeChoice";

const FIELDS = ["full_name", "job_title", "organization", "created_at", "phone"].map((id) => ({ id }) as FieldMeta);

function side(id: number, record: Record<string, string | number | null>, names: Record<string, string> = {}) {
  return { id, version: 1, record, names, put_away: null };
}

const PREVIEW: MergePreview = {
  keep: side(1, { full_name: "Иванов Иван", job_title: "", organization: null, created_at: "a" }),
  give_up: side(
    2,
    { full_name: "Иванов И.", job_title: "Врач", organization: 5, created_at: "b" },
    { organization: "Акме" },
  ),
  moved: {},
};

test("two records are compared by the fields in which they differ", () => {
  expect(compared(PREVIEW, FIELDS).map(({ field, keep, giveUp }) => [field.id, keep, giveUp])).toEqual([
    ["full_name", "Иванов Иван", "Иванов И."],
    ["job_title", "", "Врач"],
    ["organization", "", "Акме"],
  ]);
});

test("what the kept record lacks is taken from the other", () => {
  expect([...firstChoice(compared(PREVIEW, FIELDS))]).toEqual(["job_title", "organization"]);
});
