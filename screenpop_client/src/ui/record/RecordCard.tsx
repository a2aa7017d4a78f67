import { ActionIcon, Tooltip } from "@mantine/core";
import { IconExternalLink, IconX } from "@tabler/icons-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { useListMeta } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useRecordPart } from "@/app/recordParts";
import { useRecord } from "@/app/recordQueries";
import { hrefToRecord } from "@/app/router";
import { useText } from "@/app/text";
import { useHeldPage } from "@/app/useHeldPage";
import { isArchived } from "@/model/archive";
import { hintOf } from "@/model/keys";
import type { ListMeta, RecordView } from "@/wire/messages.gen";
import { HintButton } from "../HintButton";
import { said } from "../list/cells";
import { Await, Loading } from "../States";
import { showUnreadable } from "../showUnreadable";
import { CardTabs } from "./CardTabs";
import { ConflictPanel } from "./ConflictPanel";
import { LeaveDialog } from "./LeaveDialog";
import { PutAwayNote } from "./PutAwayNote";
import { RecordFields } from "./RecordFields";
import { RemoveRecord } from "./RemoveRecord";
import classes from "./record.module.css";
import { useRecordCardKeys } from "./useRecordCardKeys";
import { NO_SEED, type RecordFormTools, type Seed, useRecordForm } from "./useRecordForm";

export type RecordCardProps = {
  readonly entity: string;
  /** null: a new one. */
  readonly id: number | null;
  readonly seed?: Seed;
  /** Fields that are said by where the card is. */
  readonly hidden?: ReadonlySet<string>;
  readonly isPage?: boolean;
  readonly closesOnSave?: boolean;
  readonly onClose: () => void;
  readonly onSaved?: (view: RecordView) => void;
};

const NONE: ReadonlySet<string> = new Set();

/** The card of a record of any kind: its fields, what belongs to it, its history (R33, R50). */
export function RecordCard(props: RecordCardProps) {
  const meta = useListMeta(props.entity);
  const record = useRecord(props.entity, props.id);
  if (!meta) return <Loading />;
  if (props.id === null) return <Filled {...props} meta={meta} view={undefined} />;
  return <Await query={record}>{record.data && <Filled {...props} meta={meta} view={record.data} />}</Await>;
}

type FilledProps = RecordCardProps & { readonly meta: ListMeta; readonly view: RecordView | undefined };

function Filled(props: FilledProps) {
  const { meta, hidden = NONE, isPage = false, onClose } = props;
  const { t } = useText();
  const root = useRef<HTMLElement>(null);
  const titleId = useId();
  const form = useRecordForm(meta, props.view, props.seed ?? NO_SEED);
  const made = useRecord(meta.id, form.id);
  const held = useHeldPage(form.isChanged);
  const Part = useRecordPart(meta.id);
  const view = made.data ?? props.view;
  const isAway = view !== undefined && isArchived(view);
  const save = async (): Promise<boolean> => {
    if (showUnreadable(root.current)) return false;
    const saved = await form.save();
    if (saved === null) return false;
    props.onSaved?.(saved);
    notify(t, { color: "teal", message: t("record.saved"), seconds: 3 });
    return true;
  };
  const leave = useLeaving(form.isChanged, onClose, held);
  const saveClose = async () => {
    if (await save()) onClose();
  };
  useRecordCardKeys({
    save: () => void (props.closesOnSave ? saveClose() : save()),
    saveClose: () => void saveClose(),
    close: isPage ? null : leave.close,
  });
  useFocusOnWrong(root, form.errors);
  return (
    <section ref={root} className={classes.card} data-page={isPage} aria-labelledby={titleId} data-testid="record-card">
      <Head {...props} form={form} titleId={titleId} onLeave={leave.close} />
      {view && <PutAwayNote meta={meta} view={view} />}
      <ConflictPanel meta={meta} form={form} />
      <RecordFields meta={meta} form={form} hidden={hidden} isShownOnly={isAway} />
      <Foot {...props} form={form} view={view} onSave={() => void save()} onSaveClose={() => void saveClose()} />
      {view && !props.closesOnSave && <CardTabs meta={meta} view={view} Part={isAway ? null : Part} />}
      {leave.isAsked && (
        <LeaveDialog
          onStay={leave.stay}
          onDiscard={leave.go}
          onSave={async () => {
            if (await save()) leave.go();
            else leave.stay();
          }}
        />
      )}
    </section>
  );
}

