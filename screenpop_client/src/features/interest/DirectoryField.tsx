import { ActionIcon, Combobox, Loader, TextInput, Tooltip, useCombobox } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { IconSelector } from "@tabler/icons-react";
import { memo, useRef, useState } from "react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { hintOf } from "@/model/keys";
import { Name } from "@/ui/Name";
import { PickedTools } from "@/ui/PickedTools";
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

/** Typed by hand or picked, while typing or from what the directory offers unasked; what is picked is read-only until it is cleared (R84, R85, R87). */
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
  const [isBrowsing, setBrowsing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const close = () => {
    setBrowsing(false);
    combobox.resetSelectedOption();
  };
  const combobox = useCombobox({ onDropdownClose: close });
  const browse = () => {
    input.current?.focus();
    setBrowsing(true);
    combobox.openDropdown();
  };
  const isPicked = props.pickedId !== null;
  const label = `field.${props.name}` as const;
  const isEmpty = props.text.trim() === "";
  const showsList = !isPicked && (!isEmpty || isBrowsing) && !props.isDisabled;

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
              ref={input}
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
              onKeyDown={(event) => event.code === "ArrowDown" && setBrowsing(true)}
              onBlur={() => combobox.closeDropdown()}
              rightSectionWidth={isPicked ? 54 : 28}
              rightSection={
                isPicked ? (
                  <PickedTools
                    label={t(label)}
                    open={t("interest.openDirectory")}
                    href={hrefTo({ page: `${props.name}s`, id: props.pickedId ?? 0 })}
                    onClear={props.onClear}
                  />
                ) : (
                  <PickButton label={t(label)} isSearching={props.isSearching} onPick={browse} />
                )
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
                <Combobox.Empty>{t(emptyText(props.isSearching, isEmpty))}</Combobox.Empty>
              )}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
    </FieldRow>
  );
});

function emptyText(isSearching: boolean, isEmpty: boolean) {
  if (isSearching) return "interest.searching";
  return isEmpty ? "interest.typeToFind" : "interest.nothingFound";
}

type PickButtonProps = { readonly label: string; readonly isSearching: boolean; readonly onPick: () => void };

/** Offers what the directory has before anything is typed, by keyboard with the field's own key: also while it is asked. */
function PickButton({ label, isSearching, onPick }: PickButtonProps) {
  const { t } = useText();
  const name = `${t("interest.fromDirectory")}: ${label}`;
  return (
    <Tooltip label={`${name} (${hintOf("pickRecord")})`} openDelay={350}>
      <ActionIcon
        data-pick
        size="sm"
        variant="subtle"
        color="gray"
        tabIndex={-1}
        aria-label={name}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPick}
      >
        {isSearching ? <Loader size={14} /> : <IconSelector size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
