import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = join(ROOT, 'shared/cubicasa');

/**
 * Makes the client an installable package: ES modules, their types, the OpenAPI document. Node strips no types below
 * `node_modules`, so the package holds JavaScript. Answers with its folder.
 */
export async function buildClient({ outdir = join(ROOT, 'dist/cubicasa') } = {}): Promise<string> {
  await rm(outdir, { recursive: true, force: true });
  await compile(outdir);
  await nameJavaScriptInTypes(outdir);
  await copyFile(join(SOURCE, 'openapi.yaml'), join(outdir, 'openapi.yaml'));
  await copyFile(join(ROOT, 'LICENSE'), join(outdir, 'LICENSE'));
  await writeFile(join(outdir, 'README.md'), README);
  await writeFile(join(outdir, 'package.json'), `${JSON.stringify(await describePackage(), null, 2)}\n`);
  return outdir;
}

async function compile(outdir: string): Promise<void> {
  const flags = ['--noEmit', 'false', '--allowImportingTsExtensions', 'false', '--rewriteRelativeImportExtensions'];
  const settings = [
    '--target',
    'es2024',
    '--lib',
    'es2024',
    '--module',
    'nodenext',
    '--types',
    'node',
    '--skipLibCheck',
  ];
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--verbatimModuleSyntax'];
  const output = ['--declaration', '--rootDir', SOURCE, '--outDir', outdir];
  const entries = ['index.ts', 'webhook.ts'].map((file) => join(SOURCE, file));
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['--ignoreConfig', ...flags, ...settings, ...strict, ...output];
  await run(process.execPath, [compiler, ...options, ...entries], { cwd: ROOT });
}

/** The compiler rewrites the imports of `.js` files alone; those of types must name what the package holds too. */
async function nameJavaScriptInTypes(outdir: string): Promise<void> {
  const files = await readdir(outdir, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
    const types = await readFile(join(outdir, file), 'utf8');
    await writeFile(join(outdir, file), types.replaceAll(/(['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2'));
  }
}

async function describePackage(): Promise<object> {
  const project = await readManifest(ROOT);
  const undici = await readManifest(join(ROOT, 'node_modules/undici'));
  return {
    name: 'cubicasa-relay-client',
    version: project.version,
    description: "Unofficial typed client of CubiCasa's Integrate API v3",
    license: 'Apache-2.0',
    type: 'module',
    // What it stands on decides which Node it runs on.
    engines: undici.engines,
    sideEffects: false,
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './webhook': { types: './webhook.d.ts', default: './webhook.js' },
      './openapi.yaml': './openapi.yaml',
      './package.json': './package.json',
    },
    dependencies: { undici: undici.version },
  };
}

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

const README = `# cubicasa-relay-client

An unofficial, typed client of CubiCasa's Integrate API v3; neither published nor endorsed by CubiCasa.

\`\`\`js
import { createCubiCasaClient } from 'cubicasa-relay-client';

const cubicasa = createCubiCasaClient({ apiKey: process.env.CUBICASA_API_KEY });
for await (const order of cubicasa.orders.list({ status: ['Ready'] })) {
  console.log(order.id, order.info?.external_id);
}
\`\`\`

Reads are repeated with backoff; a write is never sent twice, and one of unknown outcome throws
\`AmbiguousOutcomeError\`, whose \`resolve()\` looks. Operations whose path nobody has confirmed need
\`allowUnverified\`. Every method's documentation says how certain it is; \`openapi.yaml\` says the rest.
`;

if (import.meta.main) console.log(await buildClient());
