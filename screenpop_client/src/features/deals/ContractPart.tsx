import { useMemo, useState } from "react";
import { FILES, tasksOf } from "@/app/cardTabs";
import type { RecordPartProps } from "@/app/recordParts";
import { useRecord } from "@/app/recordQueries";
import { useAskedTab } from "@/app/router";
import { useText } from "@/app/text";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { ListView } from "@/ui/list/ListView";
import { type RecordTab, RecordTabs, type TabProps } from "@/ui/record/RecordTabs";
import { Await, Empty } from "@/ui/States";

const TABS: readonly RecordTab[] = [
  FILES,
  { id: "deal", label: "card.tab.deal", counted: null, Content: Deal },
  tasksOf("contract"),
];

/** Under the fields of a contract: its files, the deal that it ends, tasks about it. */
export function ContractPart({ view }: RecordPartProps) {
  const asked = useAskedTab("contracts", view.id);
  const owner = { entity: "contract", id: view.id, name: String(view.record.number ?? "") };
  return <RecordTabs tabs={TABS} owner={owner} asked={asked} />;
}

function Deal({ owner }: TabProps) {
  const { t } = useText();
  const contract = useRecord("contract", owner.id);
  const dealId = contract.data?.record.deal;
  return (
    <Await query={contract}>
      {typeof dealId === "number" ? <One dealId={dealId} /> : <Empty title={t("card.tab.noDeal")} />}
    </Await>
  );
}

function One({ dealId }: { readonly dealId: number }) {
  const [state, setState] = useState<ListState>(WHOLE);
  const fixed = useMemo(() => equals("id", dealId), [dealId]);
  return <ListView entity="deal" state={state} onState={setState} fixed={fixed} isPart isShownOnly />;
}
