import { later } from "./later";
import type { RecordParts } from "./recordParts";

/** What features put into the cards of the kinds of record; each comes with the first card that shows it. */
export const CARD_PARTS: RecordParts = {
  campaign: later(() => import("@/features/campaigns/CampaignPart"), "CampaignPart"),
  deal: later(() => import("@/features/deals/DealPanels"), "DealPanels"),
  contract: later(() => import("@/features/deals/ContractPart"), "ContractPart"),
  call_round: later(() => import("@/features/rounds/EntriesPart"), "EntriesPart"),
  call_script: later(() => import("@/features/scripts/ScriptEditor"), "ScriptEditor"),
  person: later(() => import("@/features/directory/PersonPart"), "PersonPart"),
  organization: later(() => import("@/features/directory/OrganizationPart"), "OrganizationPart"),
};
