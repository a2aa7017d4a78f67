import { Button, Pill } from "@mantine/core";
import { useDictionaries, useLeads } from "@/app/queries";
import { navigate, numberParam, type Route } from "@/app/router";
import { useText } from "@/app/text";
import { ColumnChooser } from "@/ui/ColumnChooser";
import { ListTable } from "@/ui/ListTable";
import { PageHead } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import { useLeadColumns } from "./useLeadColumns";

/** «Входящие лиды»: every interest of all operators (R52–R70), also the refused ones. */
export function LeadsPage({ route }: { route: Route }) {
  const { t } = useText();
  const filter = {
    campaign_id: numberParam(route, "campaign"),
    person_id: numberParam(route, "person"),
    organization_id: numberParam(route, "organization"),
  };
  const leads = useLeads(filter);
  const columns = useLeadColumns();
  const rows = leads.data?.pages.flatMap((page) => page.rows) ?? [];
  const isFiltered = Object.values(filter).some((id) => id !== null);
  return (
    <div className="listPage">
      <PageHead title={t("leads.title")}>
        <Filters filter={filter} names={rows[0]} />
        <span style={{ flex: 1 }} />
        <ColumnChooser columns={columns} />
      </PageHead>
      <div className="listBox">
        <Await query={leads}>
          {rows.length === 0 ? (
            <Empty
              title={t(isFiltered ? "leads.emptyFilter" : "leads.empty")}
              hint={isFiltered ? undefined : t("leads.emptyHint")}
              action={
                isFiltered && (
                  <Button size="xs" mt="xs" variant="default" onClick={() => navigate({ page: "leads" })}>
                    {t("leads.filter.clear")}
                  </Button>
                )
              }
            />
          ) : (
            <ListTable
              label={t("leads.title")}
              columns={columns.shown}
              rows={rows}
              keyOf={(lead) => lead.id}
              more={{
                hasMore: leads.hasNextPage,
                isLoading: leads.isFetchingNextPage,
                load: () => void leads.fetchNextPage(),
              }}
            />
          )}
        </Await>
      </div>
    </div>
  );
}

type FiltersProps = {
  readonly filter: { campaign_id: number | null; person_id: number | null; organization_id: number | null };
  readonly names: { readonly person: string; readonly organization: string } | undefined;
};

function Filters({ filter, names }: FiltersProps) {
  const { t } = useText();
  const dictionaries = useDictionaries();
  const campaign = dictionaries.data?.campaigns.find((one) => one.id === filter.campaign_id)?.name;
  const clear = () => navigate({ page: "leads" });
  const remove = { removeButtonProps: { "aria-label": t("leads.filter.clear"), "aria-hidden": false, tabIndex: 0 } };
  return (
    <>
      {filter.campaign_id !== null && (
        <Pill withRemoveButton onRemove={clear} {...remove}>
          {t("leads.filter.campaign", { name: campaign ?? `№${filter.campaign_id}` })}
        </Pill>
      )}
      {filter.person_id !== null && (
        <Pill withRemoveButton onRemove={clear} {...remove}>
          {t("leads.filter.person", { name: names?.person ?? `№${filter.person_id}` })}
        </Pill>
      )}
      {filter.organization_id !== null && (
        <Pill withRemoveButton onRemove={clear} {...remove}>
          {t("leads.filter.organization", { name: names?.organization ?? `№${filter.organization_id}` })}
        </Pill>
      )}
    </>
  );
}
