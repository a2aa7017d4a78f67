import classes from "./Name.module.css";

/** Somebody's name as the network or an operator wrote it: isolated from the text around it and clipped. */
export function Name({ children, lines = 1 }: { children: string; lines?: 1 | 2 }) {
  return (
    <bdi className={classes.name} data-lines={lines} title={children}>
      {children}
    </bdi>
  );
}
