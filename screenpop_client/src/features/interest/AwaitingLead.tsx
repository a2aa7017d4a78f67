import { Alert, Button, Group } from "@mantine/core";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { turnedTo } from "@/model/interestPrefill";
import { Name } from "@/ui/Name";
import type { LeadRow } from "@/wire/messages.gen";
import classes from "./InterestCard.module.css";
import type { InterestTools } from "./useInterest";

type AwaitingLeadProps = { readonly tools: InterestTools; readonly awaiting: LeadRow | undefined };

/** R52: says into which lead the card writes, and turns it to a new one, or back to the one that waits. */
export function AwaitingLead({ tools, awaiting }: AwaitingLeadProps) {
  const { t, format } = useText();
  const { keeper, values } = tools;
  const { lead_id } = values;
  const told = lead_id === null || lead_id === awaiting?.id ? awaiting : undefined;
  const shown = lead_id ?? awaiting?.id;
  if (shown === undefined) return null;
  const turn = () =>
    tools.change(turnedTo(lead_id === null ? (told ?? null) : null, told, keeper.state.values.content));
  return (
    <Alert color="blue" variant="light" px="xs" py={4} className={classes.notice} role="status">
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <span>
          {t(lead_id === null ? "interest.leadWaits" : "interest.ofLead")}{" "}
          <a href={hrefTo({ page: "leads", id: shown })}>{`№${shown}`}</a>
          {told && (
            <>
              {": "}
              <Name>{told.method}</Name> {format.dateTime(told.at)}
            </>
          )}
        </span>
        <Button size="compact-xs" variant="default" onClick={turn}>
          {t(lead_id === null ? "interest.intoLead" : "interest.newInstead")}
        </Button>
      </Group>
    </Alert>
  );
}
