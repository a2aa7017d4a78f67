import { Select } from "@mantine/core";
import { useState } from "react";
import { useRecords } from "@/app/listQueries";
import { useRecord } from "@/app/recordQueries";
import { hrefTo } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { equals } from "@/model/listFilter";
import { PageHead, Panel } from "@/ui/Panel";
import { ParameterList } from "@/ui/ParameterList";
import { Empty, Loading } from "@/ui/States";
import { AbsencePanel } from "./AbsencePanel";

const SYSTEM = { level: "system" } as const;
const IN_USE = equals("is_active", true);

/** R145: parameters of the system and of a branch; one's own are on the page of settings too. */
export function ParametersPage() {
  const { t } = useText();
  const { me } = useSession();
  const { role } = me.operator;
  const isManager = role === "manager" || role === "admin";
  const ownHref = hrefTo({ page: "settings" });
  return (
    <>
      <PageHead title={t("nav.parameters")} />
      <div className="stack">
        {isManager && (
          <Panel
            title={t("parameters.system")}
            aside={
              <>
                {role !== "admin" && <small>{t("parameters.adminsOnly")} </small>}
                <a href={ownHref}>{t("parameters.own")}</a>
              </>
            }
          >
            <ParameterList place={SYSTEM} />
          </Panel>
        )}
        {role !== "operator" && <Team choosesBranch={isManager} />}
        {role !== "operator" && <AbsencePanel />}
        {role === "operator" && <Empty title={t("parameters.notYours")} />}
      </div>
    </>
  );
}

/** Supervisors set those of their own branch, managers of any. */
function Team({ choosesBranch }: { readonly choosesBranch: boolean }) {
  const { t } = useText();
  const { me } = useSession();
  const employee = useRecord("employee", me.operator.employee_id);
  const offered = useRecords("org_unit", "", IN_USE, choosesBranch);
  const branches = offered.data?.rows ?? [];
  const own = employee.data?.record.org_unit;
  const [chosen, setChosen] = useState<number | null>(null);
  const branch = chosen ?? (typeof own === "number" ? own : Number(branches[0]?.id ?? 0));
  const choice = choosesBranch && branches.length > 0 && (
    <Select
      size="xs"
      aria-label={t("parameters.branch")}
      allowDeselect={false}
      data={branches.map((row) => ({ value: String(row.id), label: String(row.name) }))}
      value={String(branch)}
      onChange={(value) => setChosen(value === null ? null : Number(value))}
    />
  );
  return (
    <Panel title={t("parameters.team")} aside={choice}>
      <Shown branch={branch} isKnown={!employee.isPending && !offered.isLoading} />
    </Panel>
  );
}

function Shown({ branch, isKnown }: { readonly branch: number; readonly isKnown: boolean }) {
  const { t } = useText();
  if (!isKnown) return <Loading />;
  if (branch === 0) return <Empty title={t("parameters.noBranch")} />;
  return <ParameterList key={branch} place={{ level: "team", branch }} />;
}
