import { Tabs } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { useRecordFiles } from "@/app/fileQueries";
import { useListMeta, useListTotals } from "@/app/listQueries";
import { useText } from "@/app/text";
import { equals, writeFilter } from "@/model/listFilter";
import classes from "./campaigns.module.css";
import { DossierButton } from "./DossierButton";
import { CAMPAIGN_TABS, type CampaignTab, type TabCampaign } from "./tabs";

type CampaignTabsProps = {
  readonly campaign: TabCampaign;
  /** The tab that the address asks for. */
  readonly asked?: string | null;
};

/** R23–R32, R50: what belongs to an event, each with its count. */
export function CampaignTabs({ campaign, asked = null }: CampaignTabsProps) {
  const [open, setOpen] = useState<string | null>(asked ?? "participants");
  useEffect(() => {
    if (asked !== null) setOpen(asked);
  }, [asked]);
  return (
    <Tabs value={open} onChange={setOpen} keepMounted={false} className={classes.tabs}>
      <div className={classes.head}>
        <Tabs.List>
          {CAMPAIGN_TABS.map((tab) => (
            <Tabs.Tab key={tab.id} value={tab.id} px={9}>
              <Counted tab={tab} campaignId={campaign.id} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <DossierButton campaignId={campaign.id} />
      </div>
      {CAMPAIGN_TABS.map(({ id, Content }) => (
        <Tabs.Panel key={id} value={id} className={classes.panel}>
          <Content key={campaign.id} campaign={campaign} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Counted({ tab, campaignId }: { readonly tab: CampaignTab; readonly campaignId: number }) {
  const { t } = useText();
  const meta = useListMeta(tab.counted);
  if (tab.id === "files") return <CountedFiles tab={tab} campaignId={campaignId} />;
  return meta ? <Count tab={tab} campaignId={campaignId} /> : t(tab.label);
}

function CountedFiles({ tab, campaignId }: { readonly tab: CampaignTab; readonly campaignId: number }) {
  const { t, format } = useText();
  const files = useRecordFiles("campaign", campaignId).data?.files;
  return files ? `${t(tab.label)} · ${format.number(files.length)}` : t(tab.label);
}

function Count({ tab, campaignId }: { readonly tab: CampaignTab; readonly campaignId: number }) {
  const { t, format } = useText();
  const filter = useMemo(() => writeFilter(equals("campaign", campaignId)), [campaignId]);
  const totals = useListTotals(tab.counted, { filter });
  return totals.data ? `${t(tab.label)} · ${format.number(totals.data.count)}` : t(tab.label);
}
