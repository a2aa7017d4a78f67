import { useQueryClient } from "@tanstack/react-query";
import { useAudioHeard, useCallAudio } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { duration } from "@/model/datetime";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { CallAudioFile, CallRow } from "@/wire/messages.gen";
import classes from "./AudioPanel.module.css";
import { AudioPlayer, Download } from "./AudioPlayer";

/** What was said in the call, for those who may hear it; nothing where the PBX keeps no audio. */
export function AudioPanel({ call }: { call: CallRow }) {
  const { t } = useText();
  const audio = useCallAudio(call.call_id, call.ended_at === null);
  const { me } = useSession();
  if (audio.isPending || (audio.data && !audio.data.is_kept)) return null;
  const files = audio.data?.files ?? [];
  if (audio.data && files.length === 0 && !call.answered_at) return null;
  return (
    <Panel title={t("audio.title")}>
      <Await query={audio}>
        {files.length === 0 ? (
          <Empty title={t("audio.none")} />
        ) : (
          <ol className={classes.files}>
            {files.map((file) => (
              <AudioRow
                key={file.id}
                callId={call.call_id}
                file={file}
                mayDownload={audio.data?.may_download ?? false}
              />
            ))}
          </ol>
        )}
        {files.length > 0 && me.operator.role !== "operator" && <Heard callId={call.call_id} />}
      </Await>
    </Panel>
  );
}

type AudioRowProps = { readonly callId: string; readonly file: CallAudioFile; readonly mayDownload: boolean };

function AudioRow({ callId, file, mayDownload }: AudioRowProps) {
  const { t, format } = useText();
  const client = useQueryClient();
  const from = file.began_at ? format.time(file.began_at) : "";
  const until = file.modified_at && !from ? t("audio.until", { time: format.time(file.modified_at) }) : "";
  const length = file.seconds ? duration(file.seconds) : "";
  return (
    <li data-testid="audio-file" data-state={file.state}>
      <p className={classes.about}>
        <bdi>{file.operator || t("audio.whole")}</bdi>
        <span>{[from || until, length].filter(Boolean).join(" · ")}</span>
      </p>
      {file.state === "ready" ? (
        <AudioPlayer
          callId={callId}
          file={file}
          mayDownload={mayDownload}
          onPlaying={() => client.invalidateQueries({ queryKey: ["callAudio", callId, "heard"] })}
          onFailed={() => client.invalidateQueries({ queryKey: ["callAudio", callId], exact: true })}
        />
      ) : (
        <p className={classes.state}>
          {t(`audio.state.${file.state}`)}
          {file.state === "not_playable" && mayDownload && <Download callId={callId} file={file} />}
        </p>
      )}
    </li>
  );
}

/** The audit trail of the call's audio. */
function Heard({ callId }: { callId: string }) {
  const { t, format } = useText();
  const heard = useAudioHeard(callId);
  return (
    <details className={classes.heard}>
      <summary>{t("audio.heard")}</summary>
      <Await query={heard}>
        {heard.data?.length === 0 && <p>{t("audio.heardNobody")}</p>}
        <ul>
          {heard.data?.map((entry) => (
            <li key={entry.id}>
              <time dateTime={entry.at}>{format.dateTime(entry.at)}</time> <bdi>{entry.operator}</bdi>{" "}
              {t(entry.action === "audio.taken" ? "audio.action.taken" : "audio.action.heard")}
            </li>
          ))}
        </ul>
      </Await>
    </details>
  );
}
