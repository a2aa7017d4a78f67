import type { Test } from "@/wire/messages.gen";

/** One comparison of a field, as the server reads it (docs/api.md). */
export type Condition = { readonly field: string; readonly op: Test; readonly value?: unknown };
export type Joint = "all" | "any" | "not";
export type FilterNode =
  | Condition
  | { readonly all: readonly FilterNode[] }
  | { readonly any: readonly FilterNode[] }
  | { readonly not: FilterNode };

/** A group in a form that an editor can change: `not` is of everything in it. */
export type Group = { readonly joint: Joint; readonly parts: readonly FilterNode[] };

export function isCondition(node: FilterNode): node is Condition {
  return "field" in node;
}

export function groupOf(node: Exclude<FilterNode, Condition>): Group {
  if ("all" in node) return { joint: "all", parts: node.all };
  if ("any" in node) return { joint: "any", parts: node.any };
  return { joint: "not", parts: [node.not] };
}

/** Write a group; one without parts is no filter, and `not` of several is of all of them. */
export function nodeOf({ joint, parts }: Group): FilterNode | null {
  const [first] = parts;
  if (first === undefined) return null;
  if (joint === "all") return { all: parts };
  if (joint === "any") return { any: parts };
  return { not: parts.length === 1 ? first : { all: parts } };
}

/** Read a filter from the address; what is none is no filter, and the server judges the rest. */
export function readFilter(text: string): FilterNode | null {
  try {
    const data: unknown = JSON.parse(text);
    return isNode(data) ? data : null;
  } catch {
    return null;
  }
}

export function writeFilter(filter: FilterNode | null): string {
  return filter === null ? "" : JSON.stringify(filter);
}

function isNode(data: unknown): data is FilterNode {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  if ("field" in data) return typeof data.field === "string" && "op" in data && typeof data.op === "string";
  if ("not" in data) return isNode(data.not);
  const parts = "all" in data ? data.all : "any" in data ? data.any : null;
  return Array.isArray(parts) && parts.length > 0 && parts.every(isNode);
}

/** The parts that must all be true: each is a chip of its own. */
export function partsOf(filter: FilterNode | null): readonly FilterNode[] {
  if (filter === null) return [];
  return "all" in filter ? filter.all : [filter];
}

/** The filter of these parts together. */
export function ofParts(parts: readonly FilterNode[]): FilterNode | null {
  const [first] = parts;
  return parts.length > 1 ? { all: parts } : (first ?? null);
}

/** The filter that both agree with. */
export function both(first: FilterNode | null, second: FilterNode | null): FilterNode | null {
  return ofParts([...partsOf(first), ...partsOf(second)]);
}

export function equals(field: string, value: unknown): Condition {
  return { field, op: "eq", value };
}

/** The fields of which a filter leaves one value: in a list under it their columns would say nothing. */
export function settledBy(filter: FilterNode | null): ReadonlySet<string> {
  return new Set(partsOf(filter).flatMap((part) => (isCondition(part) && part.op === "eq" ? [part.field] : [])));
}

/** Every value that a filter names of a field: what a chip must know the names of. */
export function valuesOf(filter: FilterNode | null, field: string): readonly number[] {
  if (filter === null) return [];
  if (isCondition(filter)) {
    const values = Array.isArray(filter.value) ? filter.value : [filter.value];
    return filter.field === field ? values.filter((value): value is number => typeof value === "number") : [];
  }
  return groupOf(filter).parts.flatMap((part) => valuesOf(part, field));
}

/** Say whether a condition is whole: what an editor has just begun is not asked yet. */
export function isWhole(node: FilterNode): boolean {
  if (!isCondition(node)) return groupOf(node).parts.length > 0 && groupOf(node).parts.every(isWhole);
  if (node.op === "is_empty") return true;
  if (node.op === "between") return Array.isArray(node.value) && node.value.length === 2 && node.value.every(isGiven);
  if (node.op === "in") return Array.isArray(node.value) && node.value.length > 0;
  return isGiven(node.value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
