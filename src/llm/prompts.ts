import { readFileSync } from 'node:fs';

/** The prompts of this service and the inputs that code fills in; the files in prompts/ must declare exactly these. */
const INPUTS = {
  'classify-message': ['kinds', 'categories', 'severities', 'demands', 'localGuess', 'examples'],
  'repair-answer': ['fault'],
  'read-question': ['metrics', 'filters', 'groupings', 'examples'],
  'repair-question': ['fault'],
} as const;
export type PromptName = keyof typeof INPUTS;
export type PromptInputs<N extends PromptName> = Record<(typeof INPUTS)[N][number], string>;
export type Prompt<N extends PromptName> = { name: N; version: string; render(inputs: PromptInputs<N>): string };
export type Prompts = {
  classifyMessage: Prompt<'classify-message'>;
  repairAnswer: Prompt<'repair-answer'>;
  readQuestion: Prompt<'read-question'>;
  repairQuestion: Prompt<'repair-question'>;
};

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/**
 * Reads and checks all prompts, once at start.
 *
 * @param folder where the Markdown files lie
 * @throws Error naming the file when the header or a placeholder is missing or superfluous
 */
export function loadPrompts(folder: URL = new URL('../../prompts/', import.meta.url)): Prompts {
  return {
    classifyMessage: load(folder, 'classify-message'),
    repairAnswer: load(folder, 'repair-answer'),
    readQuestion: load(folder, 'read-question'),
    repairQuestion: load(folder, 'repair-question'),
  };
}

function load<N extends PromptName>(folder: URL, name: N): Prompt<N> {
  return parsePrompt(name, readFileSync(new URL(`${name}.md`, folder), 'utf8'));
}

/** Checks one prompt file: header with name, version and inputs; each input used in the text, nothing else used. */
export function parsePrompt<N extends PromptName>(name: N, source: string): Prompt<N> {
  const file = `prompts/${name}.md`;
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]+)$/.exec(source);
  if (match === null) throw new Error(`${file}: needs a header between two lines of ---`);
  const header = new Map(
    (match[1] ?? '')
      .split(/\r?\n/)
      .map((line) => [line.split(':')[0]?.trim() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = (match[2] ?? '').trim();
  const version = header.get('version') ?? '';
  if (header.get('name') !== name) throw new Error(`${file}: header says name "${header.get('name') ?? ''}"`);
  if (version === '') throw new Error(`${file}: header has no version`);
  const expected = new Set<string>(INPUTS[name]);
  const declared = new Set((header.get('inputs') ?? '').split(',').map((input) => input.trim()));
  const used = new Set([...body.matchAll(PLACEHOLDER)].map((placeholder) => placeholder[1] ?? ''));
  for (const input of expected) {
    if (!declared.has(input)) throw new Error(`${file}: header does not declare the input "${input}"`);
    if (!used.has(input)) throw new Error(`${file}: placeholder {{${input}}} is missing`);
  }
  for (const input of [...declared, ...used])
    if (!expected.has(input)) throw new Error(`${file}: unknown input "${input}"`);
  return {
    name,
    version,
    // One pass: a placeholder inside an inserted value stays as it is.
    render: (inputs) =>
      body.replace(PLACEHOLDER, (_whole, input: string) => (inputs as Record<string, string>)[input] ?? ''),
  };
}
