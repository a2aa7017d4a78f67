import { describe, expect, it } from "vitest";
import { draftOf, draftOfNew, isDirty, isSettled, rebased, settled, typed, typedOver } from "./recordDraft";
import { aField } from "./testRecords";

const FIELDS = [aField("name", "text"), aField("place", "text"), aField("note", "text"), aField("owner", "record")];
const AS_READ = {
  id: 5,
  version: 3,
  record: { name: "Выставка", place: "Крокус", note: "", owner: 1 },
  names: { owner: "Иванова" },
  put_away: null,
};
const THEIRS = {
  id: 5,
  version: 4,
  record: { name: "Ярмарка", place: "ВДНХ", note: "", owner: 2 },
  names: { owner: "Петров" },
  put_away: null,
};

describe("a draft of a record", () => {
  it("is dirty while something is not as it was read", () => {
    const draft = draftOf(AS_READ);
    expect(isDirty(draft, FIELDS)).toBe(false);
    const changed = typed(draft, "name", "Салон");
    expect(isDirty(changed, FIELDS)).toBe(true);
    expect(isDirty(typed(changed, "name", "Выставка"), FIELDS)).toBe(false);
    expect(draftOfNew({}, {}).version).toBeNull();
  });
});

describe("a record that an unanswered try had made", () => {
  it("keeps what was typed since to be saved", () => {
    const since = typed(draftOfNew({ name: "Выставка", place: null }, {}), "place", "ВДНХ");
    const draft = typedOver(AS_READ, since);
    expect(draft.version).toBe(3);
    expect(draft.values).toMatchObject({ name: "Выставка", place: "ВДНХ", owner: 1 });
    expect(isDirty(draft, FIELDS)).toBe(true);
  });
});

describe("two editors of one record", () => {
  const mine = typed(typed(draftOf(AS_READ), "name", "Салон"), "note", "звонить до 12");
  const merged = rebased(mine, THEIRS, FIELDS);

  it("lose nothing that was typed, and see each field that both changed", () => {
    expect(merged.version).toBe(4);
    expect(merged.values).toEqual({ name: "Салон", place: "ВДНХ", note: "звонить до 12", owner: 2 });
    expect(merged.names.owner).toBe("Петров");
    expect(merged.conflict.map(({ field, before, mine, theirs }) => [field, before, mine, theirs])).toEqual([
      ["name", "Выставка", "Салон", "Ярмарка"],
      ["place", "Крокус", "Крокус", "ВДНХ"],
      ["owner", 1, 1, 2],
    ]);
    expect(merged.conflict.map((line) => line.isTheirsAlone)).toEqual([false, true, true]);
    expect(isSettled(merged)).toBe(false);
  });

  it("choose field by field, and may think again", () => {
    const theirs = settled(merged, "name", "theirs");
    expect(theirs.values.name).toBe("Ярмарка");
    expect(isSettled(theirs)).toBe(true);
    const back = settled(settled(theirs, "name", "mine"), "owner", "mine");
    expect(back.values).toMatchObject({ name: "Салон", owner: 1 });
    expect(back.names.owner).toBe("Иванова");
  });

  it("who wrote the same have nothing to choose", () => {
    const same = rebased(typed(draftOf(AS_READ), "name", "Ярмарка"), THEIRS, FIELDS);
    expect(same.conflict.map((line) => line.field)).toEqual(["place", "owner"]);
    expect(isSettled(same)).toBe(true);
  });

  it("keep an open question when the record moves once more", () => {
    const again = rebased(merged, { ...THEIRS, version: 5, record: { ...THEIRS.record, note: "их" } }, FIELDS);
    expect(again.conflict.map((line) => line.field)).toEqual(["name", "place", "note", "owner"]);
    expect(again.values.note).toBe("звонить до 12");
  });
});
