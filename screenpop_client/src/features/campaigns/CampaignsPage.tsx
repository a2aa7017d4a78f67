import { Tabs } from "@mantine/core";
import { useState } from "react";
import { useDictionaries } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { readablePhone } from "@/model/phone";
import { type Column, ListTable } from "@/ui/ListTable";
import { CampaignLink } from "@/ui/links";
import { PageHead } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { Campaign, CampaignState } from "@/wire/messages.gen";

const TABS = ["preparing", "running", "done", "all"] as const;
type Tab = (typeof TABS)[number];

/** R6–R10: marketing events by state, each with its lines and its interests. */
export function CampaignsPage() {
  const { t } = useText();
  const [tab, setTab] = useState<Tab>("running");
  const dictionaries = useDictionaries();
  const campaigns = dictionaries.data?.campaigns ?? [];
  const rows = tab === "all" ? campaigns : campaigns.filter((campaign) => campaign.state === tab);
  const columns = useColumns();
  const count = (one: Tab) =>
    one === "all" ? campaigns.length : campaigns.filter(({ state }) => state === one).length;
  return (
    <div className="listPage">
      <PageHead title={t("campaigns.title")} />
      <Tabs value={tab} onChange={(value) => setTab(value as Tab)} mb="xs">
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {`${t(`campaigns.tab.${one}`)} · ${count(one)}`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => (
          <Tabs.Panel key={one} value={one} pt="xs">
            <div className="listBox">
              <Await query={dictionaries}>
                {rows.length === 0 ? (
                  <Empty title={t("campaigns.empty")} />
                ) : (
                  <ListTable
                    label={t("campaigns.title")}
                    columns={columns}
                    rows={rows}
                    keyOf={(campaign) => campaign.id}
                  />
                )}
              </Await>
            </div>
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

function useColumns(): readonly Column<Campaign>[] {
  const { t, format } = useText();
  const stateName = (state: CampaignState) =>
    t(state === "cancelled" ? "campaigns.state.cancelled" : `campaigns.tab.${state}`);
  return [
    { id: "from", title: t("campaigns.from"), width: 104, cell: (campaign) => format.day(campaign.date_from) },
    { id: "to", title: t("campaigns.to"), width: 104, cell: (campaign) => format.day(campaign.date_to) },
    {
      id: "name",
      title: t("campaigns.name"),
      width: 330,
      grows: true,
      cell: (campaign) => <CampaignLink id={campaign.id} name={campaign.name} />,
    },
    {
      id: "dids",
      title: t("campaigns.dids"),
      width: 260,
      grows: true,
      cell: (campaign) => <bdi dir="ltr">{campaign.dids.map(readablePhone).join(", ")}</bdi>,
    },
    {
      id: "interests",
      title: t("campaigns.interests"),
      isNumber: true,
      width: 90,
      cell: (campaign) => (
        <a
          href={hrefTo({ page: "leads", params: { campaign: campaign.id } })}
          aria-label={t("campaigns.openLeads", { name: campaign.name, count: campaign.leads })}
        >
          {format.number(campaign.leads)}
        </a>
      ),
    },
    { id: "state", title: t("campaigns.state"), width: 150, cell: (campaign) => stateName(campaign.state) },
  ];
}
