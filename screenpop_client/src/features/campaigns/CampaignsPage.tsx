import { useCallback, useState } from "react";
import type { Row } from "@/app/listQueries";
import { useRecord } from "@/app/recordQueries";
import type { Route } from "@/app/router";
import { useText } from "@/app/text";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";
import { SplitView } from "@/ui/SplitView";
import { Await, Empty } from "@/ui/States";
import { CampaignTabs } from "./CampaignTabs";

/** R6–R22: marketing events above, and below what belongs to the one that is chosen. */
export function CampaignsPage({ route }: { route: Route }) {
  const { state, setState, title } = useListAddress("campaign", route);
  const [chosen, setChosen] = useState<number | null>(null);
  const choose = useCallback((row: Row) => setChosen(row.id), []);
  return (
    <div className="listPage">
      <SplitView
        name="campaigns"
        upper={
          <ListView
            entity="campaign"
            state={state}
            onState={setState}
            activeId={chosen}
            onActive={choose}
            head={<h1>{title}</h1>}
          />
        }
        lower={<Belongings campaignId={chosen} />}
      />
    </div>
  );
}

function Belongings({ campaignId }: { readonly campaignId: number | null }) {
  const { t } = useText();
  const campaign = useRecord("campaign", campaignId);
  if (campaignId === null) return <Empty title={t("campaigns.pick")} />;
  return <Await query={campaign}>{campaign.data && <CampaignTabs campaign={campaign.data} />}</Await>;
}
