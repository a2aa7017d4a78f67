import { Button, Code, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { copyText } from "@/app/copyText";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import { dayApi } from "@/wire/dayApi";
import classes from "./day.module.css";

const KEY = ["calendar"];

/** The secret address under which calendar programs read what was promised. */
export function CalendarPanel() {
  const { t, format } = useText();
  const queries = useQueryClient();
  const since = useQuery({ queryKey: KEY, queryFn: dayApi.calendar }).data?.since ?? null;
  const told = {
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
    onError: (error: Error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  };
  const make = useMutation({ mutationFn: dayApi.makeCalendar, ...told });
  const end = useMutation({ mutationFn: dayApi.endCalendar, ...told, onSuccess: () => make.reset() });
  const address = make.data && `${window.location.origin}${make.data.path}`;
  const copy = async () => {
    if (address && (await copyText(address))) notify(t, { message: t("programs.copied") });
  };
  return (
    <Panel title={t("day.calendar")}>
      <p className={classes.hint}>
        {t("day.calendarHint")}
        {since !== null && ` ${t("day.calendarSince", { when: format.date(since) })}`}
      </p>
      {address && (
        <Code block className={classes.address}>
          {address}
        </Code>
      )}
      <Group gap="xs" p="xs">
        {address && (
          <Button size="compact-sm" onClick={() => void copy()}>
            {t("programs.copy")}
          </Button>
        )}
        <Button size="compact-sm" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t(since === null ? "day.calendarMake" : "day.calendarAgain")}
        </Button>
        {since !== null && (
          <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {t("day.calendarEnd")}
          </Button>
        )}
      </Group>
    </Panel>
  );
}
