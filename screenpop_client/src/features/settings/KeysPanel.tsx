import { Button, Group, Kbd, Table, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useState } from "react";
import { reasonOf } from "@/app/errors";
import { suspendKeys } from "@/app/keyHearers";
import { notify } from "@/app/notify";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import {
  type Bindings,
  COMMANDS,
  type Command,
  chooseKey,
  chosenKeys,
  hintOf,
  resetKey,
  writeBindings,
} from "@/model/keys";
import { Panel } from "@/ui/Panel";
import { api } from "@/wire/api";

/** Every command with its key, changed by pressing another; kept with the login, so that it holds at any computer. */
export function KeysPanel() {
  const { t } = useText();
  const { setOperator } = useSession();
  const [asked, setAsked] = useState<Command | null>(null);
  const [refusal, setRefusal] = useState("");
  const keep = useMutation({
    mutationFn: (bindings: Bindings) => api.changeMe({ keys: writeBindings(bindings) }),
    onSuccess: (operator) => setOperator(operator),
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
  const ask = (command: Command | null) => {
    setRefusal("");
    setAsked(command);
  };
  const own = chosenKeys();
  const take = (command: Command, event: KeyboardEvent) => {
    event.preventDefault();
    if (event.code === "Escape") return ask(null);
    const choice = chooseKey(command, event);
    if (choice.kind === "reserved") setRefusal(t("keys.reserved", { key: choice.hint }));
    else if (choice.kind === "taken") setRefusal(t("keys.taken", { key: choice.hint, by: t(`help.${choice.by}`) }));
    else if (choice.kind === "chosen") {
      ask(null);
      keep.mutate(choice.bindings);
    }
  };
  const aside = own.size > 0 && (
    <Button size="compact-xs" variant="default" onClick={() => keep.mutate(new Map())}>
      {t("keys.resetAll")}
    </Button>
  );
  return (
    <Panel title={t("keys.title")} aside={aside}>
      <Text size="xs" c="dimmed" px="md">
        {t("keys.layout")}
      </Text>
      <Table verticalSpacing={4} horizontalSpacing="md" aria-label={t("keys.title")}>
        <Table.Tbody>
          {COMMANDS.map((command) => (
            <Table.Tr key={command}>
              <Table.Td>{t(`help.${command}`)}</Table.Td>
              <Table.Td w={170}>
                <Kbd>{hintOf(command)}</Kbd>
              </Table.Td>
              <Table.Td w={330}>
                {asked === command ? (
                  <PressKey command={command} refusal={refusal} onPress={take} onLeave={() => ask(null)} />
                ) : (
                  <Group gap="xs">
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t("keys.changeOf", { what: t(`help.${command}`) })}
                      onClick={() => ask(command)}
                    >
                      {t("keys.change")}
                    </Button>
                    {own.has(command) && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={t("keys.resetOf", { what: t(`help.${command}`) })}
                        onClick={() => keep.mutate(resetKey(command))}
                      >
                        {t("keys.reset")}
                      </Button>
                    )}
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

type PressKeyProps = {
  readonly command: Command;
  readonly refusal: string;
  readonly onPress: (command: Command, event: KeyboardEvent) => void;
  readonly onLeave: () => void;
};

function PressKey({ command, refusal, onPress, onLeave }: PressKeyProps) {
  const { t } = useText();
  useEffect(suspendKeys, []);
  return (
    <>
      <Button
        size="compact-xs"
        autoFocus
        aria-label={t("keys.pressHint", { what: t(`help.${command}`) })}
        onKeyDown={(event) => onPress(command, event)}
        onBlur={onLeave}
      >
        {t("keys.press")}
      </Button>
      {refusal && (
        <Text size="xs" c="red" role="alert">
          {refusal}
        </Text>
      )}
    </>
  );
}
