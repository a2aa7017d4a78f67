import { useCallback, useState } from "react";
import type { Row } from "@/app/listQueries";
import type { Route } from "@/app/router";
import { useText } from "@/app/text";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";
import type { TabOwner } from "@/ui/record/RecordTabs";
import { SplitView } from "@/ui/SplitView";
import { Empty } from "@/ui/States";
import { CampaignTabs } from "./CampaignTabs";

/** R6–R22: marketing events above, and below what belongs to the one that is chosen. */
export function CampaignsPage({ route }: { route: Route }) {
  const { t } = useText();
  const { state, setState, title } = useListAddress("campaign", route);
  const [chosen, setChosen] = useState<TabOwner | null>(null);
  const choose = useCallback(
    (row: Row) => setChosen({ entity: "campaign", id: row.id, name: String(row.name ?? "") }),
    [],
  );
  return (
    <div className="listPage">
      <SplitView
        name="campaigns"
        upper={
          <ListView
            entity="campaign"
            state={state}
            onState={setState}
            activeId={chosen?.id ?? null}
            onActive={choose}
            head={<h1>{title}</h1>}
          />
        }
        lower={chosen === null ? <Empty title={t("campaigns.pick")} /> : <CampaignTabs campaign={chosen} fills />}
      />
    </div>
  );
}
