import { Button } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { memo } from "react";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { likelyMoments } from "@/model/datetime";
import classes from "./fields.module.css";

/** The likely next moments, one press each. */
export function Moments({ onTake }: { readonly onTake: (instant: string) => void }) {
  return <Buttons onTake={useCallbackRef(onTake)} />;
}

const Buttons = memo(function Buttons({ onTake }: { readonly onTake: (instant: string) => void }) {
  const { t, zone } = useText();
  const { desk } = useWorkspace();
  const take = (name: "hour" | "tomorrow" | "week") => {
    onTake(likelyMoments(zone, new Date(desk.nowMs()))[name]);
  };
  return (
    <div className={classes.moments}>
      <Button size="compact-xs" variant="default" fw={400} px={6} onClick={() => take("hour")}>
        {t("interest.inHour")}
      </Button>
      <Button size="compact-xs" variant="default" fw={400} px={6} onClick={() => take("tomorrow")}>
        {t("interest.tomorrow")}
      </Button>
      <Button size="compact-xs" variant="default" fw={400} px={6} onClick={() => take("week")}>
        {t("interest.inWeek")}
      </Button>
    </div>
  );
});
