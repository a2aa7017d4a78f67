import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { reasonOf } from "@/app/errors";
import { useText } from "@/app/text";
import { LanguageSwitch } from "@/ui/LanguageSwitch";
import { api } from "@/wire/api";
import type { Me } from "@/wire/messages.gen";
import { KeptTalk } from "./KeptTalk";
import classes from "./LoginPage.module.css";

type LoginPageProps = { readonly hasEnded: boolean; readonly onEnter: (me: Me) => void };

export function LoginPage({ hasEnded, onEnter }: LoginPageProps) {
  const { t } = useText();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const entering = useMutation({ mutationFn: () => api.login(login.trim(), password), onSuccess: onEnter });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };

  return (
    <main className={classes.page}>
      <form className={classes.box} onSubmit={submit}>
        <div className={classes.brand}>
          <img src="/favicon.svg" alt="" width={40} height={40} />
          <div>
            <h1>{t("app.name")}</h1>
            <p>{t("app.tagline")}</p>
          </div>
        </div>
        <Stack gap="sm">
          <KeptTalk />
          {hasEnded && !entering.error && <Alert color="yellow">{t("login.ended")}</Alert>}
          {entering.error && (
            <Alert color="red" role="alert">
              {reasonOf(entering.error, t)}
            </Alert>
          )}
          <TextInput
            label={t("login.login")}
            name="login"
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("login.password")}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={entering.isPending}>
            {t("login.submit")}
          </Button>
          <LanguageSwitch />
        </Stack>
      </form>
    </main>
  );
}
