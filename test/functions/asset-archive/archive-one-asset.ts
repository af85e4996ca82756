import { archiveAsset } from '../../../functions/asset-archive/archive-asset.ts';
import { createFileStore } from '../../../functions/asset-archive/file-store.ts';
import { openAsset } from '../../../functions/asset-archive/open-asset.ts';
import { createS3Client } from '../../../shared/aws/clients.ts';
import { createGuardedAgent } from '../../../shared/net/guarded-agent.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';
import { anAsset } from '../../support/delivery-builders.ts';

/** Archives one asset in a process of its own and prints what came of it and the most memory the process ever held. */
const [link = '', s3Url = ''] = process.argv.slice(2);
const maxAssetBytes = 4 * 1024 ** 3;
const dispatcher = createGuardedAgent({ allowPrivateHosts: ['127.0.0.1'] });
const client = createS3Client({ ...sdkOptions(s3Url), requestTimeoutMs: 60_000 });
const result = await archiveAsset(
  { asset: anAsset({ link, format: 'mp4' }), objectKey: 'large.mp4', sequence: '0001-00000001', known: undefined },
  {
    open: (asset) => openAsset(asset, { allowedHosts: ['127.0.0.1'], dispatcher }),
    store: createFileStore(client, 'archive'),
    maxAssetBytes,
  },
);
await dispatcher.close();
client.destroy();
process.stdout.write(JSON.stringify({ result, maxRssMiB: process.resourceUsage().maxRSS / 1024 }));
