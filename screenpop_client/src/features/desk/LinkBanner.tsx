import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Say, useText } from "@/app/text";
import { useDesk, useWorkspace } from "@/app/workspace";
import { deadLinks } from "@/model/cards";
import { CloseCode } from "@/wire/messages.gen";
import type { SocketStatus } from "@/wire/socket";
import classes from "./LinkBanner.module.css";

/** A blink of the connection is not worth a banner; longer than this it is. */
const PATIENCE_MS = 1200;

/** Says in words what does not work: the socket, or a PBX. */
export function LinkBanner() {
  const { t, format } = useText();
  const links = useDesk(({ desk }) => desk.links);
  const socket = useDesk((view) => view.socket);
  const workspace = useWorkspace();
  const isDown = socket.phase === "connecting" || socket.phase === "waiting";
  const [wasDown] = useDebouncedValue(isDown, PATIENCE_MS);
  const text = isDown && !wasDown ? "" : socketText(socket, t);
  return (
    <div role="status" aria-live="polite">
      {text && (
        <Line>
          {text}
          {socket.phase === "stopped" && (
            <Button size="compact-xs" variant="default" onClick={workspace.desk.reconnect}>
              {t("link.reconnect")}
            </Button>
          )}
          {socket.phase === "outdated" && (
            <Button size="compact-xs" variant="default" onClick={() => window.location.reload()}>
              {t("app.reload")}
            </Button>
          )}
        </Line>
      )}
      {!text &&
        deadLinks({ links }).map((link) => (
          <Line key={link.pbx}>{t("link.pbxDown", { pbx: link.pbx, time: format.time(link.since) })}</Line>
        ))}
    </div>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <div className={classes.line} data-testid="link-banner">
      <IconPlugConnectedX size={17} aria-hidden />
      {children}
    </div>
  );
}

function socketText(status: SocketStatus, t: Say): string {
  if (status.phase === "live" || status.phase === "login") return "";
  if (status.phase === "outdated") return t("app.outdated");
  switch (status.code) {
    case CloseCode.SERVER_STOPPING:
      return t("link.stopping");
    case CloseCode.TOO_SLOW:
      return t("link.slow");
    case CloseCode.BAD_MESSAGE:
      return t("link.badMessage");
    case CloseCode.TOO_MANY_SOCKETS:
      return t("link.tooMany");
    case CloseCode.FORBIDDEN_ORIGIN:
      return t("link.origin");
    default:
      return t("link.waiting");
  }
}
