import { useMemo } from "react";
import { useText } from "@/app/text";
import { chooseCampaign, chooseSource, viewOf } from "@/model/interestForm";
import type { Campaign, CampaignState } from "@/wire/messages.gen";
import { CampaignReason } from "./CampaignReason";
import classes from "./fields.module.css";
import { SelectField } from "./SelectField";
import { ContentField } from "./TextField";
import type { InterestTools } from "./useInterest";

const PLACE: Readonly<Record<CampaignState, number>> = { running: 0, preparing: 1, done: 2, cancelled: 3 };

/** A11: running campaigns first; one that is called off only while it is the chosen one. */
function byState(campaigns: readonly Campaign[], chosen: number | null): readonly Campaign[] {
  const offered = campaigns.filter((campaign) => campaign.state !== "cancelled" || campaign.id === chosen);
  return offered.sort((a, b) => PLACE[a.state] - PLACE[b.state]);
}

/** «О чём»: R88–R92. */
export function AboutColumn({ tools }: { tools: InterestTools }) {
  const { t } = useText();
  const { dictionaries, values } = tools;
  const view = viewOf(values, dictionaries);
  const { campaign_id: chosen } = values;
  const campaigns = useMemo(() => byState(dictionaries.campaigns, chosen), [dictionaries.campaigns, chosen]);
  return (
    <div className={classes.column}>
      <h3>{t("interest.about")}</h3>
      <SelectField tools={tools} field="topic_id" rows={dictionaries.topics} />
      <SelectField
        tools={tools}
        field="source_id"
        rows={dictionaries.sources}
        onChoose={(id) => chooseSource(id, dictionaries)}
      />
      <SelectField
        tools={tools}
        field="campaign_id"
        rows={campaigns}
        isDisabled={!view.offersCampaign}
        isRequired={view.requiresCampaign}
        onChoose={(id) => chooseCampaign(id, values, dictionaries)}
      />
      <CampaignReason tools={tools} />
      <SelectField tools={tools} field="product_id" rows={dictionaries.products} />
      <SelectField tools={tools} field="project_id" rows={dictionaries.projects} />
      <ContentField
        keeper={tools.keeper}
        error={tools.errors.content}
        onType={(content) => tools.change({ content })}
      />
    </div>
  );
}
