import { beforeEach, describe, expect, test } from "vitest";
import { Stores } from "./testDrafts";

let stores: Stores;

beforeEach(() => {
  stores = new Stores();
});

describe("a draft that comes to the server while the card is open", () => {
  test("fills an untouched card", async () => {
    const keeper = stores.keeper();
    await keeper.restore();
    stores.remote = stores.kept({ content: "from a colleague" });
    await keeper.refresh();
    expect(keeper.state.values.content).toBe("from a colleague");
    expect(keeper.state.status).toBe("saved");
  });

  test("leaves what was typed here, and asks where both wrote", async () => {
    const keeper = stores.keeper();
    await keeper.restore();
    keeper.change({ content: "mine" });
    stores.remote = stores.kept({ content: "theirs", extra: "from a colleague" });
    await keeper.refresh();
    expect(keeper.state.values).toMatchObject({ content: "mine", extra: "from a colleague" });
    expect(keeper.state.conflicts.map((conflict) => conflict.field)).toEqual(["content"]);
  });

  test("changes nothing when it is gone, known already, or cannot be asked", async () => {
    const keeper = stores.keeper();
    stores.remote = stores.kept({ content: "kept" });
    await keeper.restore();
    for (const remote of [null, "failed", stores.kept({ content: "an older one" })] as const) {
      stores.remote = remote;
      await keeper.refresh();
      expect(keeper.state.values.content).toBe("kept");
    }
  });
});
