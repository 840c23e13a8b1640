import { defineConfig } from 'prisma/config';

// `prisma generate` looks for a schema engine that it does not need and would download it. Any executable
// satisfies it, so an install works on machines that cannot reach the engine host.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'migrations' } });
