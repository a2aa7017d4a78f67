import { type ReactNode, useId } from "react";
import classes from "./Panel.module.css";

type PanelProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A titled part of a page. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** The top of a page: its name and what acts on all of it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.pageHead}>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </div>
  );
}
