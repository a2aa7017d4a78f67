import { navigate, pageOfEntity } from "@/app/router";
import { RecordCard } from "./RecordCard";

type RecordPageProps = { readonly entity: string; readonly id: number };

/** A record's card on a page of its own, which has an address. */
export function RecordPage({ entity, id }: RecordPageProps) {
  return <RecordCard entity={entity} id={id} isPage onClose={() => navigate({ page: pageOfEntity(entity) })} />;
}
