import { useLists } from "@/app/listQueries";
import { hrefTo, type Route } from "@/app/router";
import { useText } from "@/app/text";
import { said } from "@/ui/list/cells";
import { ListPage } from "@/ui/list/ListPage";
import classes from "./DictionaryPage.module.css";
import { DICTIONARIES } from "./dictionaries";

type DictionaryPageProps = { readonly entity: string; readonly route: Route };

/** R132–R143: every dictionary beside the others; a row that is in use is made inactive, never deleted. */
export function DictionaryPage({ entity, route }: DictionaryPageProps) {
  const text = useText();
  const lists = useLists().data ?? [];
  const shown = DICTIONARIES.flatMap((id) => lists.filter((meta) => meta.id === id));
  return (
    <div className={`listPage ${classes.page}`}>
      <nav className={classes.kinds} aria-label={text.t("nav.dictionaries")}>
        {shown.map((meta) => (
          <a key={meta.id} href={hrefTo({ page: meta.id })} aria-current={meta.id === entity ? "page" : undefined}>
            {said(meta.many, text)}
          </a>
        ))}
      </nav>
      <ListPage key={entity} entity={entity} route={route} />
    </div>
  );
}
