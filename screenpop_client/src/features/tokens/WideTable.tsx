import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./tokens.module.css";

type WideTableProps = { readonly heads: readonly string[]; readonly children: ReactNode };

/** A table of a panel that may be narrower than it. */
export function WideTable({ heads, children }: WideTableProps) {
  return (
    <div className={classes.wide}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
