import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onTick } from "./ticks";

describe("running clocks", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("tick together, whenever each of them began", () => {
    const heard: string[] = [];
    const endFirst = onTick(1000, () => heard.push("first"));
    vi.advanceTimersByTime(700);
    const endSecond = onTick(1000, () => heard.push("second"));
    vi.advanceTimersByTime(300);
    expect(heard).toEqual(["first", "second"]);
    endFirst();
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual(["first", "second", "second"]);
    endSecond();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("begin anew after the last one ended", () => {
    const heard = vi.fn();
    onTick(500, heard)();
    const end = onTick(500, heard);
    vi.advanceTimersByTime(500);
    end();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
