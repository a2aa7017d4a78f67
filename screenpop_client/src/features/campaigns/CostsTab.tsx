import { useText } from "@/app/text";
import type { TabProps } from "@/ui/record/RecordTabs";
import classes from "./campaigns.module.css";
import { ListTab } from "./ListTab";

/** R24, A1: who is responsible, with their hours, and everything that is paid for. */
export function CostsTab({ owner }: TabProps) {
  const { t } = useText();
  return (
    <div className={classes.two}>
      <ListTab campaign={owner} entity="labour" title={t("campaigns.labour")} isPart />
      <ListTab campaign={owner} entity="cost" title={t("campaigns.costs")} isPart />
    </div>
  );
}
