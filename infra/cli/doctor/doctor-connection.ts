import type { Connection } from '../deployment/connect-deployment.ts';
import type { DeploymentOutputs } from '../deployment/deployment.ts';

/** What the doctor looks at. */
export interface DoctorConnection extends Pick<Connection, 'table' | 'readSecret' | 'accountClients' | 'now'> {
  readonly deployment: { readonly outputs: Pick<DeploymentOutputs, 'accountSecretPrefix' | 'webhookBaseUrl'> };
}
