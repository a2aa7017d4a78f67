import { CampaignPart } from "@/features/campaigns/CampaignPart";
import { ContractPart } from "@/features/deals/ContractPart";
import { DealPanels } from "@/features/deals/DealPanels";
import { OrganizationPart } from "@/features/directory/OrganizationPart";
import { PersonPart } from "@/features/directory/PersonPart";
import { EntriesPart } from "@/features/rounds/EntriesPart";
import { ScriptEditor } from "@/features/scripts/ScriptEditor";
import type { RecordParts } from "./recordParts";

/** What features put into the cards of the kinds of record. */
export const CARD_PARTS: RecordParts = {
  campaign: CampaignPart,
  deal: DealPanels,
  contract: ContractPart,
  call_round: EntriesPart,
  call_script: ScriptEditor,
  person: PersonPart,
  organization: OrganizationPart,
};
