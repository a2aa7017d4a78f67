import { describe, expect, it } from "vitest";
import type { StageView } from "@/wire/messages.gen";
import {
  changedStage,
  draftsOf,
  editsOf,
  firstStages,
  makesRevision,
  mayShift,
  shiftedStage,
  stagesAlike,
  stagesOver,
  withoutStage,
  withStage,
} from "./stageDrafts";

const stage = (id: number, kind: StageView["kind"]): StageView => ({
  id,
  name: `Этап ${id}`,
  name_en: "",
  kind,
  probability: 10,
  required_method_id: null,
  required_method: "",
  rot_days: null,
});
const STAGES = [stage(1, "open"), stage(2, "open"), stage(3, "won"), stage(4, "lost")];
const edits = editsOf(STAGES);
const keys = (stages: readonly { readonly key: string }[]) => stages.map((one) => one.key);

describe("the editor of stages", () => {
  it("keeps open stages before the won one and that before the lost", () => {
    expect(keys(withStage(edits, "new"))).toEqual(["1", "2", "new", "3", "4"]);
    expect(keys(changedStage(edits, "1", { kind: "lost" }))).toEqual(["2", "3", "1", "4"]);
    expect(keys(shiftedStage(edits, "1", 1))).toEqual(["2", "1", "3", "4"]);
    expect(mayShift(edits, "2", 1)).toBe(false);
    expect(mayShift(edits, "1", -1)).toBe(false);
    expect(keys(withoutStage(edits, "2"))).toEqual(["1", "3", "4"]);
  });

  it("knows what deals that stand on the stages keep", () => {
    expect(makesRevision(STAGES, changedStage(edits, "1", { name: "Другой", probability: 5 }))).toBe(false);
    expect(makesRevision(STAGES, shiftedStage(edits, "1", 1))).toBe(true);
    expect(makesRevision(STAGES, changedStage(edits, "1", { required_method_id: 3 }))).toBe(true);
    expect(makesRevision(STAGES, withStage(edits, "new"))).toBe(true);
  });

  it("tells stages of two savings apart by what they are, not by their numbers", () => {
    const again = edits.map((one) => ({ ...one, id: 90, key: "90" }));
    expect(stagesAlike(edits, again)).toBe(true);
    expect(stagesAlike(edits, changedStage(again, "90", { rot_days: 3 }))).toBe(false);
    expect([stagesAlike("a", "a"), stagesAlike(true, false)]).toEqual([true, false]);
    expect(stagesOver(edits, withoutStage(edits, "2")).map(({ id }) => id)).toEqual([1, null, 3, 4]);
  });

  it("sends stages without its own keys, and begins a new pipeline with the fewest", () => {
    expect(draftsOf(edits)[0]).not.toHaveProperty("key");
    expect(draftsOf(firstStages(["Звонок", "Договор", "Отказ"])).map(({ kind, name }) => [kind, name])).toEqual([
      ["open", "Звонок"],
      ["won", "Договор"],
      ["lost", "Отказ"],
    ]);
  });
});
