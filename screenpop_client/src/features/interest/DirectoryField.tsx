import { ActionIcon, Combobox, Loader, TextInput, Tooltip, useCombobox } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { IconExternalLink, IconX } from "@tabler/icons-react";
import { memo } from "react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { Name } from "@/ui/Name";
import { describe, FieldRow } from "./FieldRow";
import classes from "./fields.module.css";

export type DirectoryOption = { readonly id: number; readonly name: string; readonly note: string };

type DirectoryFieldProps = {
  readonly name: "organization" | "person";
  readonly hint: string;
  readonly text: string;
  readonly pickedId: number | null;
  readonly options: readonly DirectoryOption[];
  readonly isSearching: boolean;
  readonly error: string | undefined;
  readonly isDisabled?: boolean;
  readonly onType: (text: string) => void;
  readonly onPick: (id: number) => void;
  readonly onClear: () => void;
};

/** Typed by hand or picked while typing; what is picked is read-only until it is cleared (R84, R85, R87). */
export function DirectoryField({ onType, onPick, onClear, ...rest }: DirectoryFieldProps) {
  return (
    <Directory
      onType={useCallbackRef(onType)}
      onPick={useCallbackRef(onPick)}
      onClear={useCallbackRef(onClear)}
      {...rest}
    />
  );
}

const Directory = memo(function Directory(props: DirectoryFieldProps) {
  const { t } = useText();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const isPicked = props.pickedId !== null;
  const label = `field.${props.name}` as const;
  const showsList = !isPicked && props.text.trim() !== "" && !props.isDisabled;

  return (
    <FieldRow name={props.name} label={label} error={props.error}>
      {(id) => (
        <Combobox
          store={combobox}
          onOptionSubmit={(value) => {
            props.onPick(Number(value));
            combobox.closeDropdown();
          }}
        >
          <Combobox.Target>
            <TextInput
              id={id}
              size="xs"
              autoComplete="off"
              placeholder={props.hint}
              value={props.text}
              readOnly={isPicked}
              disabled={props.isDisabled ?? false}
              data-picked={isPicked}
              className={classes.directory ?? ""}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                props.onType(typed);
                if (typed.trim() === "") combobox.closeDropdown();
                else combobox.openDropdown();
                combobox.updateSelectedOptionIndex();
              }}
              onFocus={() => showsList && combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
              rightSectionWidth={isPicked ? 54 : 28}
              rightSection={
                isPicked ? <PickedTools {...props} label={t(label)} /> : props.isSearching && <Loader size={14} />
              }
              {...describe(id, props.error)}
            />
          </Combobox.Target>
          <Combobox.Dropdown hidden={!showsList}>
            <Combobox.Options>
              {props.options.map((option) => (
                <Combobox.Option key={option.id} value={String(option.id)}>
                  <span className={classes.option}>
                    <Name>{option.name}</Name>
                    <small>
                      <Name>{option.note}</Name>
                    </small>
                  </span>
                </Combobox.Option>
              ))}
              {props.options.length === 0 && (
                <Combobox.Empty>{t(props.isSearching ? "interest.searching" : "interest.nothingFound")}</Combobox.Empty>
              )}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
    </FieldRow>
  );
});

function PickedTools({ name, pickedId, onClear, label }: DirectoryFieldProps & { label: string }) {
  const { t } = useText();
  const clear = t("interest.clear", { field: label });
  return (
    <>
      <Tooltip label={t("interest.openDirectory")}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          component="a"
          target="_blank"
          tabIndex={-1}
          href={hrefTo({ page: `${name}s`, id: pickedId ?? 0 })}
          aria-label={`${t("interest.openDirectory")}: ${label}`}
        >
          <IconExternalLink size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={clear}>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={clear} onClick={onClear}>
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
