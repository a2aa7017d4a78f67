import { describe, expect, it } from "vitest";
import { begun, type HeldEdit, isAgreed, isEdited, met, saved, settledIn, typedIn } from "./heldEdit";

type Letter = { readonly subject: string; readonly body: string };

const READ: Letter = { subject: "Hello", body: "Come" };
const typing = (changes: Partial<Letter>): HeldEdit<Letter> => typedIn(begun(1, READ), changes);

describe("an edit over which a colleague saves", () => {
  it("follows while nothing is typed", () => {
    const edit = met(begun(1, READ), 2, { ...READ, body: "Stay" });
    expect(edit.mine.body).toBe("Stay");
    expect(edit.version).toBe(2);
    expect(edit.meanwhile).toEqual([]);
  });

  it("keeps what I typed, and asks whose a field is that both changed", () => {
    const edit = met(typing({ body: "Come soon" }), 2, { ...READ, body: "Stay" });
    expect(edit.mine.body).toBe("Come soon");
    expect(edit.meanwhile).toEqual([
      { field: "body", before: "Come", mine: "Come soon", theirs: "Stay", isTheirsAlone: false, taken: null },
    ]);
    expect(isAgreed(edit)).toBe(false);
  });

  it("takes what only they changed, and tells of it", () => {
    const edit = met(typing({ body: "Come soon" }), 2, { ...READ, subject: "Good day" });
    expect(edit.mine).toEqual({ subject: "Good day", body: "Come soon" });
    expect(edit.meanwhile).toMatchObject([{ field: "subject", isTheirsAlone: true, taken: "theirs" }]);
    expect(isAgreed(edit)).toBe(true);
    expect(isEdited(edit)).toBe(true);
  });

  it("has nothing to ask when both wrote the same, or the version is not newer", () => {
    const same = met(typing({ body: "Stay" }), 2, { ...READ, body: "Stay" });
    expect(same.meanwhile).toEqual([]);
    expect(isEdited(same)).toBe(false);
    const typed = typing({ body: "Come soon" });
    expect(met(typed, 1, { ...READ, body: "Stay" })).toBe(typed);
  });

  it("takes either in one field or in all, and either again later", () => {
    const asked = met(typing({ subject: "Hi", body: "Come soon" }), 2, { subject: "Good day", body: "Stay" });
    const mixed = settledIn(settledIn(asked, ["body"], "theirs"), ["subject"], "mine");
    expect(mixed.mine).toEqual({ subject: "Hi", body: "Stay" });
    expect(isAgreed(mixed)).toBe(true);
    const theirs = settledIn(mixed, ["subject", "body"], "theirs");
    expect(theirs.mine).toEqual({ subject: "Good day", body: "Stay" });
    expect(isEdited(theirs)).toBe(false);
    expect(settledIn(theirs, ["body"], "mine").mine.body).toBe("Come soon");
  });

  it("asks again when they save once more before it is settled", () => {
    const asked = met(typing({ body: "Come soon" }), 2, { ...READ, body: "Stay" });
    const again = met(asked, 3, { ...READ, body: "Go" });
    expect(again.mine.body).toBe("Come soon");
    expect(again.meanwhile).toMatchObject([{ field: "body", before: "Stay", theirs: "Go", taken: null }]);
    expect(met(asked, 3, { subject: "Good day", body: "Stay" }).meanwhile.map(({ field }) => field)).toEqual([
      "subject",
      "body",
    ]);
  });

  it("begins anew from what was saved", () => {
    const asked = met(typing({ body: "Come soon" }), 2, { ...READ, body: "Stay" });
    expect(saved(asked, 3, asked.mine)).toEqual(begun(3, asked.mine));
  });

  it("keeps what was typed while it was being saved", () => {
    const sent = typing({ body: "Come soon" });
    const edit = saved(typedIn(sent, { subject: "Hi" }), 2, sent.mine);
    expect(edit.mine).toEqual({ subject: "Hi", body: "Come soon" });
    expect(isEdited(edit)).toBe(true);
    expect(edit.meanwhile).toEqual([]);
  });

  it("compares as it is told to: what a copy was given by the server is no change", () => {
    type Item = { readonly stages: readonly { readonly id: number | null; readonly name: string }[] };
    const alike = (a: unknown, b: unknown) => names(a) === names(b);
    const names = (value: unknown) => JSON.stringify((value as Item["stages"]).map(({ name }) => name));
    const read = begun<Item>(1, { stages: [{ id: 1, name: "Call" }] });
    const mine = typedIn(read, { stages: [...read.mine.stages, { id: null, name: "Talk" }] });
    const edit = met(
      mine,
      2,
      {
        stages: [
          { id: 1, name: "Call" },
          { id: 2, name: "Talk" },
        ],
      },
      alike,
    );
    expect(edit.meanwhile).toEqual([]);
    expect(edit.mine.stages[1]?.id).toBe(2);
  });
});