/** Asks before what is typed goes: on closing the card, and on leaving its page. */
function useLeaving(isChanged: boolean, onClose: () => void, held: ReturnType<typeof useHeldPage>) {
  const [isClosing, setClosing] = useState(false);
  const stay = () => {
    setClosing(false);
    held.stay();
  };
  return {
    close: () => (isChanged ? setClosing(true) : onClose()),
    isAsked: isClosing || held.go !== null,
    stay,
    go: () => {
      const go = held.go ?? onClose;
      stay();
      go();
    },
  };
}

/** Go to the first field that was refused. */
function useFocusOnWrong(root: RefObject<HTMLElement | null>, errors: Readonly<Record<string, string>>): void {
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    root.current?.querySelector<HTMLElement>('[data-invalid="true"] :is(input, textarea)')?.focus();
  }, [root, errors]);
}

type HeadProps = FilledProps & {
  readonly form: RecordFormTools;
  readonly titleId: string;
  readonly onLeave: () => void;
};

function Head({ meta, form, isPage, titleId, onLeave }: HeadProps) {
  const text = useText();
  const { t } = text;
  const name = form.draft.names[meta.name_field] || form.draft.values[meta.name_field];
  const kind = said(meta.one, text);
  const title = form.id === null ? t("record.new", { kind }) : `${kind}: ${name || `№${form.id}`}`;
  const href = form.id === null || isPage ? null : hrefToRecord(meta.id, form.id);
  const Title = isPage ? "h1" : "h2";
  return (
    <header className={classes.head}>
      <Title id={titleId}>
        <bdi>{title}</bdi>
      </Title>
      {form.isChanged && <small role="status">{t("record.changed")}</small>}
      <span className={classes.rest} />
      {href !== null && (
        <Tooltip label={t("record.openPage")}>
          <ActionIcon component="a" href={href} variant="subtle" color="gray" aria-label={t("record.openPage")}>
            <IconExternalLink size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={`${t(isPage ? "record.toList" : "common.close")}${isPage ? "" : " (Esc)"}`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(isPage ? "record.toList" : "common.close")}
          onClick={onLeave}
        >
          <IconX size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

type FootProps = FilledProps & {
  readonly form: RecordFormTools;
  readonly onSave: () => void;
  readonly onSaveClose: () => void;
};

function Foot({ meta, view, form, closesOnSave, onClose, onSave, onSaveClose }: FootProps) {
  const { t } = useText();
  const canWrite = form.id === null ? meta.rights.may_create : meta.rights.may_change;
  if (!canWrite || (view && isArchived(view))) return null;
  return (
    <footer className={classes.foot}>
      {view && <RemoveRecord meta={meta} view={view} onGone={onClose} />}
      <span className={classes.rest} />
      {!form.isSettled && <span className={classes.error}>{t("record.settleFirst")}</span>}
      {!closesOnSave && (
        <HintButton
          size="xs"
          variant="default"
          hint={hintOf("saveDraft")}
          showsHint
          loading={form.isSaving}
          disabled={!form.isSettled}
          onClick={onSave}
        >
          {t("common.save")}
        </HintButton>
      )}
      <HintButton
        size="xs"
        hint={hintOf("saveClose")}
        showsHint
        loading={form.isSaving}
        disabled={!form.isSettled}
        onClick={onSaveClose}
      >
        {t("interest.saveClose")}
      </HintButton>
    </footer>
  );
}
