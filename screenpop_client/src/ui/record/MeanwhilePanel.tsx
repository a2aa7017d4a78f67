import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useSavedBy } from "@/app/recordQueries";
import { useText } from "@/app/text";
import classes from "./record.module.css";

type Whose = "mine" | "theirs";

/** One field that a colleague saved meanwhile, in words. */
export type MeanwhileLine = {
  readonly field: string;
  readonly label: string;
  readonly before: ReactNode;
  readonly mine: ReactNode;
  readonly theirs: ReactNode;
  readonly isTheirsAlone: boolean;
  readonly taken: Whose | null;
};

type MeanwhilePanelProps = {
  readonly entity: string;
  readonly id: number;
  /** The colleague's version. */
  readonly version: number;
  readonly lines: readonly MeanwhileLine[];
  readonly onSettle: (fields: readonly string[], whose: Whose) => void;
};

/** What a colleague saved meanwhile, and who and when: field by field or whole, whose is kept. */
export function MeanwhilePanel({ entity, id, version, lines, onSettle }: MeanwhilePanelProps) {
  const { t, format } = useText();
  const by = useSavedBy(entity, id, version, lines.length > 0).data;
  if (lines.length === 0) return null;
  const all = (whose: Whose) => (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() =>
        onSettle(
          lines.map(({ field }) => field),
          whose,
        )
      }
    >
      {t(`record.takeAll.${whose}`)}
    </Button>
  );
  return (
    <section className={classes.conflict} aria-label={t("record.conflict")} role="alert">
      <header>
        <h3>
          {t("record.conflict")}
          {by && (
            <small>
              {" "}
              · <bdi>{by.operator}</bdi>, {format.dateTime(by.at)}
            </small>
          )}
        </h3>
        {lines.length > 1 && (
          <Group gap={6} wrap="nowrap">
            {all("mine")}
            {all("theirs")}
          </Group>
        )}
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("record.conflict.field")}</th>
            <th scope="col">{t("record.conflict.before")}</th>
            <th scope="col">{t("record.conflict.mine")}</th>
            <th scope="col">{t("record.conflict.theirs")}</th>
            <th scope="col">{t("record.conflict.keep")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.field} line={line} onSettle={onSettle} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type LineProps = Pick<MeanwhilePanelProps, "onSettle"> & { readonly line: MeanwhileLine };

function Line({ line, onSettle }: LineProps) {
  const { t } = useText();
  const button = (whose: Whose) => (
    <Button
      size="compact-xs"
      variant={line.taken === whose ? "filled" : "default"}
      aria-pressed={line.taken === whose}
      aria-label={t(`record.take.${whose}Of`, { field: line.label })}
      onClick={() => onSettle([line.field], whose)}
    >
      {t(`record.take.${whose}`)}
    </Button>
  );
  return (
    <tr data-field={line.field}>
      <th scope="row">{line.label}</th>
      <td>{line.before}</td>
      <td>{line.isTheirsAlone ? t("record.conflict.untouched") : line.mine}</td>
      <td>{line.theirs}</td>
      <td>
        <Group gap={6} wrap="nowrap">
          {button("mine")}
          {button("theirs")}
        </Group>
      </td>
    </tr>
  );
}

type Sides<T> = { readonly before: T; readonly mine: T; readonly theirs: T };

/** What was, and what each made of it, as `shown`, which is told what stands on the other side. */
export function shownSides<T>(line: Sides<T>, shown: (value: T, other: T) => ReactNode): Sides<ReactNode> {
  return {
    before: shown(line.before, line.before),
    mine: shown(line.mine, line.theirs),
    theirs: shown(line.theirs, line.mine),
  };
}

type ItemsProps = { readonly items: readonly string[]; readonly others: readonly string[] };

/** What a list says, in its order; what the other one does not say is marked. */
export function Items({ items, others }: ItemsProps) {
  return (
    <ol className={classes.items}>
      {items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of text, told by nothing else, never moved
        <li key={place}>{others.includes(item) ? item : <mark>{item}</mark>}</li>
      ))}
    </ol>
  );
}
