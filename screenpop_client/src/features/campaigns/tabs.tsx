import { MADE_ELSEWHERE } from "@/app/campaignTabs";
import { FILES } from "@/app/cardTabs";
import { SIGNED } from "@/app/router";
import type { MessageKey } from "@/i18n/translate";
import { equals } from "@/model/listFilter";
import { type RecordTab, rowsOf } from "@/ui/record/RecordTabs";
import { CostsTab } from "./CostsTab";
import { ListTab } from "./ListTab";
import { ParticipantsTab } from "./ParticipantsTab";
import { SuppliersTab } from "./SuppliersTab";

/** What another feature makes of a tab, else the list of a kind, fixed to the event. */
function list(id: string, label: MessageKey, entity: string): RecordTab {
  const Made = MADE_ELSEWHERE[id];
  return {
    id,
    label,
    counted: rowsOf(entity, "campaign"),
    Content: ({ owner }) => (Made ? <Made campaignId={owner.id} /> : <ListTab campaign={owner} entity={entity} />),
  };
}

/** The tabs of an event in their order (R23–R32), in its card and under the list of events. */
export const CAMPAIGN_TABS: readonly RecordTab[] = [
  {
    id: "participants",
    label: "campaigns.tab.participants",
    counted: rowsOf("participant", "campaign"),
    Content: ParticipantsTab,
  },
  { id: "costs", label: "campaigns.tab.costs", counted: rowsOf("cost", "campaign"), Content: CostsTab },
  { id: "suppliers", label: "campaigns.tab.suppliers", counted: rowsOf("supplier", "campaign"), Content: SuppliersTab },
  FILES,
  list("mailings", "campaigns.tab.mailings", "mailing"),
  list("interviews", "campaigns.tab.interviews", "interview"),
  list("tasks", "campaigns.tab.tasks", "task"),
  list("interests", "campaigns.interestsTab", "lead"),
  list("deals", "campaigns.tab.deals", "deal"),
  {
    id: "contracts",
    label: "campaigns.tab.contracts",
    counted: { what: "rows", entity: "contract", filter: ({ id }) => ({ all: [equals("campaign", id), SIGNED] }) },
    Content: ({ owner }) => <ListTab campaign={owner} entity="contract" tab="signed" />,
  },
  list("numbers", "campaigns.tab.numbers", "number"),
];
