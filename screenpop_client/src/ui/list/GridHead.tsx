import { Checkbox } from "@mantine/core";
import { type CSSProperties, type KeyboardEvent, memo, type PointerEvent } from "react";
import { useText } from "@/app/text";
import type { GridColumn } from "@/model/listState";
import type { Label } from "@/wire/messages.gen";
import { isNumber, said } from "./cells";
import { pinnedLeft } from "./gridLayout";
import type { GridProps } from "./RecordGrid";
import classes from "./RecordGrid.module.css";

const MIN_WIDTH = 40;
const MAX_WIDTH = 1200;
const STEP = 16;

type HeadProps = Pick<GridProps, "columns" | "sort" | "meta" | "onSort" | "onWidth" | "marks"> & {
  readonly isAllMarked: boolean;
  readonly style: CSSProperties;
};

/** The titles, with headings over those that belong together (R22); they stay while the rows are scrolled. */
export const GridHead = memo(function GridHead({ columns, sort, meta, onSort, onWidth, marks, ...props }: HeadProps) {
  const { isAllMarked, style } = props;
  const text = useText();
  const by = sort || meta.sort;
  return (
    <div role="rowgroup" className={classes.head} style={{ minWidth: style.minWidth }}>
      <Groups columns={columns} style={style} />
      <div role="row" className={classes.row} style={style} aria-rowindex={1}>
        <div role="columnheader" data-pinned="true" style={{ left: 0 }}>
          <Checkbox
            size="xs"
            aria-label={text.t("list.markAll")}
            checked={isAllMarked}
            indeterminate={marks.ids.length > 0 && !isAllMarked}
            onChange={(event) => (event.currentTarget.checked ? marks.all() : marks.none())}
          />
        </div>
        {columns.map((column, place) => (
          <div
            key={column.field.id}
            role="columnheader"
            className={classes.title}
            data-number={isNumber(column.field)}
            data-pinned={column.isPinned}
            style={pinnedLeft(columns, place)}
            aria-sort={column.field.is_sortable ? direction(by, column.field.id) : undefined}
          >
            <Title column={column} by={by} onSort={onSort} />
            <Resizer column={column} onWidth={onWidth} />
          </div>
        ))}
      </div>
    </div>
  );
});

function direction(by: string, id: string): "ascending" | "descending" | "none" {
  if (by === id) return "ascending";
  return by === `-${id}` ? "descending" : "none";
}

type TitleProps = {
  readonly column: GridColumn;
  readonly by: string;
  readonly onSort: (sort: string) => void;
};

function Title({ column: { field }, by, onSort }: TitleProps) {
  const text = useText();
  const name = said(field.label, text);
  if (!field.is_sortable) {
    return (
      <span className={classes.clip} title={name}>
        {name}
      </span>
    );
  }
  const turned = by === field.id ? `-${field.id}` : field.id;
  return (
    <button type="button" className={classes.sort} onClick={() => onSort(turned)} title={name}>
      <span className={classes.clip}>{name}</span>
      <span aria-hidden="true">{{ ascending: "↑", descending: "↓", none: "" }[direction(by, field.id)]}</span>
    </button>
  );
}

type ResizerProps = { readonly column: GridColumn; readonly onWidth: (id: string, width: number) => void };

/** The column's right edge: drawn by the pointer, or moved by arrows. */
function Resizer({ column, onWidth }: ResizerProps) {
  const text = useText();
  const set = (width: number) => onWidth(column.field.id, Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))));
  const drag = (down: PointerEvent<HTMLElement>) => {
    down.preventDefault();
    down.stopPropagation();
    const handle = down.currentTarget;
    const begin = handle.parentElement?.getBoundingClientRect().width ?? column.width;
    handle.setPointerCapture(down.pointerId);
    const move = (event: globalThis.PointerEvent) => set(begin + event.clientX - down.clientX);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", move), { once: true });
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(column.width + by);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      className={classes.resize}
      aria-orientation="vertical"
      aria-label={text.t("list.resize", { name: said(column.field.label, text) })}
      aria-valuenow={column.width}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      onPointerDown={drag}
      onKeyDown={step}
    />
  );
}

type Span = { readonly key: string; readonly label: Label | null; readonly count: number };

function spansOf(columns: readonly GridColumn[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { field } of columns) {
    const last = spans.at(-1);
    if (last?.label && field.group && last.label.ru === field.group.ru) {
      spans[spans.length - 1] = { ...last, count: last.count + 1 };
    } else {
      spans.push({ key: field.id, label: field.group, count: 1 });
    }
  }
  return spans;
}

function Groups({ columns, style }: { readonly columns: readonly GridColumn[]; readonly style: CSSProperties }) {
  const text = useText();
  if (!columns.some(({ field }) => field.group)) return null;
  return (
    <div className={classes.row} style={{ ...style, height: 20 }} role="presentation">
      <div role="presentation" />
      {spansOf(columns).map(({ key, label, count }) => (
        <div
          key={key}
          role="presentation"
          className={label ? classes.group : undefined}
          style={{ gridColumn: `span ${count}` }}
        >
          {label && said(label, text)}
        </div>
      ))}
    </div>
  );
}
