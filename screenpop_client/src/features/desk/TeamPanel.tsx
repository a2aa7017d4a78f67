import { IconEyeOff } from "@tabler/icons-react";
import { useColleagues } from "@/app/controlQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { usePauseWords } from "@/app/usePauseWords";
import { useNow } from "@/app/workspace";
import { blindFirst, countStates } from "@/model/team";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import type { Colleague } from "@/wire/messages.gen";
import classes from "./TeamPanel.module.css";

/** For a supervisor: who is at work and what they do, first who does not see the screen though they are at it. */
export function TeamPanel() {
  const { t } = useText();
  const { me } = useSession();
  const isSupervisor = me.operator.role !== "operator";
  const everybody = useColleagues(isSupervisor).data ?? [];
  const present = blindFirst(everybody);
  if (!isSupervisor || present.length === 0) return null;
  const counts = countStates(everybody).map(([state, count]) => `${t(`control.state.${state}`)} ${count}`);
  return (
    <Panel title={t("team.title")} aside={<small>{counts.join(" · ")}</small>}>
      <ul className={classes.list}>
        {present.map((one) => (
          <Member key={one.id} one={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Member({ one }: { readonly one: Colleague }) {
  const { t, format } = useText();
  const sayPause = usePauseWords();
  const now = useNow(10_000);
  const doing =
    one.state === "paused" && one.pause_reason ? sayPause(one.pause_reason) : t(`control.state.${one.state}`);
  const since = one.blind_since;
  return (
    <li className={classes.member} data-testid="team-member" data-state={one.state} data-blind={Boolean(since)}>
      <span className={classes.name}>
        <Name>{one.full_name}</Name> <small>{one.extension}</small>
      </span>
      {since ? (
        <span className={classes.blind}>
          <IconEyeOff size={15} aria-hidden />
          {t("team.blind", { since: format.short(since, now) })}
          {one.state !== "blind" && ` · ${doing}`}
        </span>
      ) : (
        <small>{doing}</small>
      )}
    </li>
  );
}
