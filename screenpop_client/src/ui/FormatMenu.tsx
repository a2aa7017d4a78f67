import { Menu } from "@mantine/core";
import type { ReactNode } from "react";

type FormatMenuProps = { readonly href: (format: "csv" | "xlsx") => string; readonly children: ReactNode };

/** The formats of a file, offered under the button that is its child. */
export function FormatMenu({ href, children }: FormatMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href("xlsx")} download>
          XLSX (Excel)
        </Menu.Item>
        <Menu.Item component="a" href={href("csv")} download>
          CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
