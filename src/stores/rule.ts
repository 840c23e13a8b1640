import { z } from 'zod';

/**
 * Where a default comes from. D1–D4: working documents of real dealerships (D1 SKODA customer-care director, D2 FAW-VW
 * CRM manager, D3 customer-service work plans, D4 job sheets with KPIs); L: law or public rule; P: our own proposal;
 * K: common practice that no source confirms.
 */
export type Source = 'D1' | 'D2' | 'D3' | 'D4' | 'L' | 'P' | 'K';

/** One default: its value, what values are allowed, what it is called where a person sees it, and who says so. */
export class Rule<T> {
  readonly value: T;
  readonly schema: z.ZodType<T>;
  readonly label: string;
  readonly sources: readonly Source[];

  constructor(value: T, schema: z.ZodType<T>, label: string, sources: readonly Source[]) {
    this.value = value;
    this.schema = schema;
    this.label = label;
    this.sources = sources;
  }
}

export function rule<T>(value: T, schema: z.ZodType<T>, label: string, ...sources: Source[]): Rule<T> {
  return new Rule(value, schema, label, sources);
}

export interface RuleTree {
  readonly [key: string]: Rule<never> | Rule<unknown> | RuleTree;
}

/** The plain values of a tree of rules. */
export type ValuesOf<T> = { -readonly [K in keyof T]: T[K] extends Rule<infer V> ? V : ValuesOf<T[K]> };

/** What differs from the defaults: any part of the tree. */
export type OverridesOf<T> = { [K in keyof T]?: T[K] extends Rule<infer V> ? V : OverridesOf<T[K]> };

/** Schema of the differences: every key optional, unknown keys refused, so that a misspelt rule can't be ignored silently. */
export function overridesSchema(tree: RuleTree): z.ZodType<Record<string, unknown>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [key, node] of Object.entries(tree)) {
    shape[key] = (node instanceof Rule ? node.schema : overridesSchema(node)).optional();
  }
  return z.strictObject(shape);
}

/** Defaults with the differences laid over them. Lists and records are replaced as a whole, never merged. */
export function mergeRules(tree: RuleTree, overrides: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const [key, node] of Object.entries(tree)) {
    const override = overrides[key];
    merged[key] =
      node instanceof Rule ? (override ?? node.value) : mergeRules(node, (override ?? {}) as Record<string, unknown>);
  }
  return merged;
}
