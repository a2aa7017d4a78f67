import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useMemo, useState } from "react";
import { reasonOf } from "@/app/errors";
import { useAddInterview } from "@/app/interviewQueries";
import { navigate } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { ListView } from "@/ui/list/ListView";
import { randomId } from "@/wire/ids";

/** R28: questionnaires and tests of an event. */
export function InterviewsTab({ campaignId }: { readonly campaignId: number }) {
  const { me } = useSession();
  const [state, setState] = useState<ListState>(WHOLE);
  const fixed = useMemo(() => equals("campaign", campaignId), [campaignId]);
  const mayWrite = me.operator.role !== "operator";
  return (
    <ListView
      entity="interview"
      state={state}
      onState={setState}
      fixed={fixed}
      head={mayWrite ? <NewInterview campaignId={campaignId} /> : undefined}
    />
  );
}

function NewInterview({ campaignId }: { readonly campaignId: number }) {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [kind, setKind] = useState("questionnaire");
  const [name, setName] = useState("");
  const [key] = useState(randomId);
  const add = useAddInterview();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { body: { kind, name, campaign: campaignId }, key },
      { onSuccess: (made) => navigate({ page: "interviews", id: made.id }) },
    );
  };
  return (
    <>
      <Button size="xs" variant="light" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
        {t("interviews.new")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t("interviews.new")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <SegmentedControl
              aria-label={t("interviews.kind")}
              value={kind}
              onChange={setKind}
              data={[
                { value: "questionnaire", label: t("interviews.questionnaire") },
                { value: "test", label: t("interviews.test") },
              ]}
            />
            <TextInput
              label={t("interviews.name")}
              required
              maxLength={500}
              data-autofocus
              error={add.error ? reasonOf(add.error, t) : undefined}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={add.isPending}>
                {t("interviews.create")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
