import { Button, Group, Menu, Modal, Select, Stack, TextInput } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useViewChanges, useViews } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useSession } from "@/app/session";
import { type TextTools, useText } from "@/app/text";
import { type ListState, ofView, WHOLE } from "@/model/listState";
import type { ColumnChoice, ListMeta, SavedView, ViewKind, ViewQuery } from "@/wire/messages.gen";

type ViewsMenuProps = {
  readonly meta: ListMeta;
  readonly state: ListState;
  readonly columns: readonly ColumnChoice[];
  readonly onState: (state: ListState) => void;
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
};

/** Views saved under a name: one's own, those of all, and the one the list opens with. */
export function ViewsMenu({ meta, state, columns, onState, onColumns }: ViewsMenuProps) {
  const text = useText();
  const { t } = text;
  const { me } = useSession();
  const views = useViews(meta.id).data ?? [];
  const { save, remove } = useViewChanges(meta.id);
  const [isNaming, setNaming] = useState(false);
  const [isDeleteAsked, setDeleteAsked] = useState(false);
  const open = views.find((view) => view.id === state.view);
  const isSupervisor = me.operator.role !== "operator";
  const mayChange = open !== undefined && (open.owner_id === me.operator.id || isSupervisor);
  const query = queryOf(state, columns);
  const show = (view: SavedView) => {
    onState(ofView(view));
    if (view.query.columns.length > 0) onColumns(view.query.columns);
  };
  const failed = (error: unknown) => notify(t, { message: reasonOf(error, t), color: "red" });
  const keep = (id: number | null, name: string, kind: ViewKind) =>
    save.mutate(
      { id, view: { name, kind, query } },
      {
        onSuccess: (view) => {
          setNaming(false);
          onState({ ...state, view: view.id });
          notify(t, { message: t("views.saved") });
        },
        onError: failed,
      },
    );
  return (
    <>
      <Menu position="bottom-end" onClose={() => setDeleteAsked(false)}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} aria-hidden="true" />}>
            {open ? open.name : t("views.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onState(WHOLE)}>{t("views.whole")}</Menu.Item>
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => show(view)} rightSection={markOf(view, text)}>
              <bdi>{view.name}</bdi>
            </Menu.Item>
          ))}
          {views.length === 0 && <Menu.Label>{t("views.none")}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t("views.save")}</Menu.Item>
          {mayChange && <Menu.Item onClick={() => keep(open.id, open.name, open.kind)}>{t("views.update")}</Menu.Item>}
          {mayChange && (
            <Menu.Item
              color="red"
              closeMenuOnClick={isDeleteAsked}
              onClick={() =>
                isDeleteAsked
                  ? remove.mutate(open.id, { onSuccess: () => onState({ ...state, view: null }), onError: failed })
                  : setDeleteAsked(true)
              }
            >
              {isDeleteAsked ? t("record.remove.sure", { what: t("views.delete") }) : t("views.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isNaming && (
        <NameDialog
          isSupervisor={isSupervisor}
          isBusy={save.isPending}
          onClose={() => setNaming(false)}
          onName={(name, kind) => keep(null, name, kind)}
        />
      )}
    </>
  );
}

function queryOf(state: ListState, columns: readonly ColumnChoice[]): ViewQuery {
  return {
    filter: state.filter as ViewQuery["filter"],
    sort: state.sort,
    search: state.search,
    tab: state.tab,
    columns,
  };
}

function markOf(view: SavedView, { t }: TextTools): string {
  if (view.kind === "mine") return "";
  return view.kind === "default" ? "★" : t("common.all");
}

type NameDialogProps = {
  readonly isSupervisor: boolean;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onName: (name: string, kind: ViewKind) => void;
};

function NameDialog({ isSupervisor, isBusy, onClose, onName }: NameDialogProps) {
  const { t } = useText();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<ViewKind>("mine");
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("views.save")}
      size="sm"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onName(name.trim(), kind);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t("views.name")}
            data-autofocus
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {isSupervisor && (
            <Select
              label={t("views.kind")}
              allowDeselect={false}
              value={kind}
              onChange={(value) => setKind(value ?? "mine")}
              data={(["mine", "team", "default"] as const).map((one) => ({
                value: one,
                label: t(`views.kind.${one}`),
              }))}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={isBusy} disabled={!name.trim()}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
