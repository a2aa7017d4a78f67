import { Tabs } from "@mantine/core";
import {
  type ComponentType,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useRecordFiles } from "@/app/fileQueries";
import { useLists, useListTotals } from "@/app/listQueries";
import { useCallTotals, useContacts } from "@/app/queries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import type { MessageKey } from "@/i18n/translate";
import { equals, type FilterNode, writeFilter } from "@/model/listFilter";
import type { CallFilter, ContactFilter } from "@/wire/api";
import classes from "./RecordTabs.module.css";

/** The record that tabs are of. */
export type TabOwner = { readonly entity: string; readonly id: number; readonly name: string };

export type TabProps = { readonly owner: TabOwner };

/** What stands after a tab's name: how many rows of a list, files, calls; nothing. */
export type Counted =
  | { readonly what: "rows"; readonly entity: string; readonly filter: (owner: TabOwner) => FilterNode }
  | { readonly what: "files" }
  | { readonly what: "calls"; readonly filter: (owner: TabOwner) => CallFilter }
  | { readonly what: "contacts"; readonly filter: (owner: TabOwner) => ContactFilter }
  | null;

/** One tab of a record's card: drawn when it is opened, not before. */
export type RecordTab = {
  readonly id: string;
  readonly label: MessageKey;
  readonly counted: Counted;
  readonly Content: ComponentType<TabProps>;
};

/** Count the rows of a kind whose `field` names the owner. */
export function rowsOf(entity: string, field: string): Counted {
  return { what: "rows", entity, filter: (owner) => equals(field, owner.id) };
}

type RecordTabsProps = {
  readonly tabs: readonly RecordTab[];
  readonly owner: TabOwner;
  /** The tab that the address asks for. */
  readonly asked?: string | null;
  /** What acts on the whole record, at the end of the row. */
  readonly aside?: ReactNode;
  /** Takes the height that there is; else a height of its own. */
  readonly fills?: boolean;
};

/** R50: what belongs to a record, each with its count; Alt+← and Alt+→ go from one to the next. */
export function RecordTabs({ tabs, owner, asked = null, aside, fills = false }: RecordTabsProps) {
  const { t } = useText();
  const seen = useSeen(tabs);
  const root = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string | null>(asked ?? tabs[0]?.id ?? null);
  useEffect(() => {
    if (asked !== null) setOpen(asked);
  }, [asked]);
  const step = (by: number) => {
    if (!isOnTop(root)) return false;
    const place = seen.findIndex(({ id }) => id === open);
    const next = seen[(place + by + seen.length) % seen.length];
    if (next) setOpen(next.id);
  };
  useKeys({ tabBefore: () => step(-1), tabAfter: () => step(1) });
  return (
    <Tabs
      ref={root}
      value={open}
      onChange={setOpen}
      keepMounted={false}
      className={classes.tabs}
      data-fills={fills}
      data-record-tabs
      onKeyDownCapture={keepAlt}
    >
      <div className={classes.head}>
        <Tabs.List aria-label={t("record.tabs")} aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight">
          {seen.map((tab) => (
            <Tabs.Tab key={tab.id} value={tab.id} px={4} fz={12.5}>
              <Title tab={tab} owner={owner} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {aside}
      </div>
      {seen.map(({ id, Content }) => (
        <Tabs.Panel key={id} value={id} className={classes.panel}>
          <Content key={owner.id} owner={owner} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** With Alt an arrow is ours: the row of tabs would go one tab further by itself. */
function keepAlt(event: KeyboardEvent): void {
  if (event.altKey && event.key.startsWith("Arrow")) event.stopPropagation();
}

/** Tabs of lists that the user may not read are not there. */
function useSeen(tabs: readonly RecordTab[]): readonly RecordTab[] {
  const lists = useLists().data;
  return useMemo(
    () =>
      tabs.filter(({ counted }) => counted?.what !== "rows" || !lists || lists.some(({ id }) => id === counted.entity)),
    [tabs, lists],
  );
}

/** Say whether nothing lies above: of two cards and their tabs the keys move those on top. */
function isOnTop(root: RefObject<HTMLElement | null>): boolean {
  const above = [...document.querySelectorAll('[role="dialog"]')].at(-1);
  const here = [...document.querySelectorAll("[data-record-tabs]")].at(-1);
  return root.current === here && (above === undefined || above.contains(root.current));
}

function Title({ tab, owner }: { readonly tab: RecordTab; readonly owner: TabOwner }) {
  const { t } = useText();
  const { counted } = tab;
  const name = t(tab.label);
  if (counted === null) return name;
  if (counted.what === "files") return <WithFiles name={name} owner={owner} />;
  if (counted.what === "contacts") return <WithContacts name={name} filter={counted.filter(owner)} />;
  if (counted.what === "calls") return <WithCalls name={name} filter={counted.filter(owner)} />;
  return <WithRows name={name} entity={counted.entity} filter={counted.filter(owner)} />;
}

function WithFiles({ name, owner }: { readonly name: string; readonly owner: TabOwner }) {
  return <Figure name={name} count={useRecordFiles(owner.entity, owner.id).data?.files.length} />;
}

function WithCalls({ name, filter }: { readonly name: string; readonly filter: CallFilter }) {
  return <Figure name={name} count={useCallTotals(filter).data?.count} />;
}

function WithContacts({ name, filter }: { readonly name: string; readonly filter: ContactFilter }) {
  return <Figure name={name} count={useContacts(filter).data?.total} />;
}

type WithRowsProps = { readonly name: string; readonly entity: string; readonly filter: FilterNode };

function WithRows({ name, entity, filter }: WithRowsProps) {
  return <Figure name={name} count={useListTotals(entity, { filter: writeFilter(filter) }).data?.count} />;
}

function Figure({ name, count }: { readonly name: string; readonly count: number | undefined }) {
  const { format } = useText();
  return count === undefined ? name : `${name} · ${format.number(count)}`;
}
