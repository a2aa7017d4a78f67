import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/app/text";
import { saidWords } from "@/model/callScript";
import type { ScriptStep } from "@/wire/messages.gen";
import classes from "./scripts.module.css";

/** The script as an operator would walk it, with nothing filled: what is not saved yet too. */
export function TryOut({ steps }: { readonly steps: readonly ScriptStep[] }) {
  const { t } = useText();
  const first = steps[0]?.key ?? "";
  const [key, setKey] = useState(first);
  const step = steps.find((one) => one.key === key);
  const ways =
    step?.ask === "choice"
      ? step.answers.map(({ text, next }) => ({ text, next }))
      : [{ text: t("scripts.next"), next: step?.next ?? "" }];
  return (
    <section className={classes.tryOut} aria-label={t("scripts.tryOut")}>
      <p className={classes.said}>{step ? saidWords(step.words || step.title, {}) : t("scripts.endedLong")}</p>
      <Group gap={6}>
        {step &&
          ways.map((way, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place
            <Button key={at} size="compact-sm" variant="default" onClick={() => setKey(way.next)}>
              {way.text || t("scripts.answerNumber", { number: at + 1 })}
            </Button>
          ))}
        <Button size="compact-sm" variant="subtle" onClick={() => setKey(first)}>
          {t("scripts.tryAgain")}
        </Button>
      </Group>
    </section>
  );
}
