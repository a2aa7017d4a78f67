import { Button } from "@mantine/core";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import { useDesk, useOpenInterests, useWorkspace } from "@/app/workspace";
import { prefillFromLead } from "@/model/interestPrefill";
import { leadKey } from "@/model/openInterests";
import type { LeadRow } from "@/wire/messages.gen";

/** Talk to whoever left the lead, and record what came of it: the interest card, of this lead (R52, R61). */
export function GiveResult({ lead }: { readonly lead: LeadRow }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const open = useOpenInterests();
  const dictionaries = useDictionaries().data;
  const call = useDesk(
    ({ desk }) => desk.cards.find(({ card }) => lead.phone !== "" && card.number.e164 === lead.phone)?.card,
  );
  const own = leadKey(lead.id);
  const key = open.keys.includes(own) || !call ? own : call.id;

  const give = () => {
    if (!dictionaries) return;
    const { lead_id, is_private, ...seed } = prefillFromLead(lead, dictionaries);
    interests.show(key, seed);
    // Written with the draft: a card that comes back after a crash is still the lead's.
    interests.keeper(key).change({ lead_id: lead_id ?? null, is_private: is_private ?? false });
  };
  return (
    <Button size="sm" disabled={!dictionaries} onClick={give}>
      {t("leads.giveResult")}
    </Button>
  );
}
