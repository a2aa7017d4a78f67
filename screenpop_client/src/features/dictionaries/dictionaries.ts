/** The dictionaries in the order of their page (R132–R143). */
export const DICTIONARIES: readonly string[] = [
  "campaign_type",
  "sales_topic",
  "product",
  "lead_source",
  "refusal_reason",
  "pipeline",
  "stage",
  "call_script",
  "contact_method",
  "outcome",
  "project",
  "pause_reason",
  "org_unit",
];
