import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3, IconPin } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "@/app/text";
import { changedChoice, choicesOf, moved } from "@/model/listState";
import type { ColumnChoice, ListMeta } from "@/wire/messages.gen";
import { BarButton } from "./BarButton";
import { labelOf } from "./cells";
import classes from "./ListView.module.css";

type ColumnsProps = {
  readonly meta: ListMeta;
  readonly chosen: readonly ColumnChoice[];
  /** Its button is an icon: the list stands beside another. */
  readonly isIcon: boolean;
  readonly onChoose: (chosen: readonly ColumnChoice[]) => void;
};

/** R64: which columns are connected, in what order, which stay in sight; remembered for the user. */
export function Columns({ meta, chosen, isIcon, onChoose }: ColumnsProps) {
  const { t } = useText();
  const choices = choicesOf(meta, chosen);
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <BarButton label={t("columns.title")} icon={<IconColumns3 size={15} aria-hidden="true" />} isIcon={isIcon} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("columns.title")}>
        <Choices meta={meta} choices={choices} onChoose={onChoose} />
        <Button size="compact-xs" variant="subtle" mt="sm" onClick={() => onChoose([])}>
          {t("columns.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

type ChoicesProps = {
  readonly meta: ListMeta;
  readonly choices: readonly ColumnChoice[];
  readonly onChoose: ColumnsProps["onChoose"];
};

function Choices({ meta, choices, onChoose }: ChoicesProps) {
  const text = useText();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const drop = (place: number) => {
    if (dragged !== null) onChoose(moved(choices, dragged, place));
    setDragged(null);
    setOver(null);
  };
  return (
    <ul className={classes.columns}>
      {choices.map((choice, place) => {
        const field = meta.fields.find((one) => one.id === choice.id);
        const name = field ? labelOf(field, text) : choice.id;
        const isLast = choice.is_shown && choices.filter((one) => one.is_shown).length === 1;
        return (
          <li
            key={choice.id}
            draggable
            data-over={over === place}
            onDragStart={() => setDragged(choice.id)}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(place);
            }}
            onDrop={() => drop(place)}
            onDragEnd={() => setOver(null)}
          >
            <Checkbox
              size="xs"
              label={name}
              checked={choice.is_shown}
              disabled={isLast}
              onChange={(event) =>
                onChoose(changedChoice(choices, choice.id, { is_shown: event.currentTarget.checked }))
              }
            />
            <Buttons name={name} choice={choice} place={place} choices={choices} onChoose={onChoose} />
          </li>
        );
      })}
    </ul>
  );
}

type ButtonsProps = Omit<ChoicesProps, "meta"> & {
  readonly name: string;
  readonly choice: ColumnChoice;
  readonly place: number;
};

/** The same without a mouse: a place up, a place down, pinned or not. */
function Buttons({ name, choice, place, choices, onChoose }: ButtonsProps) {
  const { t } = useText();
  const move = (to: number) => onChoose(moved(choices, choice.id, to));
  return (
    <>
      <ActionIcon
        size="sm"
        variant={choice.is_pinned ? "filled" : "subtle"}
        aria-label={t("columns.pin", { name })}
        aria-pressed={choice.is_pinned}
        onClick={() => onChoose(changedChoice(choices, choice.id, { is_pinned: !choice.is_pinned }))}
      >
        <IconPin size={13} />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="subtle"
        aria-label={t("columns.up", { name })}
        disabled={place === 0}
        onClick={() => move(place - 1)}
      >
        <IconArrowUp size={13} />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="subtle"
        aria-label={t("columns.down", { name })}
        disabled={place === choices.length - 1}
        onClick={() => move(place + 1)}
      >
        <IconArrowDown size={13} />
      </ActionIcon>
    </>
  );
}
