import { Modal } from "@mantine/core";
import { useListMeta } from "@/app/listQueries";
import { useRecordPart } from "@/app/recordParts";
import { useText } from "@/app/text";
import { said } from "../list/cells";
import { RecordCard, type RecordCardProps } from "./RecordCard";

type RecordDialogProps = Omit<RecordCardProps, "isPage">;

/** The card of a record above the page it was opened from, which keeps its place. */
export function RecordDialog(props: RecordDialogProps) {
  const text = useText();
  const meta = useListMeta(props.entity);
  const hasPart = useRecordPart(props.entity) !== null;
  return (
    <Modal.Root
      opened
      onClose={props.onClose}
      size={hasPart ? 1180 : 880}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={meta ? said(meta.one, text) : ""} aria-labelledby={undefined}>
        <Modal.Body p={0}>
          <RecordCard {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
