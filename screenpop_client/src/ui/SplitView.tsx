import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { readPreference, writePreference } from "@/app/preferences";
import { useText } from "@/app/text";
import classes from "./SplitView.module.css";

const LEAST = 20;
const MOST = 80;
const STEP = 5;

type SplitViewProps = {
  /** Under which the border is remembered, in this browser. */
  readonly name: string;
  readonly upper: ReactNode;
  readonly lower: ReactNode;
};

/** Two parts, one over the other, with a border that is dragged, or moved by the arrows (R22). */
export function SplitView({ name, upper, lower }: SplitViewProps) {
  const { t } = useText();
  const [share, setShare] = useState(() => within(Number(readPreference(`split.${name}`)) || 55));
  const box = useRef<HTMLDivElement>(null);
  const set = (percent: number) => {
    const next = within(percent);
    setShare(next);
    writePreference(`split.${name}`, String(next));
  };
  const drag = (down: PointerEvent<HTMLElement>) => {
    const handle = down.currentTarget;
    handle.setPointerCapture(down.pointerId);
    const move = (event: globalThis.PointerEvent) => {
      const frame = box.current?.getBoundingClientRect();
      if (frame) set(((event.clientY - frame.top) / frame.height) * 100);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", move), { once: true });
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(share + by);
  };
  return (
    <div ref={box} className={classes.split} style={{ gridTemplateRows: `${share}fr 9px ${100 - share}fr` }}>
      <div className={classes.part}>{upper}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved */}
      <div
        role="separator"
        tabIndex={0}
        className={classes.border}
        aria-orientation="horizontal"
        aria-label={t("split.label")}
        aria-valuenow={Math.round(share)}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        onPointerDown={drag}
        onKeyDown={step}
      />
      <div className={classes.part}>{lower}</div>
    </div>
  );
}

function within(percent: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.round(percent)));
}
