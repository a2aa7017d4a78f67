import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDealWrite } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import type { Row } from "@/app/listQueries";
import { useText } from "@/app/text";
import classes from "./deals.module.css";

/** What terminating a contract does and does not, before it is done. */
export function ContractEnd({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const { t } = useText();
  const write = useDealWrite();
  const end = () =>
    write.mutate(
      { entity: "contract", id: row.id, version: Number(row.version), values: { state: "terminated" }, key: "" },
      { onSuccess: onClose },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("deals.endTitle", { number: String(row.number) })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack gap="sm">
        <Text size="sm">{t("deals.endRules")}</Text>
        {write.error && <p className={classes.late}>{reasonOf(write.error, t)}</p>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button color="red" loading={write.isPending} onClick={end}>
            {t("deals.terminate")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
