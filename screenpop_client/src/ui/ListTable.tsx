import { Button, Center } from "@mantine/core";
import { memo, type ReactNode, useEffect, useRef } from "react";
import { useText } from "@/app/text";
import classes from "./ListTable.module.css";

export type Column<R> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** The least width, px. */
  readonly width: number;
  /** Takes a share of the room that is left. */
  readonly grows?: boolean;
  readonly isNumber?: boolean;
  readonly isTitleHidden?: boolean;
  /** What the server calls an order by this column. */
  readonly sort?: string | null;
};

/** The order of a list: a column's `sort`, with a minus when descending. */
export type ListSort = { readonly by: string; readonly onSort: (by: string) => void };

type More = { readonly hasMore: boolean; readonly isLoading: boolean; readonly load: () => void };

type ListTableProps<R> = {
  readonly label: string;
  /** Keep it the same array between draws: rows are drawn anew when it changes. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string | number;
  readonly sort?: ListSort;
  readonly more?: More;
};

/** The one list renderer: dense rows, a header that stays, more rows as the end comes near. */
export function ListTable<R>({ label, columns, rows, keyOf, sort, more }: ListTableProps<R>) {
  const scroll = useRef<HTMLDivElement>(null);
  const minWidth = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe)
    <div ref={scroll} role="group" className={`${classes.scroll} dockRoom`} aria-label={label} tabIndex={0}>
      <table className={classes.table} style={{ minWidth }}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-number={column.isNumber}
                style={column.grows ? undefined : { width: column.width }}
                aria-sort={sort && column.sort ? direction(sort.by, column.sort) : undefined}
              >
                <Title column={column} sort={sort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={keyOf(row)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {more?.hasMore && <Rest more={more} shown={rows.length} scroll={scroll} />}
    </div>
  );
}

const Row = memo(function Row<R>({ row, columns }: { row: R; columns: readonly Column<R>[] }) {
  return (
    <tr>
      {columns.map((column) => (
        <td key={column.id} data-number={column.isNumber}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <R>(props: { row: R; columns: readonly Column<R>[] }) => ReactNode;

type RestProps = {
  readonly more: More;
  /** How many rows there are: a load may begin and end between two draws. */
  readonly shown: number;
  readonly scroll: React.RefObject<HTMLDivElement | null>;
};

/** Asks for the next rows before their end is seen, and on request. */
function Rest({ more, shown, scroll }: RestProps) {
  const { t } = useText();
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(more);
  latest.current = more;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows are a reason to look again
  useEffect(() => {
    if (!end.current || more.isLoading) return;
    // Watched anew after every load: the end may be in sight still, and an observer tells only changes.
    const near = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) latest.current.load();
      },
      { root: scroll.current, rootMargin: "400px" },
    );
    near.observe(end.current);
    return () => near.disconnect();
  }, [scroll, more.isLoading, shown]);
  return (
    <Center p="xs" ref={end}>
      <Button size="xs" variant="default" loading={more.isLoading} onClick={more.load}>
        {t("common.more")}
      </Button>
    </Center>
  );
}

function direction(by: string, sort: string): "ascending" | "descending" | "none" {
  if (by === sort) return "ascending";
  return by === `-${sort}` ? "descending" : "none";
}

/** A column's title; where the list can be ordered by it, a button that turns the order round. */
function Title<R>({ column, sort }: { column: Column<R>; sort: ListSort | undefined }) {
  if (column.isTitleHidden) return <span className="visuallyHidden">{column.title}</span>;
  const name = column.sort;
  if (!sort || !name) return column.title;
  const turned = sort.by === `-${name}` ? name : `-${name}`;
  return (
    <button type="button" className={classes.sort} onClick={() => sort.onSort(turned)}>
      {column.title}
      <span aria-hidden="true">{{ ascending: "↑", descending: "↓", none: "" }[direction(sort.by, name)]}</span>
    </button>
  );
}
