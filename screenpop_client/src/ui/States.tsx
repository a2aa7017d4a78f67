import { Alert, Button, Center, Loader, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { reasonOf } from "@/app/errors";
import { useText } from "@/app/text";
import { ApiError } from "@/wire/http";

/** Nothing is here, and why that is all right. */
export function Empty({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <Center p="lg">
      <Stack gap={4} align="center" maw={360} ta="center">
        <Text size="sm" c="dimmed">
          {title}
        </Text>
        {hint && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

export function Loading() {
  const { t } = useText();
  return (
    <Center p="lg" role="status">
      <Loader size="sm" aria-hidden="true" />
      <span className="visuallyHidden">{t("common.loading")}</span>
    </Center>
  );
}

/** Answers that asking again does not change: no right, no such thing. */
const FINAL = new Set([403, 404]);

/** Something failed, in words, with a way to try again where that may help. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useText();
  const isFinal = error instanceof ApiError && FINAL.has(error.status);
  if (isFinal)
    return <Empty title={reasonOf(error, t)} hint={t(error.status === 403 ? "error.askForRight" : "error.gone")} />;
  return (
    <Alert color="red" variant="outline" title={t("error.list")} m="sm">
      <Stack gap="xs" align="flex-start">
        {reasonOf(error, t)}
        <Button size="xs" variant="default" onClick={onRetry}>
          {t("common.retry")}
        </Button>
      </Stack>
    </Alert>
  );
}

type QueryLike = { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };

/** Show a query's waiting and failing; `children` once it has data. */
export function Await({ query, children }: { query: QueryLike; children: ReactNode }) {
  if (query.error) return <Failed error={query.error} onRetry={() => query.refetch()} />;
  return query.isPending ? <Loading /> : children;
}
