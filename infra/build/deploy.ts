import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { listAccounts } from '../../shared/accounts/account-state.ts';
import { connectDeployment } from '../cli/deployment/connect-deployment.ts';
import { findDeployment } from '../cli/deployment/find-deployment.ts';
import { stackNameOf } from '../configuration/complete-config.ts';
import { loadConfig } from '../load-config.ts';
import { type RegisteredAccount, registerAccounts } from './register-accounts.ts';

const CDK = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));

/** `cdk deploy` with whatever options it is given, then the webhook of every account, since its address may be new. */
async function deploy(options: readonly string[]): Promise<void> {
  const config = await loadConfig();
  const stackName = stackNameOf(config);
  if (!(await runCdk(['deploy', stackName, ...options]))) {
    process.exitCode = 1;
    return;
  }
  const profile = optionValue(options, '--profile');
  const deployment = await findDeployment({ aws: true, profile, region: config.region, stack: stackName });
  const { table, invoke } = connectDeployment(deployment);
  const registered = await registerAccounts(await listAccounts(table), invoke);
  process.stdout.write(describe(registered));
  if (registered.some(({ failed }) => failed)) process.exitCode = 1;
}

async function runCdk(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [CDK, ...args], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

function describe(registered: readonly RegisteredAccount[]): string {
  if (registered.length === 0) return 'no account yet. Next: npm run relay -- --aws accounts add default\n';
  return registered.map(({ account, outcome }) => `webhook of ${account}: ${outcome}\n`).join('');
}

/** Both `--profile x` and `--profile=x`. */
function optionValue(options: readonly string[], name: string): string | undefined {
  const joined = options.find((option) => option.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const index = options.indexOf(name);
  return index < 0 ? undefined : options[index + 1];
}

if (import.meta.main) {
  deploy(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
