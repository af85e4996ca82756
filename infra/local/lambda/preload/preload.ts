import { registerHooks } from 'node:module';
import { installShiftedDate, setClockOffset } from './shifted-date.ts';

/** Runs in a function's process before AWS's runtime client: bundles know nothing of it. */
setClockOffset(Number(process.env.RELAY_CLOCK_OFFSET_MS ?? 0));
delete process.env.RELAY_CLOCK_OFFSET_MS;
installShiftedDate();

const nativeClient = new URL(
  `./native-client${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`,
  import.meta.url,
);

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier.endsWith('rapid-client.node')
      ? {
          url: nativeClient.href,
          format: nativeClient.href.endsWith('.ts') ? 'module-typescript' : 'module',
          shortCircuit: true,
        }
      : nextResolve(specifier, context),
});
