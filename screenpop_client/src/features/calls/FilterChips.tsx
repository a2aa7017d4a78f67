import { Button, Pill } from "@mantine/core";
import { useDictionaries, useOperators, useOrganization, usePerson } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { isMessage } from "@/i18n/translate";
import { type CallParams, givenFilters, type Param } from "./callFilter";
import classes from "./calls.module.css";

type FilterChipsProps = {
  readonly params: CallParams;
  readonly onChange: (changes: CallParams) => void;
  readonly onClear: () => void;
};

/** Every filter that is on, in words, each with a way out. */
export function FilterChips({ params, onChange, onClear }: FilterChipsProps) {
  const { t } = useText();
  const words = useWords(params);
  const given = givenFilters(params);
  if (given.length === 0) return null;
  return (
    <div className={classes.chips}>
      {given.map((name) => (
        <Pill
          key={name}
          withRemoveButton
          onRemove={() => onChange({ [name]: "" })}
          removeButtonProps={{
            "aria-label": `${t("callLog.remove")} ${t(`callLog.filter.${name as FilterName}`)}`,
            "aria-hidden": false,
            tabIndex: 0,
          }}
        >
          {`${t(`callLog.filter.${name as FilterName}`)}: ${words(name)}`}
        </Pill>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={onClear}>
        {t("callLog.clear")}
      </Button>
    </div>
  );
}

function idOf(value: string | undefined): number | null {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}

type FilterName = Exclude<Param, "tab" | "sort">;

/** Says a filter's value the way the reader knows it. */
function useWords(params: CallParams): (name: Param) => string {
  const { t } = useText();
  const { me } = useSession();
  const dictionaries = useDictionaries();
  const operators = useOperators(params.operator !== undefined && me.operator.role !== "operator");
  const person = usePerson(idOf(params.person));
  const organization = useOrganization(idOf(params.organization));
  const named = (rows: readonly { readonly id: number; readonly name: string }[] | undefined, id: string) =>
    rows?.find((row) => String(row.id) === id)?.name ?? `№${id}`;
  // an address may be written by hand
  const known = (group: string, value: string) => {
    const key = `${group}.${value}`;
    return isMessage(key) ? t(key) : value;
  };
  return (name) => {
    const value = params[name] ?? "";
    switch (name) {
      case "period":
        return known("callLog.period", value);
      case "direction":
        return known("card", value);
      case "outcome":
        return value
          .split(",")
          .map((one) => known("outcome", one))
          .join(", ");
      case "lead":
      case "transferred":
        return t(value === "yes" ? "callLog.yes" : "callLog.no");
      case "operator":
        return operators.data?.find((row) => String(row.id) === value)?.full_name ?? `№${value}`;
      case "campaign":
        return named(dictionaries.data?.campaigns, value);
      case "person":
        return person.data?.full_name ?? `№${value}`;
      case "organization":
        return organization.data?.name ?? `№${value}`;
      default:
        return value;
    }
  };
}
