import { RecordTabs, type TabOwner } from "@/ui/record/RecordTabs";
import { DossierButton } from "./DossierButton";
import { CAMPAIGN_TABS } from "./tabs";

type CampaignTabsProps = {
  readonly campaign: TabOwner;
  /** The tab that the address asks for. */
  readonly asked?: string | null;
  readonly fills?: boolean;
};

/** R23–R32, R50: what belongs to an event, each with its count. */
export function CampaignTabs({ campaign, asked = null, fills = false }: CampaignTabsProps) {
  const dossier = <DossierButton campaignId={campaign.id} />;
  return <RecordTabs tabs={CAMPAIGN_TABS} owner={campaign} asked={asked} aside={dossier} fills={fills} />;
}
