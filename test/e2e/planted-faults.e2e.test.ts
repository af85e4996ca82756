import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../infra/local/template/template.ts';
import { plant, runOnce } from './support/start-day.ts';

const isRoleOf =
  (name: string) =>
  (logicalId: string, { Type }: TemplateResource): boolean =>
    Type === 'AWS::IAM::Role' && logicalId.includes(name);
const isFunction =
  (variable: string) =>
  (_: string, { Type, Properties }: TemplateResource): boolean =>
    Type === 'AWS::Lambda::Function' && JSON.stringify(Properties?.Environment ?? {}).includes(`"${variable}"`);

interface Statement {
  readonly Action: string | readonly string[];
}

function withoutAction(action: string) {
  return (properties: Record<string, unknown>): void => {
    for (const { PolicyDocument } of properties.Policies as { PolicyDocument: { Statement: Statement[] } }[]) {
      PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Action }) => ![Action].flat().includes(action));
    }
  };
}

function withoutVariable(name: string) {
  return (properties: Record<string, unknown>): void => {
    const { Variables } = properties.Environment as { Variables: Record<string, unknown> };
    delete Variables[name];
  };
}

describe('[P10] a template with one thing missing', () => {
  it('fails the run and names the grant', async () => {
    const { ok, summary } = await runOnce(plant(isRoleOf('WebhookIngest'), withoutAction('sqs:SendMessage')));
    expect(ok).toBe(false);
    expect(summary.broken?.join('\n')).toMatch(/WebhookIngest.* lacks sqs:SendMessage on arn:aws:sqs/);
  });

  it('fails the run and names the environment variable', async () => {
    const { ok, summary } = await runOnce(plant(isFunction('ORDER_CHANGES_DLQ_URL'), withoutVariable('LEDGER_TABLE')));
    expect(ok).toBe(false);
    expect(summary.broken?.join('\n')).toContain('LEDGER_TABLE is missing');
  });

  it('fails the run and names the secret', async () => {
    const isSecret = (logicalId: string, { Type }: TemplateResource): boolean =>
      Type === 'AWS::SecretsManager::Secret' && logicalId.includes('DefaultAccount');
    await expect(runOnce(plant(isSecret))).rejects.toThrow('no secret cubicasa-relay/accounts/default');
  });

  it('fails the run and names the queue that nobody reads', async () => {
    const isMapping = (logicalId: string, { Type }: TemplateResource): boolean =>
      Type === 'AWS::Lambda::EventSourceMapping' && logicalId.startsWith('OrderChangesMapping');
    const { ok, summary } = await runOnce(plant(isMapping));
    expect(ok).toBe(false);
    expect(summary.broken?.join('\n')).toMatch(/nobody takes what lies in order-changes\.fifo/);
  });
});
