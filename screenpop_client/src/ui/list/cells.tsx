import type { ReactNode } from "react";
import type { Row } from "@/app/listQueries";
import { hrefToCounted, hrefToRecord } from "@/app/router";
import type { TextTools } from "@/app/text";
import type { NumberOf } from "@/app/useDial";
import { isLate } from "@/model/lateness";
import { readablePhone } from "@/model/phone";
import type { FieldMeta, Label, ListMeta, Rating } from "@/wire/messages.gen";
import { Name } from "../Name";
import { Phone } from "../Phone";
import { RatingChip } from "../RatingChip";
import { CellPhone } from "./CellPhone";
import { RemovedLead } from "./RemovedLead";

const RATINGS = new Set<string>(["positive", "satisfactory", "undefined", "negative"]);
const NUMBERS = new Set<FieldMeta["kind"]>(["integer", "number", "money", "percent", "seconds"]);
const HAVE_NUMBERS = new Set(["contact_point", "call_round_entry", "participant"]);
const DAY_LETTERS = "2026-01-01".length;

/** A text of the server's in the reader's language. */
export function said(label: Label, { language }: Pick<TextTools, "language">): string {
  return label[language];
}

/** A field as it is called where its column is not seen: «Факт» alone says too little. */
export function labelOf(field: FieldMeta, text: Pick<TextTools, "language">): string {
  const label = said(field.label, text);
  return field.group ? `${said(field.group, text)}: ${label}` : label;
}

export function isNumber(field: FieldMeta): boolean {
  return NUMBERS.has(field.kind);
}

/** One cell: the record's own name and every record it names are links (R5). */
export function cellOf(row: Row, field: FieldMeta, meta: ListMeta, text: TextTools): ReactNode {
  if (isPointOfPhone(row, field, meta)) return phoneOf(String(row[field.id]), whoseNumber(meta.id, row), bare);
  const of = field.kind === "phone" ? whoseNumber(meta.id, row) : undefined;
  const shown = shownValue(row, field, text, of, bare);
  if (isLate(meta.id, row, field.id, Date.now())) {
    return (
      <span data-late="true" title={text.t("list.late")}>
        {shown}
      </span>
    );
  }
  const behind = isNumber(field) ? hrefToCounted(meta.id, field.id, row.id) : null;
  if (behind !== null) {
    return (
      <a href={behind} aria-label={`${said(field.label, text)}: ${typeof shown === "string" ? shown : ""}`}>
        {shown}
      </a>
    );
  }
  if (field.id !== meta.name_field || field.kind === "record") return shown;
  const href = hrefToRecord(meta.id, row.id);
  return href === null ? shown : <a href={href}>{shown || text.t("common.none")}</a>;
}

type Written = (words: string) => ReactNode;

/** For a cell, which isolates and clips what is in it: one element fewer in each of hundreds. */
function bare(words: string): ReactNode {
  return words;
}

function named(words: string): ReactNode {
  return <Name>{words}</Name>;
}

/** A field's value as it is read; `written` is how somebody's words are set into the text around them. */
export function shownValue(
  row: Row,
  field: FieldMeta,
  text: TextTools,
  of?: NumberOf,
  written: Written = named,
): ReactNode {
  const value = row[field.id];
  if (field.kind === "record") return recordOf(row, field, written, text);
  if (value === null || value === undefined || value === "") return field.kind === "phone" ? noPhone(field, text) : "";
  if (field.kind === "phone") return phoneOf(String(value), of, written);
  if (field.kind === "choice") return choiceOf(field, String(value), text);
  if (field.kind === "flag") return value === true ? text.t("list.yes") : "";
  if (typeof value === "string" && (field.kind === "date" || field.kind === "instant"))
    return timeOf(value, field, text);
  if (!isNumber(field)) return written(String(value));
  return `${numberOf(value, field, text)}${foreignCurrency(row, field)}`;
}

/** A sum in another currency than the base one says in which; most firms have but one. */
function foreignCurrency(row: Row, field: FieldMeta): string {
  const isForeign = field.base !== "" && row.rate !== null && Number(row.rate ?? 1) !== 1;
  return isForeign ? ` ${String(row.currency ?? "")}` : "";
}

function phoneOf(number: string, of: NumberOf | undefined, written: Written): ReactNode {
  if (written === named) return <Phone number={number} of={of} />;
  return of ? <CellPhone number={number} of={of} /> : readablePhone(number);
}

/** Whose the numbers of a row are, when they are a customer's: by it a hidden one is dialled. */
export function whoseNumber(entity: string, row: Row): NumberOf | undefined {
  if (entity === "person" || entity === "organization" || entity === "lead") return { kind: entity, id: row.id };
  for (const kind of ["person", "organization"] as const) {
    const id = row[kind];
    if (typeof id === "number" && HAVE_NUMBERS.has(entity)) return { kind, id };
  }
  return undefined;
}

/** A contact point holds addresses too: what it is, another field says. */
function isPointOfPhone(row: Row, field: FieldMeta, meta: ListMeta): boolean {
  return meta.id === "contact_point" && field.id === meta.name_field && row.kind === "phone";
}

function noPhone(field: FieldMeta, { t }: TextTools): string {
  return field.is_default ? t("leads.withheld") : "";
}

/** One element whether there is a link or not (without an address it is none), as a list's cell shows one row after another. */
function recordOf(row: Row, field: FieldMeta, written: Written, { t }: TextTools): ReactNode {
  const value = row[field.id];
  const name = String(row[`${field.id}_name`] ?? "");
  if (!name && field.record === "lead" && typeof value === "number") return <RemovedLead id={value} />;
  const href = name && typeof value === "number" ? hrefToRecord(field.record, value) : null;
  return <a href={href ?? undefined}>{name ? written(name) : t("common.none")}</a>;
}

function choiceOf(field: FieldMeta, value: string, text: TextTools): ReactNode {
  if (field.id === "rating" && RATINGS.has(value)) return <RatingChip rating={value as Rating} isShort />;
  const choice = field.choices.find((one) => one.value === value);
  return choice ? said(choice.label, text) : value;
}

function timeOf(value: string, field: FieldMeta, { format }: TextTools): string {
  if (value.length === DAY_LETTERS) return format.day(value);
  return field.kind === "date" ? format.date(value) : format.dateTime(value);
}

/** A number or a sum as the reader writes it; decimals come as text and are never made a float but to be shown. */
export function numberOf(value: unknown, field: FieldMeta, { format }: Pick<TextTools, "format">): string {
  return field.kind === "money" ? format.sum(Number(value)) : format.number(Number(value));
}
