import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { refreshRecordLists } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useMovedWords } from "@/app/useMovedWords";
import { Await } from "@/ui/States";
import { dataApi } from "@/wire/dataApi";
import type { ErasurePreview } from "@/wire/messages.gen";

/** Rule 9 of the model: an admin makes the program forget a person, after seeing what that touches. */
export function ErasePerson({ personId }: { readonly personId: number }) {
  const { t } = useText();
  const { me } = useSession();
  const [isOpen, setOpen] = useState(false);
  const preview = useQuery({
    queryKey: ["erasure", personId],
    queryFn: () => dataApi.erasure(personId),
    enabled: isOpen,
    gcTime: 0,
    retry: false,
  });
  if (me.operator.role !== "admin") return null;
  return (
    <>
      <Button size="xs" variant="subtle" color="red" onClick={() => setOpen(true)}>
        {t("erasure.button")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t("erasure.title")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Await query={preview}>
          {preview.data && <Confirm preview={preview.data} onDone={() => setOpen(false)} />}
        </Await>
      </Modal>
    </>
  );
}

function Confirm({ preview, onDone }: { readonly preview: ErasurePreview; readonly onDone: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const words = useMovedWords();
  const [typed, setTyped] = useState("");
  const erase = useMutation({
    mutationFn: () => dataApi.erase(preview.person_id),
    onSuccess: () => {
      notify(t, { color: "green", message: t("erasure.done") });
      void queries.invalidateQueries();
      void refreshRecordLists(queries);
      onDone();
    },
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{t("erasure.hint")}</Text>
      <Text size="sm">{t("erasure.touched", { list: words(preview.touched) || "—" })}</Text>
      <TextInput
        label={t("erasure.confirm", { name: preview.name })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
      />
      {erase.error && (
        <Text size="sm" c="red" role="alert">
          {reasonOf(erase.error, t)}
        </Text>
      )}
      <Group justify="flex-end">
        <Button
          size="xs"
          color="red"
          disabled={typed.trim() !== preview.name.trim()}
          loading={erase.isPending}
          onClick={() => erase.mutate()}
        >
          {t("erasure.erase")}
        </Button>
      </Group>
    </Stack>
  );
}
