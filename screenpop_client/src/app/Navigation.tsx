import {
  IconAdjustments,
  IconBook2,
  IconBuilding,
  IconCalendarTime,
  IconChecklist,
  IconClockPause,
  IconFileImport,
  IconFileText,
  IconHeadset,
  IconIdBadge2,
  IconInbox,
  IconMail,
  IconPhone,
  IconPhoneCalling,
  IconPlugConnected,
  IconReportMoney,
  IconSettings,
  IconSpeakerphone,
  IconUserCheck,
  IconUsers,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { DICTIONARIES } from "@/features/dictionaries/dictionaries";
import type { MessageKey } from "@/i18n/translate";
import { hrefTo } from "./router";
import classes from "./Shell.module.css";
import { useSession } from "./session";
import { useText } from "./text";
import { useDesk } from "./workspace";

/** The tree of R4: customer relations → events → marketing, with the lists beside it. */
export function Navigation({ page, isCovered }: { page: string; isCovered: boolean }) {
  const { t } = useText();
  const { role } = useSession().me.operator;
  const isManager = role === "manager" || role === "admin";
  return (
    <nav className={classes.nav} aria-label={t("nav.label")} inert={isCovered}>
      <ul>
        <Item page="desk" current={page} label="nav.desk" icon={<IconHeadset size={17} />} />
        <DayItem current={page} />
        <Item page="tasks" current={page} label="nav.tasks" icon={<IconChecklist size={17} />} />
        <li>
          <span className={classes.navGroup} id="nav-relations">
            {t("nav.relations")}
          </span>
          <ul aria-labelledby="nav-relations">
            <li>
              <span className={classes.navGroup} data-level="2" id="nav-events">
                {t("nav.events")}
              </span>
              <ul aria-labelledby="nav-events">
                <Item page="campaigns" current={page} label="nav.marketing" icon={<IconSpeakerphone size={17} />} />
                <Item page="mailings" current={page} label="nav.mailings" icon={<IconMail size={17} />} />
                <Item
                  page="call_rounds"
                  current={page === "calling" ? "call_rounds" : page}
                  label="nav.rounds"
                  icon={<IconPhoneCalling size={17} />}
                />
              </ul>
            </li>
            <Item page="leads" current={page} label="nav.leads" icon={<IconInbox size={17} />} />
            <Item page="deals" current={page} label="nav.deals" icon={<IconReportMoney size={17} />} />
            <Item page="contracts" current={page} label="nav.contracts" icon={<IconFileText size={17} />} />
            <Item page="persons" current={page} label="nav.persons" icon={<IconUsers size={17} />} />
            <Item page="organizations" current={page} label="nav.organizations" icon={<IconBuilding size={17} />} />
            <Item page="calls" current={page} label="nav.calls" icon={<IconPhone size={17} />} />
          </ul>
        </li>
      </ul>
      {isManager && (
        <ul>
          <li>
            <span className={classes.navGroup} id="nav-data">
              {t("nav.data")}
            </span>
            <ul aria-labelledby="nav-data">
              <Item page="imports" current={page} label="nav.imports" icon={<IconFileImport size={17} />} />
              <Item page="duplicates" current={page} label="nav.duplicates" icon={<IconUserCheck size={17} />} />
            </ul>
          </li>
        </ul>
      )}
      <ul className={classes.navFoot}>
        {isManager && (
          <>
            <Item page="employees" current={page} label="nav.employees" icon={<IconIdBadge2 size={17} />} />
            <Item
              page={DICTIONARIES[0] ?? ""}
              current={DICTIONARIES.includes(page) ? (DICTIONARIES[0] ?? "") : page}
              label="nav.dictionaries"
              icon={<IconBook2 size={17} />}
            />
          </>
        )}
        {role !== "operator" && (
          <Item page="status_period" current={page} label="nav.statuses" icon={<IconClockPause size={17} />} />
        )}
        {role !== "operator" && (
          <Item page="parameters" current={page} label="nav.parameters" icon={<IconAdjustments size={17} />} />
        )}
        {role === "admin" && (
          <Item page="integrations" current={page} label="programs.nav" icon={<IconPlugConnected size={17} />} />
        )}
        <Item page="settings" current={page} label="nav.settings" icon={<IconSettings size={17} />} />
      </ul>
    </nav>
  );
}

/** «Мой день» with how many reminders stand before the operator now. */
function DayItem({ current }: { readonly current: string }) {
  const { t } = useText();
  const { count, escalated_count } = useDesk(({ desk }) => desk.reminders);
  const due = count + escalated_count;
  const badge = due > 0 && (
    <span role="img" className={classes.navBadge} aria-label={t("day.due", { count: due })}>
      {due > 99 ? "99+" : due}
    </span>
  );
  return <Item page="day" current={current} label="nav.day" icon={<IconCalendarTime size={17} />} badge={badge} />;
}

type ItemProps = {
  readonly page: string;
  readonly current: string;
  readonly label: MessageKey;
  readonly icon: ReactNode;
  readonly badge?: ReactNode;
};

function Item({ page, current, label, icon, badge }: ItemProps) {
  const { t } = useText();
  return (
    <li>
      <a className={classes.navLink} href={hrefTo({ page })} aria-current={page === current ? "page" : undefined}>
        {icon}
        {t(label)}
        {badge}
      </a>
    </li>
  );
}
