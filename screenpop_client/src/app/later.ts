import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/** A component that few see, or few times a day: it comes when it is first shown, within a `Suspense`. */
export function later<Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => load().then((module) => ({ default: module[name] })));
}
