import type { ComponentType } from "react";
import { MADE_ELSEWHERE } from "@/app/campaignTabs";
import type { MessageKey } from "@/i18n/translate";
import { FilesTab } from "@/ui/files/FilesTab";
import { CostsTab } from "./CostsTab";
import { ListTab } from "./ListTab";
import { ParticipantsTab } from "./ParticipantsTab";
import { SuppliersTab } from "./SuppliersTab";

/** The event that a tab is of. */
export type TabCampaign = { readonly id: number; readonly name: string };

export type CampaignTabProps = { readonly campaign: TabCampaign };

/** One tab of an event (R23–R32), in its card and under the list of events. */
export type CampaignTab = {
  readonly id: string;
  readonly label: MessageKey;
  /** The list whose rows are counted on the tab; "" while there is none. */
  readonly counted: string;
  readonly Content: ComponentType<CampaignTabProps>;
};

/** What another feature makes of a tab, else the list of a kind, fixed to the event. */
function list(id: string, label: MessageKey, entity: string): CampaignTab {
  const Made = MADE_ELSEWHERE[id];
  return {
    id,
    label,
    counted: entity,
    Content: ({ campaign }) =>
      Made ? <Made campaignId={campaign.id} /> : <ListTab campaign={campaign} entity={entity} />,
  };
}

/** The tabs in their order. */
export const CAMPAIGN_TABS: readonly CampaignTab[] = [
  { id: "participants", label: "campaigns.tab.participants", counted: "participant", Content: ParticipantsTab },
  { id: "costs", label: "campaigns.tab.costs", counted: "cost", Content: CostsTab },
  { id: "suppliers", label: "campaigns.tab.suppliers", counted: "supplier", Content: SuppliersTab },
  {
    id: "files",
    label: "campaigns.tab.files",
    counted: "",
    Content: ({ campaign }) => <FilesTab entity="campaign" recordId={campaign.id} />,
  },
  list("mailings", "campaigns.tab.mailings", "mailing"),
  list("interviews", "campaigns.tab.interviews", "interview"),
  list("tasks", "campaigns.tab.tasks", "task"),
  list("interests", "campaigns.interestsTab", "lead"),
  list("deals", "campaigns.tab.deals", "deal"),
  list("contracts", "campaigns.tab.contracts", "contract"),
  list("numbers", "campaigns.tab.numbers", "number"),
];
