import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useRowsOfDeal } from "@/app/dealQueries";
import { type Row, useListMeta } from "@/app/listQueries";
import { hrefToRecord } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { RecordView } from "@/wire/messages.gen";
import { ContractDialog } from "./ContractDialog";
import { ContractEnd } from "./ContractEnd";
import classes from "./deals.module.css";

type Open = { readonly kind: "write" | "sign" | "end"; readonly row: Row | null } | null;

/** R20, R121: the contracts of a deal; signing one wins it. */
export function ContractsOfDeal({ view }: { readonly view: RecordView }) {
  const { t } = useText();
  const { me } = useSession();
  const contracts = useRowsOfDeal("contract", view.id, "-created_at");
  const [open, setOpen] = useState<Open>(null);
  const mayWrite = me.operator.role !== "operator";
  const rows = contracts.data ?? [];
  const add = mayWrite && (
    <Button
      size="compact-xs"
      variant="light"
      leftSection={<IconPlus size={13} aria-hidden="true" />}
      onClick={() => setOpen({ kind: "write", row: null })}
    >
      {t("deals.newContract")}
    </Button>
  );
  const close = () => setOpen(null);
  return (
    <Panel title={t("deals.contracts")} aside={add}>
      <Await query={contracts}>
        {rows.length === 0 ? (
          <Empty title={t("deals.noContracts")} />
        ) : (
          <ul className={classes.history}>
            {rows.map((row) => (
              <Contract key={row.id} row={row} mayWrite={mayWrite} onOpen={setOpen} />
            ))}
          </ul>
        )}
      </Await>
      {open?.kind === "end" && open.row && <ContractEnd row={open.row} onClose={close} />}
      {open !== null && open.kind !== "end" && (
        <ContractDialog deal={view} row={open.row} isSigning={open.kind === "sign"} onClose={close} />
      )}
    </Panel>
  );
}

type ContractProps = {
  readonly row: Row;
  readonly mayWrite: boolean;
  readonly onOpen: (open: Open) => void;
};

function Contract({ row, mayWrite, onOpen }: ContractProps) {
  const { t, format, language } = useText();
  const states = useListMeta("contract")?.fields.find((field) => field.id === "state")?.choices ?? [];
  const state = states.find((one) => one.value === row.state)?.label[language] ?? String(row.state);
  const href = hrefToRecord("contract", row.id);
  const number = t("deals.contractNumber", { number: String(row.number) });
  return (
    <li>
      <b>{href === null ? number : <a href={href}>{number}</a>}</b>
      <span>
        {format.sum(Number(row.amount ?? 0))} {String(row.currency ?? "")}
      </span>
      <span className={classes.muted}>
        {state}
        {row.signed_on ? ` · ${format.day(String(row.signed_on))}` : ""}
      </span>
      {mayWrite && (
        <span>
          {row.state !== "signed" && (
            <Button size="compact-xs" variant="subtle" onClick={() => onOpen({ kind: "sign", row })}>
              {t("deals.sign")}
            </Button>
          )}
          {row.state === "signed" && (
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => onOpen({ kind: "end", row })}>
              {t("deals.terminate")}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
