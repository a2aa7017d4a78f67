import { Button } from "@mantine/core";
import { type CSSProperties, type MouseEvent, memo, useId, useMemo, useRef } from "react";
import type { Row } from "@/app/listQueries";
import { type TextTools, useText } from "@/app/text";
import type { GridColumn } from "@/model/listState";
import type { FieldMeta, ListMeta, TotalsView } from "@/wire/messages.gen";
import { cellOf, isNumber, numberOf, said } from "./cells";
import { GridHead } from "./GridHead";
import { type CellLook, cellLooks, MARK_STYLE, MARK_WIDTH, pinnedLeft, templateOf } from "./gridLayout";
import classes from "./RecordGrid.module.css";
import { tellWhole } from "./tellWhole";
import { useGridKeys } from "./useGridKeys";
import type { Marks } from "./useMarks";
import { ROW_HEIGHT, useVisible, useWide } from "./useVisible";

export type GridProps = {
  readonly meta: ListMeta;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly Row[];
  readonly totals: TotalsView | undefined;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onWidth: (id: string, width: number) => void;
  readonly marks: Marks;
  readonly activeId: number | null;
  readonly onActive: (row: Row) => void;
  readonly onOpen: (row: Row) => void;
  readonly onCreate: (() => void) | null;
  readonly more: { readonly hasMore: boolean; readonly isLoading: boolean; readonly load: () => void };
};

/** The first row's `aria-rowindex`: the titles are the row before it. */
const TITLES = 2;

/** The rows of a list: only those in sight are in the page, and more are fetched as their end comes near. */
export function RecordGrid(props: GridProps) {
  const { meta, columns, rows, totals, marks, activeId, more } = props;
  const text = useText();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const active = useMemo(() => activeOf(rows, activeId), [rows, activeId]);
  const keys = useGridKeys({ ...props, box, active });
  const template = useMemo(() => templateOf(columns), [columns]);
  const style = useMemo(() => ({ gridTemplateColumns: template.columns, minWidth: template.least }), [template]);
  useWide(box, template.least);
  const summed = columns.some(({ field }) => summedOf(field));
  return (
    <div
      ref={box}
      role="grid"
      className={`${classes.grid} dockRoom`}
      tabIndex={0}
      aria-label={said(meta.many, text)}
      aria-description={text.t("list.keys")}
      aria-rowcount={(totals?.count ?? rows.length) + 1}
      aria-multiselectable="true"
      aria-activedescendant={active < 0 ? undefined : `${id}-${activeId}`}
      onKeyDown={keys}
    >
      <GridHead
        meta={meta}
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        onWidth={props.onWidth}
        marks={marks}
        isAllMarked={rows.length > 0 && rows.every((row) => marks.has(row.id))}
        style={style}
      />
      <Body {...props} box={box} gridId={id} text={text} style={style} />
      {more.hasMore && (
        <div className={classes.more} role="presentation">
          <Button size="xs" variant="default" loading={more.isLoading} onClick={more.load}>
            {text.t("common.more")}
          </Button>
        </div>
      )}
      {summed && totals && <Totals columns={columns} totals={totals} style={style} />}
    </div>
  );
}

/** Where the chosen row stands, -1 of none: not looked for among thousands when none is chosen. */
function activeOf(rows: readonly Row[], activeId: number | null): number {
  return activeId === null ? -1 : rows.findIndex((row) => row.id === activeId);
}

type BodyProps = GridProps & {
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly gridId: string;
  readonly text: TextTools;
  readonly style: CSSProperties;
};

