import { ActionIcon, Button, Popover, SimpleGrid, TextInput } from "@mantine/core";
import { IconGridDots } from "@tabler/icons-react";
import { useState } from "react";
import { usePhoneCommand } from "@/app/phone";
import { useText } from "@/app/text";
import { type PhoneCall, toneOf } from "@/model/phoneCalls";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** The keys of a telephone, for the menus of others: by mouse, or typed in any keyboard layout. */
export function PhoneKeypad({ call }: { call: PhoneCall }) {
  const { t } = useText();
  const run = usePhoneCommand();
  const [pressed, setPressed] = useState("");
  const press = (tone: string) => {
    run({ do: "tone", call: call.id, tone });
    setPressed((before) => before + tone);
  };
  return (
    <Popover position="top" withinPortal trapFocus onOpen={() => setPressed("")}>
      <Popover.Target>
        <ActionIcon size={30} variant="default" aria-label={t("phone.keypad")} title={t("phone.keypad")}>
          <IconGridDots size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {/* A field, so that the page's one-key shortcuts leave the digits alone. */}
        <TextInput
          size="xs"
          mb={4}
          w={132}
          readOnly
          data-autofocus
          aria-label={t("phone.pressed")}
          placeholder={t("phone.pressHere")}
          value={pressed.slice(-14)}
          onKeyDown={(event) => {
            const tone = toneOf(event);
            if (tone) press(tone);
          }}
        />
        <SimpleGrid cols={3} spacing={4} w={132}>
          {KEYS.map((tone) => (
            <Button key={tone} size="compact-sm" variant="default" onClick={() => press(tone)}>
              {tone}
            </Button>
          ))}
        </SimpleGrid>
      </Popover.Dropdown>
    </Popover>
  );
}
