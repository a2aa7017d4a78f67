import { Button, Center, Stack, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useText } from "@/app/text";

type Props = { readonly children: ReactNode };

/** Catches what a page throws; the drafts are safe in their stores. */
export class CrashScreen extends Component<Props, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override render() {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useText();
  return (
    <Center h="100vh" role="alert">
      <Stack align="center">
        <Text>{t("error.crash")}</Text>
        <Button onClick={() => window.location.reload()}>{t("app.reload")}</Button>
      </Stack>
    </Center>
  );
}
