// Completes package-lock.json after `npm install`: a registry that does not carry the bindings of other platforms makes
// npm leave them out, and then `npm ci` refuses the file everywhere. Usage: node .ci/complete-lock.mjs package-lock.json
import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2];
const lock = JSON.parse(readFileSync(file, 'utf8'));
const pk = lock.packages;
let added = 0;
for (const [key, value] of Object.entries({ ...pk })) {
  for (const [name, version] of Object.entries(value.optionalDependencies ?? {})) {
    if (pk[`node_modules/${name}`] || pk[`${key}/node_modules/${name}`]) continue;
    const m =
      /(android|darwin|freebsd|linux|openharmony|win32|windows)-(arm64|arm|x64|ppc64|riscv64|s390x|ia32)(?:-(\w+))?$/.exec(
        name,
      );
    if (!m) {
      console.log('skip', name);
      continue;
    }
    const os = m[1] === 'windows' ? 'win32' : m[1];
    const libc = m[3]?.startsWith('musl') ? ['musl'] : m[3]?.startsWith('gnu') ? ['glibc'] : undefined;
    pk[`node_modules/${name}`] = {
      version,
      cpu: [m[2]],
      ...(value.dev ? { dev: true } : {}),
      ...(libc && os === 'linux' ? { libc } : {}),
      license: 'MIT',
      optional: true,
      os: [os],
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(pk).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
console.log('added', added);
