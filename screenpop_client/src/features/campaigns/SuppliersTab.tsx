import { useMemo, useState } from "react";
import type { Row } from "@/app/listQueries";
import { useText } from "@/app/text";
import { equals, type FilterNode } from "@/model/listFilter";
import type { TabProps } from "@/ui/record/RecordTabs";
import classes from "./campaigns.module.css";
import { ListTab } from "./ListTab";
import { StatusMenu } from "./StatusMenu";

const WITH_A_COMPANY: FilterNode = { not: { field: "organization", op: "is_empty" } };

/** R25: who supplies what, and the contacts with them. */
export function SuppliersTab({ owner }: TabProps) {
  const { t } = useText();
  const [company, setCompany] = useState<{ readonly id: number; readonly name: string } | null>(null);
  const choose = (row: Row) => {
    if (typeof row.organization !== "number") return;
    setCompany({ id: row.organization, name: String(row.organization_name ?? "") });
  };
  const theirs = useMemo(() => (company === null ? null : equals("organization", company.id)), [company]);
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
        also={WITH_A_COMPANY}
        instead={theirs}
        more={more}
      />
    </div>
  );
}
