import { Button } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { useText } from "@/app/text";
import classes from "./files.module.css";
import { useSizeText } from "./useSizeText";

type DropZoneProps = { readonly maxBytes: number; readonly onFiles: (files: readonly File[]) => void };

/** Takes files that are dropped on it or chosen. */
export function DropZone({ maxBytes, onFiles }: DropZoneProps) {
  const { t } = useText();
  const sizeText = useSizeText();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drag = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped by mouse is chosen by the button inside
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      data-testid="drop-zone"
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <span>{t("files.drop")}</span>
      <Button size="xs" variant="default" onClick={() => input.current?.click()}>
        {t("files.choose")}
      </Button>
      <span className={classes.dim}>{t("files.limit", { size: sizeText(maxBytes) })}</span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("files.choose")}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
