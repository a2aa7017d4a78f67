import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import { nameIn, useLossReasons } from "@/app/dealQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { chooseMethod, chooseStage, type DealContactValues, passedTo } from "@/model/dealContact";
import { Name } from "@/ui/Name";
import type { Dictionaries, Rating, RecordView } from "@/wire/messages.gen";
import { CallerTime } from "../CallerTime";
import { FieldRow } from "../FieldRow";
import fields from "../fields.module.css";
import { MomentField } from "../MomentField";
import { Moments } from "../Moments";
import { RatingField } from "../RatingField";
import { ChoiceRow } from "../SelectField";
import { ContentField } from "../TextField";
import type { DealContactTools } from "./useDealContact";

type ColumnsProps = {
  readonly card: DealContactTools;
  readonly dictionaries: Dictionaries;
  readonly deal: RecordView | undefined;
};

/** Return the first result of a rating. */
export function rated(rating: Rating, dictionaries: Dictionaries): Partial<DealContactValues> {
  const outcome = dictionaries.outcomes.find((one) => one.rating === rating && one.is_active);
  return outcome ? { outcome_id: outcome.id } : {};
}

/** The deal at hand, the contact, and what comes of it: in the order of the conversation. */
export function ContactColumns({ card, dictionaries, deal }: ColumnsProps) {
  return (
    <>
      <DealColumn deal={deal} />
      <TalkColumn card={card} dictionaries={dictionaries} />
      <EndColumn card={card} dictionaries={dictionaries} />
    </>
  );
}

function DealColumn({ deal }: { readonly deal: RecordView | undefined }) {
  const { t, format } = useText();
  const record: Readonly<Record<string, unknown>> = deal?.record ?? {};
  const names: Readonly<Record<string, string>> = deal?.names ?? {};
  const name = String(record.name ?? "");
  const sum = `${format.sum(Number(record.amount ?? 0))} ${String(record.currency ?? "")}`;
  return (
    <div className={fields.column}>
      <h3>{t("contactCard.deal")}</h3>
      <Fact name="deal_name" label="field.deal_name">
        {deal && (
          <a href={hrefTo({ page: "deals", id: deal.id })} target="_blank" rel="noreferrer" tabIndex={-1}>
            <Name>{name}</Name>
          </a>
        )}
      </Fact>
      <Fact name="organization" label="field.organization">
        <Name>{names.organization ?? ""}</Name>
      </Fact>
      <Fact name="person" label="field.person">
        <Name>{names.person ?? ""}</Name>
      </Fact>
      <Fact name="amount" label="contactCard.amount">
        {deal ? sum : ""}
      </Fact>
      <Fact name="expected" label="contactCard.expected">
        {record.expected_close ? format.day(String(record.expected_close)) : ""}
      </Fact>
      <Fact name="owner" label="contactCard.owner">
        <Name>{names.owner ?? ""}</Name>
      </Fact>
      <Fact name="stage" label="field.stage">
        <Name>{names.stage ?? ""}</Name>
      </Fact>
    </div>
  );
}

type FactProps = {
  readonly name: string;
  readonly label:
    | "field.deal_name"
    | "field.organization"
    | "field.person"
    | "field.stage"
    | "contactCard.amount"
    | "contactCard.expected"
    | "contactCard.owner";
  readonly children: ReactNode;
};

function Fact({ name, label, children }: FactProps) {
  return (
    <FieldRow name={name} label={label}>
      {(id) => (
        <output id={id} className={fields.readOnly}>
          {children}
        </output>
      )}
    </FieldRow>
  );
}

function TalkColumn({ card, dictionaries }: Omit<ColumnsProps, "deal">) {
  const { t } = useText();
  const { values } = card.draft;
  const path = card.path.data;
  const chooseHow = (id: number | null) =>
    card.change(path && card.present ? chooseMethod(id, card.present.id, path) : { method_id: id });
  return (
    <div className={fields.column}>
      <h3>{t("contactCard.contact")}</h3>
      <MomentField tools={{ ...card, values }} field="at" />
      <ChoiceRow
        field="method_id"
        rows={dictionaries.methods}
        chosen={values.method_id}
        error={card.errors.method_id}
        isRequired
        onChoose={chooseHow}
      />
      <ContentField keeper={card.keeper} error={card.errors.content} onType={(content) => card.change({ content })} />
    </div>
  );
}

function EndColumn({ card, dictionaries }: Omit<ColumnsProps, "deal">) {
  const { t } = useText();
  const { values } = card.draft;
  const outcome = dictionaries.outcomes.find((one) => one.id === values.outcome_id);
  const alike = dictionaries.outcomes.filter((one) => one.rating === outcome?.rating);
  return (
    <div className={fields.column}>
      <h3>{t("interest.result")}</h3>
      <RatingField
        chosen={outcome?.rating}
        error={card.errors.outcome_id}
        onRate={(rating) => card.change(rated(rating, dictionaries))}
      />
      {alike.length > 1 && (
        <ChoiceRow
          field="outcome_id"
          rows={alike}
          chosen={values.outcome_id}
          error={undefined}
          isRequired
          onChoose={(id) => card.change({ outcome_id: id })}
        />
      )}
      <StageChoice card={card} />
      <MomentField tools={{ ...card, values }} field="next_contact_at" />
      <CallerTime
        instant={values.next_contact_at}
        number={card.shown?.card.number.e164 ?? ""}
        callId={values.call_id}
      />
      <Moments onTake={(instant) => card.change({ next_contact_at: instant, remind: true })} />
      <div className={fields.check} data-field="remind">
        <Checkbox
          size="xs"
          label={t("field.remind")}
          disabled={values.next_contact_at === null}
          checked={values.remind}
          onChange={(event) => card.change({ remind: event.currentTarget.checked })}
        />
      </div>
      <ChoiceRow
        field="next_method_id"
        rows={dictionaries.methods}
        chosen={values.next_method_id}
        error={card.errors.next_method_id}
        onChoose={(id) => card.change({ next_method_id: id })}
      />
    </div>
  );
}

/** A16: the stage that the contact passes is offered; the operator may choose another, or none. */
function StageChoice({ card }: { readonly card: DealContactTools }) {
  const text = useText();
  const { t } = text;
  const { present, stages, errors } = card;
  const { values } = card.draft;
  const path = card.path.data;
  const reasons = useLossReasons().data ?? [];
  if (!present || !path) return null;
  const to = stages.find((stage) => stage.id === values.to_stage_id);
  const isPassed = to !== undefined && to.id === passedTo(path, present.id, values.method_id);
  return (
    <>
      <ChoiceRow
        field="to_stage_id"
        rows={stages.filter((stage) => stage.id !== present.id)}
        chosen={values.to_stage_id}
        error={errors.to_stage_id}
        placeholder={t("contactCard.stays", { stage: nameIn(text, present) })}
        onChoose={(id) => card.change(chooseStage(id, present.id))}
      />
      {isPassed && <p className={fields.note}>{t("contactCard.passes", { stage: nameIn(text, present) })}</p>}
      {to?.kind === "lost" && (
        <ChoiceRow
          field="refusal_reason_id"
          rows={reasons.map((row) => ({ id: row.id, name: String(row.name ?? "") }))}
          chosen={values.refusal_reason_id}
          error={errors.refusal_reason_id}
          isRequired
          onChoose={(id) => card.change({ refusal_reason_id: id })}
        />
      )}
    </>
  );
}
