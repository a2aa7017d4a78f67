import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useDealWrite } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import type { Row } from "@/app/listQueries";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { dayOf } from "@/model/datetime";
import { typedDecimal } from "@/model/recordFields";
import { DayInput } from "@/ui/DayInput";
import { useTypedNumber } from "@/ui/useTypedNumber";
import type { RecordValues } from "@/wire/api";
import { ApiError } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { RecordView } from "@/wire/messages.gen";
import classes from "./deals.module.css";

type ContractDialogProps = {
  readonly deal: RecordView;
  /** null makes a new one. */
  readonly row: Row | null;
  readonly isSigning: boolean;
  readonly onClose: () => void;
};

/** A new contract of a deal, with what the deal says; or the signing of one that is there. */
export function ContractDialog({ deal, row, isSigning, onClose }: ContractDialogProps) {
  const { t, zone } = useText();
  const { desk } = useWorkspace();
  const write = useDealWrite();
  const key = useRef(randomId());
  const today = dayOf(new Date(desk.nowMs()).toISOString(), zone);
  const [number, setNumber] = useState(String(row?.number ?? ""));
  const [amount, setAmount] = useState(() => String(row?.amount ?? deal.record.amount ?? ""));
  const typedAmount = useTypedNumber(amount, setAmount);
  const [isSigned, setSigned] = useState(isSigning);
  const [day, setDay] = useState<string | null>(today);
  const errors = write.error instanceof ApiError ? write.error.info.fields : {};
  const values: RecordValues = row === null ? { number, amount: typedDecimal(amount) ?? amount, deal: deal.id } : {};
  const save = () =>
    write.mutate(
      {
        entity: "contract",
        id: row?.id ?? null,
        version: Number(row?.version ?? 0),
        values: isSigned ? { ...values, state: "signed", signed_on: day } : values,
        key: key.current,
      },
      { onSuccess: onClose },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={isSigning ? t("deals.signTitle", { number }) : t("deals.newContract")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          {!isSigning && (
            <>
              <TextInput
                label={t("deals.number")}
                value={number}
                onChange={(event) => setNumber(event.currentTarget.value)}
                maxLength={100}
                withAsterisk
                data-autofocus
                error={errors.number?.message}
              />
              <TextInput
                label={t("deals.amount", { currency: String(deal.record.currency ?? "") })}
                inputMode="decimal"
                {...typedAmount}
                error={errors.amount?.message}
              />
              <Checkbox
                label={t("deals.signedAlready")}
                checked={isSigned}
                onChange={(event) => setSigned(event.currentTarget.checked)}
              />
            </>
          )}
          {isSigned && (
            <>
              <DayInput
                label={t("deals.signedOn")}
                value={day}
                onChange={setDay}
                withAsterisk
                error={errors.signed_on?.message}
              />
              <Text size="sm">{t("deals.signWins")}</Text>
            </>
          )}
          {write.error && <p className={classes.late}>{reasonOf(write.error, t)}</p>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={write.isPending} disabled={number.trim() === "" || (isSigned && !day)}>
              {isSigning ? t("deals.sign") : t("deals.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
