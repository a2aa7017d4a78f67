import { useText } from "@/app/text";
import classes from "./campaigns.module.css";
import { ListTab } from "./ListTab";
import type { CampaignTabProps } from "./tabs";

/** R24, A1: who is responsible, with their hours, and everything that is paid for. */
export function CostsTab({ campaign }: CampaignTabProps) {
  const { t } = useText();
  return (
    <div className={classes.two}>
      <ListTab campaign={campaign} entity="labour" title={t("campaigns.labour")} isPart />
      <ListTab campaign={campaign} entity="cost" title={t("campaigns.costs")} isPart />
    </div>
  );
}
