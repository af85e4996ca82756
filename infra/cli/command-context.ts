import { type Connection, connectDeployment } from './deployment/connect-deployment.ts';
import { findDeployment } from './deployment/find-deployment.ts';

export interface GlobalOptions {
  readonly aws?: boolean;
  readonly profile?: string;
  readonly region?: string;
  readonly stack?: string;
  readonly json?: boolean;
}

/** What every command gets: the deployment it works on, and a way to answer. */
export interface CommandContext {
  /** @throws NoDeploymentError when nothing is found to work on. */
  readonly connect: () => Promise<Connection>;
  /** Readable lines, or one JSON value a call with `--json`. */
  readonly print: (answer: unknown) => void;
  readonly json: () => boolean;
}

export function createCommandContext(options: () => GlobalOptions, write: (text: string) => void): CommandContext {
  const json = (): boolean => options().json === true;
  return {
    connect: async () => {
      return connectDeployment(await findDeployment(options()));
    },
    print: (answer) => write(json() ? `${JSON.stringify(answer)}\n` : `${readable(answer)}\n`),
    json,
  };
}

/** Indented `name: value` lines; lists by dashes. */
function readable(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}(none)`;
    return value.map((item) => `${indent}- ${readable(item, `${indent}  `).trimStart()}`).join('\n');
  }
  if (typeof value !== 'object' || value === null) return `${indent}${value ?? '-'}`;
  return Object.entries(value)
    .map(([name, item]) => readableField(name, item, indent))
    .join('\n');
}

function readableField(name: string, value: unknown, indent: string): string {
  const nested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return nested ? `${indent}${name}:\n${readable(value, `${indent}  `)}` : `${indent}${name}: ${shown(value)}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return '(none)';
  return value === null || value === undefined || typeof value === 'object' ? '-' : String(value);
}
