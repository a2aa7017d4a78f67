import { Button, MultiSelect, Popover, Select, SimpleGrid, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useDictionaries, useOperators } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import type { Outcome } from "@/wire/messages.gen";
import { type CallParams, PERIODS } from "./callFilter";
import { PersonFilter } from "./PersonFilter";

const OUTCOMES: readonly Outcome[] = [
  "answered",
  "missed",
  "abandoned",
  "busy",
  "no_answer",
  "unavailable",
  "failed",
  "unknown",
];
const INSIDE = { withinPortal: false }; // so that choosing an option is no click outside the form

type FormProps = { readonly params: CallParams; readonly onChange: (changes: CallParams) => void };

/** The filters of the call log in a form; Enter shows the result. */
export function FilterForm({ params, onChange }: FormProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus width={560}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilter size={15} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t("callLog.filters")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Fields
          params={params}
          onChange={(changes) => {
            setOpen(false);
            onChange(changes);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ params, onChange }: FormProps) {
  const { t } = useText();
  const [draft, setDraft] = useState(params);
  const set = (changes: CallParams) => setDraft({ ...draft, ...changes });
  const choice = (
    name: "period" | "direction" | "lead" | "transferred",
    options: readonly { value: string; label: string }[],
  ) => (
    <Select
      size="xs"
      label={t(`callLog.filter.${name}`)}
      placeholder={t("callLog.any")}
      clearable
      comboboxProps={INSIDE}
      data={options}
      value={draft[name] ?? null}
      onChange={(value) => set({ [name]: value ?? "" })}
    />
  );
  const text = (name: "number" | "queue" | "did" | "from" | "to", type = "text") => (
    <TextInput
      size="xs"
      type={type}
      label={t(`callLog.filter.${name}`)}
      value={draft[name] ?? ""}
      onChange={(event) => set({ [name]: event.currentTarget.value.trim() })}
    />
  );
  const yesNo = [
    { value: "yes", label: t("callLog.yes") },
    { value: "no", label: t("callLog.no") },
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(draft.period ? { ...draft, from: "", to: "" } : draft);
  };
  return (
    <form onSubmit={submit} aria-label={t("callLog.filters")}>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        {text("number")}
        {choice(
          "period",
          PERIODS.map((value) => ({ value, label: t(`callLog.period.${value}`) })),
        )}
        {text("from", "date")}
        {text("to", "date")}
        {choice(
          "direction",
          (["inbound", "outbound", "internal"] as const).map((value) => ({ value, label: t(`card.${value}`) })),
        )}
        <MultiSelect
          size="xs"
          label={t("callLog.filter.outcome")}
          comboboxProps={INSIDE}
          data={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          value={draft.outcome?.split(",").filter(Boolean) ?? []}
          onChange={(values) => set({ outcome: values.join(",") })}
        />
        <Named params={draft} set={set} />
        <PersonFilter value={draft.person ?? ""} onChange={(person) => set({ person })} />
        {text("queue")}
        {text("did")}
        {choice("lead", yesNo)}
        {choice("transferred", yesNo)}
      </SimpleGrid>
      <Button type="submit" size="xs" mt="sm">
        {t("callLog.apply")}
      </Button>
    </form>
  );
}

/** Filters whose choices come from the server; operators may not list each other. */
function Named({ params, set }: { params: CallParams; set: (changes: CallParams) => void }) {
  const { t } = useText();
  const { me } = useSession();
  const isSupervisor = me.operator.role !== "operator";
  const operators = useOperators(isSupervisor);
  const campaigns = useDictionaries().data?.campaigns ?? [];
  const choice = (name: "operator" | "campaign", data: { value: string; label: string }[]) => (
    <Select
      size="xs"
      label={t(`callLog.filter.${name}`)}
      placeholder={t("callLog.any")}
      searchable
      clearable
      comboboxProps={INSIDE}
      data={data}
      value={params[name] ?? null}
      onChange={(value) => set({ [name]: value ?? "" })}
    />
  );
  const people = operators.data?.map((row) => ({ value: String(row.id), label: row.full_name })) ?? [];
  return (
    <>
      {isSupervisor && choice("operator", people)}
      {choice(
        "campaign",
        campaigns.map((row) => ({ value: String(row.id), label: row.name })),
      )}
    </>
  );
}
