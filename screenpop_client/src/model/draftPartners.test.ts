import { expect, test } from "vitest";
import { settle, shownConflicts } from "./draftPartners";

const PERSON = { field: "person_id", mine: null, theirs: 57 };
const NAME = { field: "person_text", mine: "Иванов", theirs: "Сидорова" };
const CONTENT = { field: "content", mine: "a", theirs: "b" };

test("a name and its record are settled together, whichever is named", () => {
  for (const field of ["person_id", "person_text"]) {
    expect(settle([PERSON, CONTENT, NAME], field)).toEqual({
      theirs: { person_id: 57, person_text: "Сидорова" },
      left: [CONTENT],
    });
  }
  expect(settle([CONTENT], "person_id")).toEqual({ theirs: {}, left: [CONTENT] });
});

test("a name and its record are one line, a record alone is one too", () => {
  expect(shownConflicts([PERSON, NAME, CONTENT])).toEqual([NAME, CONTENT]);
  expect(shownConflicts([PERSON])).toEqual([PERSON]);
});
