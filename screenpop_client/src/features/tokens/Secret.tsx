import { Alert, Button, Code, Group } from "@mantine/core";
import { copyText } from "@/app/copyText";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import classes from "./tokens.module.css";

/** What is shown this once. */
export function Secret({ text, onDone }: { readonly text: string; readonly onDone: () => void }) {
  const { t } = useText();
  return (
    <Alert color="yellow" title={t("programs.once")}>
      <Code block className={classes.secret}>
        {text}
      </Code>
      <Group gap="xs" mt="xs">
        <CopyButton text={text} />
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t("programs.done")}
        </Button>
      </Group>
    </Alert>
  );
}

export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useText();
  const copy = async () => {
    if (await copyText(text)) notify(t, { message: t("programs.copied") });
  };
  return (
    <Button size="compact-sm" onClick={() => void copy()}>
      {t("programs.copy")}
    </Button>
  );
}
