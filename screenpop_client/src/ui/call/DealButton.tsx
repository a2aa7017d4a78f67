import { Button, Popover } from "@mantine/core";
import { IconBriefcase } from "@tabler/icons-react";
import { useState } from "react";
import { useOpenDeals } from "@/app/dealQueries";
import type { Row } from "@/app/listQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useIsFirst, useWorkspace } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { knownDeals } from "@/model/openDeals";
import { dealKey } from "@/model/openInterests";
import { HintButton } from "@/ui/HintButton";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";
import { DigitChoice } from "./DigitChoice";

const MOST = 9;

/** «Сделка» (R77, A10): one open deal opens its contact card, several are chosen by a digit, none offers an interest. */
export function DealButton({ card }: { readonly card: Card }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  const found = useOpenDeals(card);
  const deals = found.data ?? [];
  const { isFetching, refetch } = found; // read while drawing: what is not read then is not kept up to date
  const isFirst = useIsFirst(card);
  const open = (deal: Row) => {
    setAsking(false);
    interests.show(dealKey(deal.id, card.id));
  };
  const offer = (offered: readonly Row[], isShown: boolean) => {
    const [only] = offered;
    if (only && offered.length === 1) open(only);
    else setAsking(!isShown);
  };
  const press = () => {
    if (found.isPending) return;
    const known = isAsking ? deals : knownDeals({ deals, isFetching, refetch });
    if (known instanceof Promise) void known.then((rows) => offer(rows, false));
    else offer(known, isAsking);
  };
  const isOffered = found.isEnabled && card.contact_deal_id === null;
  useKeys(isFirst && isOffered ? { deal: press } : {});

  if (card.contact_deal_id !== null) {
    return (
      <Button size="xs" variant="default" component="a" href={hrefTo({ page: "deals", id: card.contact_deal_id })}>
        {t("card.contactSaved")}
      </Button>
    );
  }
  if (!isOffered) return null;
  return (
    <span className={classes.hinted}>
      <Popover opened={isAsking} onChange={setAsking} trapFocus returnFocus position="top-end" withArrow width={340}>
        <Popover.Target>
          <HintButton
            size="xs"
            variant="default"
            leftSection={<IconBriefcase size={16} />}
            hint={hintOf("deal")}
            loading={found.isPending}
            onClick={press}
          >
            {t("card.deal")}
          </HintButton>
        </Popover.Target>
        <Popover.Dropdown>
          {deals.length === 0 ? (
            <NoDeal
              onInterest={() => {
                setAsking(false);
                interests.show(card.id);
              }}
            />
          ) : (
            <DealChooser deals={deals} onChoose={open} />
          )}
        </Popover.Dropdown>
      </Popover>
      <small aria-hidden>{hintOf("deal")}</small>
    </span>
  );
}

function NoDeal({ onInterest }: { readonly onInterest: () => void }) {
  const { t } = useText();
  return (
    <div className={classes.deals}>
      <p>{t("card.dealNone")}</p>
      <Button size="xs" onClick={onInterest}>
        {t("card.interest")}
      </Button>
    </div>
  );
}

type DealChooserProps = { readonly deals: readonly Row[]; readonly onChoose: (deal: Row) => void };

function DealChooser({ deals, onChoose }: DealChooserProps) {
  const { t } = useText();
  const choices = deals.slice(0, MOST).map((deal) => ({
    id: deal.id,
    name: String(deal.name ?? ""),
    note: [deal.stage_name, deal.person_name ?? deal.organization_name].filter(Boolean).join(" · "),
    deal,
  }));
  return (
    <DigitChoice title={t("card.dealChoose")} choices={choices} onChoose={({ deal }) => onChoose(deal)}>
      {deals.length > MOST && <p>{t("card.dealMore", { count: deals.length - MOST })}</p>}
    </DigitChoice>
  );
}
