import { useRef } from "react";
import { usePerson } from "@/app/queries";
import { useText } from "@/app/text";
import type { NumberOf } from "@/app/useDial";
import { useKeys } from "@/app/useKeys";
import { useNow, useOpenInterests } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { CallBackButton } from "@/ui/CallBackButton";
import { RowLink } from "@/ui/links";
import { Name } from "@/ui/Name";
import { Phone } from "@/ui/Phone";
import type { RoundEntry } from "@/wire/messages.gen";
import classes from "./rounds.module.css";

/** Who is called, at which number, and what was noted the time before. */
export function EntryWho({ entry }: { readonly entry: RoundEntry }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const dial = useRef<HTMLElement>(null);
  const isCovered = useOpenInterests().active !== null;
  useKeys(isCovered ? {} : { dial: () => dial.current?.click() });
  const of = ownerOf(entry);
  const phones = usePerson(entry.person_id).data?.phones ?? [];
  const others = phones.filter((phone) => phone.e164 !== entry.phone && phone.raw !== entry.phone);
  const about = [entry.job_title, entry.organization].filter(Boolean).join(", ");
  const name = entry.name || t("round.unnamed");
  return (
    <section className={classes.who} aria-label={name} data-testid="round-entry">
      <div className={classes.names}>
        <h2>
          {entry.person_id === null ? <Name>{name}</Name> : <RowLink page="persons" id={entry.person_id} text={name} />}
        </h2>
        {about && (
          <p>
            <Name>{about}</Name>
          </p>
        )}
        <p className={classes.number}>
          <Phone number={entry.phone} of={of} />
        </p>
      </div>
      <CallBackButton number={entry.phone} of={of} main={{ words: t("round.call"), hint: hintOf("dial"), ref: dial }} />
      <div className={classes.notes}>
        {entry.tries > 0 && entry.last_tried_at && (
          <p>{t("round.tries", { count: entry.tries, at: format.moment(entry.last_tried_at, now) })}</p>
        )}
        {entry.note && (
          <p>
            <Name>{entry.note}</Name>
          </p>
        )}
        {others.length > 0 && (
          <p>
            {t("round.otherNumbers")}:{" "}
            {others.map((phone) => (
              <span key={phone.raw}>
                <Phone number={phone.e164 || phone.raw} of={of} />{" "}
              </span>
            ))}
          </p>
        )}
      </div>
    </section>
  );
}

function ownerOf(entry: RoundEntry): NumberOf | undefined {
  if (entry.person_id !== null) return { kind: "person", id: entry.person_id };
  return entry.organization_id === null ? undefined : { kind: "organization", id: entry.organization_id };
}