/** The rows in sight: alone drawn anew while one scrolls, without the titles and sums around them. */
function Body({ box, gridId, text, style, meta, columns, rows, marks, activeId, more, onActive, onOpen }: BodyProps) {
  const seen = useVisible(box, rows.length, more);
  const cells = useMemo(() => cellLooks(columns), [columns]);
  const shown = rows.slice(seen.first, seen.end).map((row, place) => {
    const index = seen.first + place;
    return { row, index, element: index - seen.base };
  });
  // Here for all rows, as each is given to others many times a second.
  const press = (event: MouseEvent) => {
    const row = rowOf(event.target, rows);
    if (!row) return;
    if (event.target instanceof HTMLInputElement) marks.toggle(row.id, event.shiftKey);
    else onActive(row);
  };
  const open = (event: MouseEvent) => {
    const row = rowOf(event.target, rows);
    if (row) onOpen(row);
  };
  return (
    <div
      role="rowgroup"
      className={classes.body}
      style={{ height: rows.length * ROW_HEIGHT, minWidth: style.minWidth }}
      onPointerOver={tellWhole}
      onClick={press}
      onDoubleClick={open}
    >
      <div style={{ transform: `translateY(${seen.first * ROW_HEIGHT}px)` }} role="presentation">
        {shown.map(({ row, index, element }) => (
          <GridRow
            key={element}
            domId={row.id === activeId ? `${gridId}-${row.id}` : undefined}
            row={row}
            index={index}
            columns={columns}
            meta={meta}
            text={text}
            cells={cells}
            isActive={row.id === activeId}
            isMarked={marks.has(row.id)}
          />
        ))}
      </div>
    </div>
  );
}

/** The row whose element it happened in. */
function rowOf(target: EventTarget, rows: readonly Row[]): Row | undefined {
  const element = target instanceof Element ? target.closest("[role=row]") : null;
  return rows[Number(element?.getAttribute("aria-rowindex")) - TITLES];
}

type RowProps = {
  readonly domId: string | undefined;
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly GridColumn[];
  readonly meta: ListMeta;
  readonly text: TextTools;
  readonly cells: readonly CellLook[];
  readonly isActive: boolean;
  readonly isMarked: boolean;
};

const GridRow = memo(function GridRow({ row, index, columns, meta, text, cells, ...props }: RowProps) {
  return (
    <div
      role="row"
      id={props.domId}
      className={classes.row}
      aria-rowindex={index + TITLES}
      aria-selected={props.isMarked}
      data-active={props.isActive}
      data-marked={props.isMarked}
    >
      <Mark isMarked={props.isMarked} />
      {columns.map((column, place) => (
        <div key={column.field.id} role="gridcell" {...cells[place]}>
          {cellOf(row, column.field, meta, text)}
        </div>
      ))}
    </div>
  );
});

const Mark = memo(function Mark({ isMarked }: { readonly isMarked: boolean }) {
  const { t } = useText();
  return (
    <div role="gridcell" data-pinned="true" style={MARK_STYLE}>
      <input
        type="checkbox"
        className={classes.mark}
        aria-label={t("list.mark")}
        tabIndex={-1}
        checked={isMarked}
        onChange={() => undefined}
      />
    </div>
  );
});

type TotalsProps = {
  readonly columns: readonly GridColumn[];
  readonly totals: TotalsView;
  readonly style: CSSProperties;
};

/** The field whose sum stands under a column: amounts in many currencies are summed in the base one. "": none. */
function summedOf(field: FieldMeta): string {
  return field.has_total ? field.id : field.base;
}

/** The sums of the whole filtered list, whatever of it is loaded. */
function Totals({ columns, totals, style }: TotalsProps) {
  const text = useText();
  return (
    <div role="rowgroup" className={classes.foot} style={{ minWidth: style.minWidth }} onPointerOver={tellWhole}>
      <div role="row" className={classes.row} style={style}>
        <div role="gridcell" data-pinned="true" style={{ left: 0 }} />
        {columns.map(({ field, isPinned }, place) => (
          <div
            key={field.id}
            role="gridcell"
            data-number={isNumber(field)}
            data-pinned={isPinned}
            style={pinnedLeft(columns, place)}
          >
            {summedOf(field) && numberOf(totals.sums[summedOf(field)] ?? 0, field, text)}
            {place === 0 && !summedOf(field) && text.t("list.total")}
          </div>
        ))}
      </div>
    </div>
  );
}

export { MARK_WIDTH };
