import { ActionIcon, Combobox, Loader, TextInput, Tooltip, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { type Row, useListMeta, useRecords } from "@/app/listQueries";
import { rowName } from "@/app/recordQueries";
import { hrefToRecord } from "@/app/router";
import { useText } from "@/app/text";
import { equals, type FilterNode, ofParts } from "@/model/listFilter";
import type { Values } from "@/model/recordFields";
import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { said } from "../list/cells";
import { Name } from "../Name";
import { PickedTools } from "../PickedTools";
import type { FieldControlProps } from "./FieldControl";
import type { ControlProps } from "./FieldShell";
import { RecordDialog } from "./RecordDialog";
import classes from "./record.module.css";

type PickerProps = FieldControlProps & { readonly control: ControlProps };

const SEARCH_AFTER_MS = 200;

/** Another record: searched for in its list; what is picked is read-only until it is cleared (R85). */
export function RecordPicker(props: PickerProps) {
  const { field, values, names, control, onValue } = props;
  const meta = useListMeta(field.record);
  const text = useText();
  const id = values[field.id];
  if (typeof id !== "number") return <Search {...props} meta={meta} />;
  return (
    <TextInput
      {...control}
      size="xs"
      readOnly
      className={classes.picked ?? ""}
      value={names[field.id] || `№${id}`}
      rightSectionWidth={56}
      rightSection={
        <PickedTools
          label={said(field.label, text)}
          open={text.t("record.openPicked")}
          href={hrefToRecord(field.record, id)}
          onClear={() => onValue(null)}
        />
      }
    />
  );
}

/** Fields whose records are those of another field of the same card. */
const WITHIN: Readonly<Record<string, string>> = { supplier: "campaign", person: "organization" };

function filterOf(meta: ListMeta | undefined, field: FieldMeta, values: Values): FilterNode | null {
  const has = (id: string) => meta?.fields.some((one) => one.id === id && one.is_filterable) ?? false;
  const parts: FilterNode[] = has("is_active") ? [equals("is_active", true)] : [];
  const within = WITHIN[field.id];
  const owner = within === undefined ? null : values[within];
  if (within !== undefined && typeof owner === "number" && has(within)) parts.push(equals(within, owner));
  return ofParts(parts);
}

function Search({ field, values, control, onValue, meta }: PickerProps & { readonly meta: ListMeta | undefined }) {
  const text = useText();
  const { t } = text;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const [isMaking, setMaking] = useState(false);
  const found = useRecords(
    field.record,
    asked,
    filterOf(meta, field, values),
    combobox.dropdownOpened && meta !== undefined,
  );
  const rows = (found.data?.rows ?? []) as readonly Row[];
  const pick = (id: number, name: string) => {
    setTyped("");
    onValue(id, name);
  };
  const label = said(field.label, text);
  return (
    <>
      <Combobox
        store={combobox}
        withinPortal
        onOptionSubmit={(chosen) => {
          const row = rows.find((one) => String(one.id) === chosen);
          if (row && meta) pick(row.id, rowName(meta, row, text.language));
          combobox.closeDropdown();
        }}
      >
        <Combobox.Target>
          <TextInput
            {...control}
            size="xs"
            autoComplete="off"
            placeholder={t("record.search")}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.openDropdown();
              combobox.updateSelectedOptionIndex();
            }}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            rightSectionWidth={meta?.rights.may_create ? 56 : 28}
            rightSection={
              <>
                {found.isFetching ? <Loader size={13} /> : <IconChevronDown size={14} aria-hidden="true" />}
                {meta?.rights.may_create && (
                  <Tooltip label={t("record.makePicked", { kind: said(meta.one, text) })}>
                    <ActionIcon
                      size="sm"
                      variant="subtle"
                      color="gray"
                      aria-label={`${t("record.makePicked", { kind: said(meta.one, text) })}: ${label}`}
                      onClick={() => setMaking(true)}
                    >
                      <IconPlus size={14} />
                    </ActionIcon>
                  </Tooltip>
                )}
              </>
            }
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options mah={260} style={{ overflowY: "auto" }}>
            {meta &&
              rows.map((row) => (
                <Combobox.Option key={row.id} value={String(row.id)}>
                  <Name>{rowName(meta, row, text.language)}</Name>
                </Combobox.Option>
              ))}
            {rows.length === 0 && (
              <Combobox.Empty>{t(found.isFetching ? "interest.searching" : "interest.nothingFound")}</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {isMaking && meta && (
        <RecordDialog
          entity={meta.id}
          id={null}
          seed={{ values: madeOf(meta, typed) }}
          closesOnSave
          onClose={() => setMaking(false)}
          onSaved={(view) => pick(view.id, String(view.record[meta.name_field] ?? ""))}
        />
      )}
    </>
  );
}

/** What was typed is what the new record is called. */
function madeOf(meta: ListMeta, typed: string): Values {
  const isText = meta.fields.some(
    (field) => field.id === meta.name_field && field.kind === "text" && field.is_editable,
  );
  return isText && typed.trim() ? { [meta.name_field]: typed.trim() } : {};
}
