import { Tooltip } from "@mantine/core";
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";

const REST_MS = 350;

/**
 * What is told of a control on which the pointer rests. Until then it costs nothing: a ringing card has eight such
 * controls, and a tooltip that is there in case costs as much to draw as its button.
 */
export function useHint(label: ReactNode) {
  const [target, setTarget] = useState<{ readonly current: HTMLElement } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const leave = () => {
    clearTimeout(timer.current);
    setTarget(null);
  };
  const enter = ({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
    if (pointerType !== "mouse") return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTarget({ current: currentTarget }), REST_MS);
  };
  return {
    on: { onPointerEnter: enter, onPointerLeave: leave, onPointerDown: leave },
    tip: target && <Tooltip label={label} target={target} opened />,
  };
}
