import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TestProject } from 'vitest/node';
import { postgresTemplate, postgresUrl, writeTemplates } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** File with a migrated, empty PGlite database. */
    templateFile: string;
    /** A PostgreSQL server that answers, or '' when there is none. */
    postgresUrl: string;
    /** Name of the migrated, empty database on that server. */
    postgresTemplate: string;
  }
}

/** Prepares one migrated database of each kind; tests start from copies of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = await postgresUrl();
  const templates = await writeTemplates(url);
  project.provide('templateFile', templates.file);
  project.provide('postgresUrl', url);
  project.provide('postgresTemplate', postgresTemplate);
  return async () => {
    await rm(dirname(templates.file), { recursive: true, force: true });
    await templates.dropAll();
  };
}
