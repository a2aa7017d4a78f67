import { Button } from "@mantine/core";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { Empty, Loading } from "@/ui/States";
import { useText } from "./text";

/**
 * A component that few see, or few times a day: its file comes when it is first shown, and `meanwhile` is in its place.
 *
 * React's own `lazy` shows its fallback for 300 ms at the least, where a file takes ten; and without the file, which is
 * gone once callbridge was updated, it lets the whole page crash.
 */
export function later<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
  meanwhile: ReactNode = <Loading />,
): ComponentType<Props> {
  let brought: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [Shown, setShown] = useState(() => brought);
    const [isMissing, setMissing] = useState(false);
    useEffect(() => {
      if (Shown) return;
      const show = (module: Record<Name, ComponentType<Props>>) => {
        brought = module[name];
        setShown(() => module[name]);
      };
      load().then(show, () => setMissing(true));
    }, [Shown]);
    if (Shown) return <Shown {...props} />;
    return isMissing ? <Missing /> : meanwhile;
  };
}

function Missing() {
  const { t } = useText();
  const reload = (
    <Button size="xs" variant="default" onClick={() => window.location.reload()}>
      {t("app.reload")}
    </Button>
  );
  return <Empty title={t("error.part")} action={reload} />;
}
