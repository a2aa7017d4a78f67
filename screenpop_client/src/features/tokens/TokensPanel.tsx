import { Button, Checkbox, Group, Table, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useText } from "@/app/text";
import { DayInput } from "@/ui/DayInput";
import { Panel } from "@/ui/Panel";
import { Empty } from "@/ui/States";
import type { ApiToken, Scope } from "@/wire/messages.gen";
import { programs } from "@/wire/programs";
import { Secret } from "./Secret";
import classes from "./tokens.module.css";
import { mistakeOf, useWriting } from "./useWriting";
import { WideTable } from "./WideTable";

const SCOPES: readonly Scope[] = ["leads:write", "records:read", "calls:read"];

/** The tokens by which programs come in. */
export function TokensPanel() {
  const { t } = useText();
  const found = useQuery({ queryKey: ["programs", "tokens"], queryFn: programs.tokens });
  const tokens = found.data ?? [];
  return (
    <>
      <NewTokenForm />
      <Panel title={t("programs.tokens")}>
        {found.isSuccess && tokens.length === 0 ? <Empty title={t("programs.noTokens")} /> : <Tokens tokens={tokens} />}
      </Panel>
    </>
  );
}

function NewTokenForm() {
  const { t } = useText();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["leads:write"]);
  const [until, setUntil] = useState("");
  const [secret, setSecret] = useState("");
  const make = useWriting("tokens", programs.makeToken, (made) => {
    setSecret(made.token);
    setName("");
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expires_at = until === "" ? null : new Date(`${until}T23:59:59`).toISOString();
    make.mutate({ name, scopes: scopes as Scope[], expires_at });
  };
  if (secret !== "") return <Secret text={secret} onDone={() => setSecret("")} />;
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t("programs.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={mistakeOf(make.error, "name")}
      />
      <Checkbox.Group
        label={t("programs.scopes")}
        value={scopes}
        onChange={setScopes}
        error={mistakeOf(make.error, "scopes")}
      >
        <Group gap="md" mt={8}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} size="sm" value={scope} label={t(`programs.scope.${scope}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <DayInput
        label={t("programs.expires")}
        clearable
        clearButtonProps={{ "aria-label": t("common.clear"), tabIndex: -1 }}
        w={160}
        value={until || null}
        onChange={(day) => setUntil(day ?? "")}
        error={mistakeOf(make.error, "expires_at")}
      />
      <Button type="submit" loading={make.isPending}>
        {t("programs.makeToken")}
      </Button>
    </form>
  );
}

function Tokens({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const { t, format } = useText();
  const revoke = useWriting("tokens", programs.revokeToken);
  const ask = (token: ApiToken) => {
    if (window.confirm(t("programs.revokeSure", { name: token.name }))) revoke.mutate(token.id);
  };
  return (
    <WideTable
      heads={[
        t("programs.name"),
        t("programs.scopes"),
        t("programs.created"),
        t("programs.expires"),
        t("programs.used"),
        t("programs.state"),
      ]}
    >
      {tokens.map((token) => (
        <Table.Tr key={token.id}>
          <Table.Td>{token.name}</Table.Td>
          <Table.Td>{token.scopes.map((scope) => t(`programs.scope.${scope}`)).join(", ")}</Table.Td>
          <Table.Td>{`${format.dateTime(token.created_at)}, ${token.operator}`}</Table.Td>
          <Table.Td>{token.expires_at ? format.dateTime(token.expires_at) : t("programs.noEnd")}</Table.Td>
          <Table.Td>{token.last_used_at ? format.dateTime(token.last_used_at) : t("programs.never")}</Table.Td>
          <Table.Td>
            {stateOf(token) === "live" ? (
              <Button size="compact-xs" variant="default" onClick={() => ask(token)}>
                {t("programs.revoke")}
              </Button>
            ) : (
              t(`programs.${stateOf(token)}`)
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function stateOf(token: ApiToken): "revoked" | "expired" | "live" {
  if (token.revoked_at) return "revoked";
  return token.expires_at && Date.parse(token.expires_at) <= Date.now() ? "expired" : "live";
}
