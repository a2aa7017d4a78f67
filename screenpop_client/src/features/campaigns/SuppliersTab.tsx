import { useMemo, useState } from "react";
import { type Row, useListRows } from "@/app/listQueries";
import { useText } from "@/app/text";
import { equals, type FilterNode, writeFilter } from "@/model/listFilter";
import type { TabProps } from "@/ui/record/RecordTabs";
import classes from "./campaigns.module.css";
import { ListTab } from "./ListTab";
import { StatusMenu } from "./StatusMenu";

/** R25: who supplies what, and the contacts with them. */
export function SuppliersTab({ owner }: TabProps) {
  const { t } = useText();
  const [company, setCompany] = useState<{ readonly id: number; readonly name: string } | null>(null);
  const choose = (row: Row) => {
    if (typeof row.organization !== "number") return;
    setCompany({ id: row.organization, name: String(row.organization_name ?? "") });
  };
  const theirs = useMemo(() => (company === null ? null : equals("organization", company.id)), [company]);
  const ofSuppliers = useContactsOfSuppliers(owner.id);
  const more = useMemo(
    () => (company === null ? null : { values: { organization: company.id }, names: { organization: company.name } }),
    [company],
  );
  return (
    <div className={classes.two}>
      <ListTab
        campaign={owner}
        entity="supplier"
        title={t("campaigns.suppliers")}
        isPart
        onActive={choose}
        tools={(marks, active) => <StatusMenu entity="supplier" marks={marks} active={active} />}
      />
      <ListTab
        campaign={owner}
        entity="activity"
        title={
          company === null ? t("campaigns.contactsOfSuppliers") : t("campaigns.contactsWith", { name: company.name })
        }
        isPart
        also={ofSuppliers}
        instead={theirs}
        more={more}
      />
    </div>
  );
}

const NOBODY = 0;

/** The contacts of an event are with its customers too: those with its suppliers, whoever is one. */
function useContactsOfSuppliers(campaignId: number): FilterNode {
  const { rows } = useListRows("supplier", { filter: writeFilter(equals("campaign", campaignId)) });
  return useMemo(() => {
    const companies = new Set(
      rows.flatMap(({ organization }) => (typeof organization === "number" ? organization : [])),
    );
    return { field: "organization", op: "in", value: companies.size > 0 ? [...companies] : [NOBODY] };
  }, [rows]);
}
