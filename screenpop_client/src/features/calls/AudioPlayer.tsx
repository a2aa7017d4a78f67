import { ActionIcon, Anchor, SegmentedControl } from "@mantine/core";
import { IconDownload, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useText } from "@/app/text";
import { duration } from "@/model/datetime";
import { api } from "@/wire/api";
import type { CallAudioFile } from "@/wire/messages.gen";
import classes from "./AudioPanel.module.css";

const SPEEDS = ["1", "1.5", "2"] as const;
const STEP_S = 5;

type AudioPlayerProps = {
  readonly callId: string;
  readonly file: CallAudioFile;
  readonly mayDownload: boolean;
  readonly onPlaying: () => void;
  readonly onFailed: () => void;
};

/** Plays one file. Nothing is asked of the server before somebody presses play: to ask is to have listened. */
export function AudioPlayer({ callId, file, mayDownload, onPlaying, onFailed }: AudioPlayerProps) {
  const { t } = useText();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isWaiting, setWaiting] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(file.seconds ?? 0);
  const [speed, setSpeed] = useState<string>(SPEEDS[0]);

  const fail = () => {
    setPlaying(false);
    setWaiting(false);
    setFailed(true);
    onFailed();
  };
  const toggle = () => {
    const player = audio.current;
    if (!player) return;
    if (!player.paused) return player.pause();
    if (hasFailed) player.load();
    setFailed(false);
    player.playbackRate = Number(speed);
    // A refusal to play is told by the element's own error event.
    player.play().catch(() => setWaiting(false));
  };
  const seek = (seconds: number) => {
    const place = Math.min(Math.max(seconds, 0), length);
    setPosition(place);
    if (audio.current) audio.current.currentTime = place;
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => seek(position - STEP_S),
      ArrowRight: () => seek(position + STEP_S),
      " ": toggle,
    };
    const move = event.ctrlKey || event.altKey || event.metaKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  return (
    <>
      <div className={classes.player}>
        {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said on the telephone */}
        <audio
          ref={audio}
          src={api.callAudioUrl(callId, file.id)}
          preload="none"
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onWaiting={() => setWaiting(true)}
          onPlaying={() => {
            setWaiting(false);
            onPlaying();
          }}
          onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
          onDurationChange={({ currentTarget: { duration: told } }) => Number.isFinite(told) && setLength(told)}
          onError={fail}
        />
        <ActionIcon
          variant="filled"
          size="lg"
          onClick={toggle}
          aria-label={t(isPlaying ? "audio.pause" : "audio.play")}
        >
          {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </ActionIcon>
        <input
          type="range"
          className={classes.track}
          min={0}
          max={Math.max(length, 1)}
          step={0.1}
          value={position}
          onChange={(event) => seek(Number(event.currentTarget.value))}
          onKeyDown={onKey}
          aria-label={t("audio.position")}
          aria-valuetext={`${duration(position)} / ${duration(length)}`}
        />
        <span className={classes.time} aria-hidden="true">
          {duration(position)} / {duration(length)}
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t("audio.speed")}
          data={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          value={speed}
          onChange={(value) => {
            setSpeed(value);
            if (audio.current) audio.current.playbackRate = Number(value);
          }}
        />
        {mayDownload && <Download callId={callId} file={file} />}
      </div>
      <p className={classes.state} role="status">
        {hasFailed ? t("audio.failed") : isWaiting && t("audio.loading")}
      </p>
    </>
  );
}

export function Download({ callId, file }: { callId: string; file: CallAudioFile }) {
  const { t } = useText();
  return (
    <Anchor className={classes.download} href={api.callAudioUrl(callId, file.id, true)} download={file.name}>
      <IconDownload size={15} aria-hidden="true" /> {t("audio.download")}
    </Anchor>
  );
}
