import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import "dayjs/locale/ru";
import { QueryClientProvider } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { LoginPage } from "@/features/login/LoginPage";
import { CrashScreen } from "@/ui/CrashScreen";
import { api } from "@/wire/api";
import { setCsrf, whenUnauthenticated } from "@/wire/http";
import type { Language, Me, Operator } from "@/wire/messages.gen";
import { PhoneScope } from "./PhoneScope";
import { dropPhone } from "./phoneKeeper";
import { readPreference, writePreference } from "./preferences";
import { makeQueryClient } from "./queryClient";
import { Shell } from "./Shell";
import { SessionProvider } from "./session";
import { TextProvider } from "./text";
import { legible, theme } from "./theme";
import { WorkspaceScope } from "./WorkspaceScope";

const queryClient = makeQueryClient();

function guessLanguage(): Language {
  const kept = readPreference("language");
  if (kept === "ru" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "ru";
}

type Login =
  | { readonly kind: "asking" }
  | { readonly kind: "out"; readonly hasEnded: boolean }
  | { readonly kind: "in"; readonly me: Me };

/** The whole program: who is logged in decides what is shown. */
export function App() {
  const [login, setLogin] = useState<Login>({ kind: "asking" });
  const [language, setLanguage] = useState<Language>(guessLanguage);

  const enter = useCallback((me: Me) => {
    setCsrf(me.csrf);
    setLanguage(me.operator.language);
    setLogin({ kind: "in", me });
  }, []);

  useEffect(() => {
    whenUnauthenticated(() =>
      // Several requests may be refused; only the first of them ended a login.
      setLogin((before) => (before.kind === "out" ? before : { kind: "out", hasEnded: before.kind === "in" })),
    );
    api.me().then(enter, () => setLogin({ kind: "out", hasEnded: false }));
  }, [enter]);

  useEffect(() => {
    document.documentElement.lang = language;
    writePreference("language", language);
  }, [language]);

  const changeLanguage = useCallback(
    (next: Language) => {
      setLanguage(next);
      // The switch is at once; the server learns it for its own texts and names, and a failure costs only those.
      const learnt = () => queryClient.invalidateQueries();
      if (login.kind === "in") api.changeMe({ language: next }).then(learnt, () => undefined);
    },
    [login.kind],
  );

  const logout = useCallback(() => {
    dropPhone();
    api.logout().catch(() => undefined);
    queryClient.clear();
    setLogin({ kind: "out", hasEnded: false });
  }, []);

  const setOperator = useCallback((operator: Operator) => {
    setLogin((before) => (before.kind === "in" ? { kind: "in", me: { ...before.me, operator } } : before));
  }, []);

  const zone = login.kind === "in" ? login.me.operator.time_zone : "Europe/Moscow";
  return (
    <MantineProvider theme={theme} cssVariablesResolver={legible} defaultColorScheme="auto">
      <TextProvider language={language} zone={zone} onLanguage={changeLanguage}>
        <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
          <QueryClientProvider client={queryClient}>
            <Notifications position="top-center" className="notices" containerWidth={380} limit={4} />
            <CrashScreen>
              {login.kind === "out" && <LoginPage hasEnded={login.hasEnded} onEnter={enter} />}
              {login.kind === "in" && (
                <SessionProvider value={{ me: login.me, setOperator, logout }}>
                  <PhoneScope>
                    <WorkspaceScope onEnded={() => setLogin({ kind: "out", hasEnded: true })}>
                      <Shell />
                    </WorkspaceScope>
                  </PhoneScope>
                </SessionProvider>
              )}
            </CrashScreen>
          </QueryClientProvider>
        </DatesProvider>
      </TextProvider>
    </MantineProvider>
  );
}
