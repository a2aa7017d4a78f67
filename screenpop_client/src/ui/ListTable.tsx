import { Button, Center } from "@mantine/core";
import type { ReactNode } from "react";
import { useText } from "@/app/text";
import classes from "./ListTable.module.css";

export type Column<R> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  readonly width?: number;
  readonly isNumber?: boolean;
  readonly isTitleHidden?: boolean;
};

type ListTableProps<R> = {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string | number;
  readonly more?: { readonly hasMore: boolean; readonly isLoading: boolean; readonly load: () => void };
};

/** The one list renderer: dense rows, a header that stays, more rows on request. */
export function ListTable<R>({ label, columns, rows, keyOf, more }: ListTableProps<R>) {
  const { t } = useText();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe)
    <div role="group" className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-number={column.isNumber} style={{ width: column.width }}>
                {column.isTitleHidden ? <span className="visuallyHidden">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.id} data-number={column.isNumber}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more?.hasMore && (
        <Center p="xs">
          <Button size="xs" variant="default" loading={more.isLoading} onClick={more.load}>
            {t("common.more")}
          </Button>
        </Center>
      )}
    </div>
  );
}
