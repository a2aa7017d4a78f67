import { Button, Popover } from "@mantine/core";
import { IconHeadset, IconHeadsetOff } from "@tabler/icons-react";
import { usePhone } from "@/app/PhoneScope";
import { usePhoneCommand } from "@/app/phone";
import { useText } from "@/app/text";
import classes from "./PhoneStatus.module.css";

/** Whether the browser's phone can ring now; where it cannot, why, and what to do. */
export function PhoneStatus() {
  const { t } = useText();
  const phone = usePhone();
  const run = usePhoneCommand();
  if (!phone) return null;
  const { phase, problem, words } = phone.state;
  const isWell = phase === "registered" && !problem;
  const label = t(`phone.${phase}`);
  return (
    <Popover position="bottom-start" width={300} withArrow>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          className={classes.phone}
          data-testid="phone"
          data-phase={phase}
          data-problem={problem}
          data-here={phone.store.isHere}
          aria-label={problem ? `${label}. ${t(`phone.problem.${problem}`, { words })}` : label}
          leftSection={isWell ? <IconHeadset size={15} /> : <IconHeadsetOff size={15} />}
        >
          {isWell ? t("phone.label") : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.words} role="status">
          {problem ? t(`phone.problem.${problem}`, { words }) : label}
        </p>
        {phase === "registered" && !phone.store.isHere && <p className={classes.words}>{t("phone.elsewhere")}</p>}
        {phase === "waiting" && (
          <Button size="xs" variant="default" onClick={() => run({ do: "retry" })}>
            {t("phone.retry")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
