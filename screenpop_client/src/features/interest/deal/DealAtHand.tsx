import { useState } from "react";
import { useRowsOfDeal } from "@/app/dealQueries";
import { useRecordFiles } from "@/app/fileQueries";
import { useText } from "@/app/text";
import { useDesk } from "@/app/workspace";
import { FilePreview } from "@/ui/files/FilePreview";
import { Name } from "@/ui/Name";
import { Await, Empty } from "@/ui/States";
import type { FileView } from "@/wire/messages.gen";
import fields from "../fields.module.css";
import classes from "../InterestCard.module.css";

/** What is looked into during the talk: the deal's files (left), what was talked about in it before (right). */
export function DealAtHand({ dealId, callId }: { readonly dealId: number; readonly callId: string | null }) {
  const { t, format } = useText();
  const files = useRecordFiles("deal", dealId);
  const contacts = useRowsOfDeal("activity", dealId);
  const [opened, setOpened] = useState<FileView | null>(null);
  const kept = files.data?.files.filter((file) => !file.is_removed) ?? [];
  const rows = contacts.data ?? [];
  const isDocked = useDesk(({ desk }) => desk.cards.some((shown) => shown.card.id !== callId));
  return (
    <div className={classes.lower} data-docked={isDocked}>
      <section className={classes.part} aria-labelledby="contact-files">
        <h3 id="contact-files">{t("contactCard.files")}</h3>
        <Await query={files}>
          {kept.length === 0 ? (
            <Empty title={t("contactCard.noFiles")} />
          ) : (
            <ul className={classes.contacts}>
              {kept.map((file) => (
                <li key={file.id}>
                  <button type="button" className={fields.file} onClick={() => setOpened(file)}>
                    <Name>{file.name}</Name>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Await>
      </section>
      <section className={classes.part} aria-labelledby="contact-before">
        <h3 id="contact-before">{t("contactCard.contacts")}</h3>
        <Await query={contacts}>
          {rows.length === 0 ? (
            <Empty title={t("contactCard.noContacts")} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe)
            <ol className={classes.contacts} tabIndex={0} aria-labelledby="contact-before">
              {rows.map((row) => (
                <li key={row.id} className={fields.past}>
                  <time>{format.dateTime(String(row.at))}</time>
                  <Name>
                    {[
                      row.method_name,
                      row.kind === "next_contact" && row.done_at === null ? t("contactCard.planned") : row.outcome_name,
                      row.content,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </Name>
                </li>
              ))}
            </ol>
          )}
        </Await>
      </section>
      {opened && <FilePreview file={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}
