import { ActionIcon, Button } from "@mantine/core";
import { IconUserX } from "@tabler/icons-react";
import { useCallerAgain, useNotCaller, useNotCallersOf } from "@/app/callerQueries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { nameOf } from "@/model/notCaller";
import { readablePhone } from "@/model/phone";
import { Name } from "@/ui/Name";
import { useHint } from "@/ui/useHint";
import type { Card, CardCandidate, NotCaller } from "@/wire/messages.gen";
import classes from "./CardWho.module.css";

const SHOWN = 3;

type NotHimProps = { readonly card: Card; readonly candidate: CardCandidate; readonly isIcon?: boolean };

/** «Не он»: the operator has asked, and it is not they who call from this number. */
export function NotHim({ card, candidate, isIcon = false }: NotHimProps) {
  const { t } = useText();
  const say = useNotCaller(card);
  const name = candidate.person || candidate.organization;
  const { on, tip } = useHint(t("card.notHimHint"));
  const act = {
    ...on,
    "aria-label": t("card.notHimName", { name }),
    loading: say.isPending,
    onClick: () => say.mutate(candidate),
  };
  return (
    <>
      {isIcon ? (
        <ActionIcon size="sm" variant="subtle" color="gray" {...act}>
          <IconUserX size={15} />
        </ActionIcon>
      ) : (
        <Button size="compact-xs" variant="subtle" color="gray" {...act}>
          {t("card.notHim")}
        </Button>
      )}
      {tip}
    </>
  );
}

/** Who has this number too and does not call, as somebody said: taken back by a press. */
export function NotCallersOfCard({ card }: { readonly card: Card }) {
  const { t } = useText();
  const said = card.not_callers;
  if (said.length === 0) return null;
  return (
    <ul className={classes.notCallers} aria-label={t("card.notCallers")}>
      {said.slice(0, SHOWN).map((one) => (
        <Said key={one.id} said={one} name={nameOf(one)} />
      ))}
      {said.length > SHOWN && <li>{t("card.moreContacts", { count: said.length - SHOWN })}</li>}
    </ul>
  );
}

type OfRecordProps = { readonly kind: "person" | "organization"; readonly id: number };

/** On the card of a person or an organization: the numbers from which it was said not to call. */
export function NotCallersOfRecord({ kind, id }: OfRecordProps) {
  const { t } = useText();
  const said = useNotCallersOf(kind, id).data ?? [];
  if (said.length === 0) return null;
  return (
    <ul className={classes.notCallers} data-record aria-label={t("card.notCallers")}>
      {said.map((one) => (
        <Said key={one.id} said={one} name={readablePhone(one.number)} />
      ))}
    </ul>
  );
}

function Said({ said, name }: { readonly said: NotCaller; readonly name: string }) {
  const { t, format } = useText();
  const again = useCallerAgain();
  const now = useNow(60_000);
  return (
    <li>
      <IconUserX size={14} aria-hidden />
      <span>
        <Name>{t("card.notCaller", { name })}</Name>
        <small>
          <Name>{`${said.operator}, ${format.moment(said.at, now)}`}</Name>
        </small>
      </span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("card.callerAgainName", { name })}
        loading={again.isPending}
        onClick={() => again.mutate(said.id)}
      >
        {t("card.callerAgain")}
      </Button>
    </li>
  );
}
