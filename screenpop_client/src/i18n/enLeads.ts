import type { ruLeads } from "./ruLeads";

export const enLeads: Record<keyof typeof ruLeads, string> = {
  "leads.remove": "Remove…",
  "leads.remove.title": "Remove lead #{id}?",
  "leads.remove.goes":
    "The lead goes out of lists and exports, the event's figures, previous contacts and the call log. The contact planned with it is closed.",
  "leads.remove.stays":
    "The person and the organization, the call with its recording, the deal and its contacts stay. An administrator sees the lead, its files and history under “Removed”, and can bring it back from there.",
  "leads.remove.reason": "Why it is removed",
  "leads.remove.sure": "Remove",
  "leads.removed": "Removed",
  "leads.removedAt": "The lead was removed {at}",
  "leads.wasRemoved": "№{id} (removed)",
  "leads.restore": "Bring back",
  "leads.restored": "Lead #{id} is back",
  "record.history.record.removed": "removed",
  "record.history.record.restored": "brought back",
  "record.history.interest.corrected": "another event chosen",
  "interest.leadWaits": "A lead waits for its result:",
  "interest.ofLead": "It is written into lead",
  "interest.intoLead": "Write into it",
  "interest.newInstead": "A new interest",
  "card.leadWaits": "{method} of {at}, without a result",
};
