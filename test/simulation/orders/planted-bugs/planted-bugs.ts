/** A mistake that integrations of this kind are known for, as the changes to the source that would make it. */
export interface PlantedBug {
  readonly name: string;
  readonly changes: readonly SourceChange[];
}

export interface SourceChange {
  /** End of the file's path. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

const change = (file: string, right: string, wrong: string): SourceChange => ({ file, right, wrong });

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'marked as sent before it is sent',
    changes: [
      change(
        'order-fan-out/send-revision.ts',
        '  const waiting = new Set(record.unsent.map(({ destination }) => destination));',
        `  const early = await saveOrder(deps.table, { ...record, pending: null }, rev);
  const waiting = new Set(record.unsent.map(({ destination }) => destination));`,
      ),
      change(
        'order-fan-out/send-revision.ts',
        'saveOrder(deps.table, settled, rev) }',
        'saveOrder(deps.table, settled, early.rev) }',
      ),
    ],
  },
  {
    name: 'sent before it is claimed',
    changes: [
      change(
        'order-fan-out/claim-revision.ts',
        '  const kept = await saveOrder(deps.table, claimed, look.kept.rev);',
        `  for (const destination of deps.destinations) {
    if (pending.destinations.includes(destination.name)) await deps.sendEvent(content, destination).catch(() => undefined);
  }
  const kept = await saveOrder(deps.table, claimed, look.kept.rev);`,
      ),
    ],
  },
  {
    name: 'a pending revision is skipped once the order changed again',
    changes: [
      change(
        'order-fan-out/send-revision.ts',
        'if (pending === null) return flushed;',
        'if (pending === null || look.changes.length > 0) return flushed;',
      ),
    ],
  },
  {
    name: '3D files are left out of the hash',
    changes: [
      change(
        'orders/order-content.ts',
        'delivery_assets: normalizeGroups(order.delivery_assets),',
        'delivery_assets: { ...normalizeGroups(order.delivery_assets), floorplans_3d: null, cad_files: null },',
      ),
    ],
  },
  {
    name: 'duplicates are dropped by a time window',
    changes: [
      change(
        'order-fan-out/fan-out-order.ts',
        '  const look = await sendWaiting(opened, deps);',
        `  const { webhookAt } = opened.kept.record;
  if (webhookAt !== null && folded.changes.every(({ at, cause }) => cause === 'webhook' && Date.parse(at) - Date.parse(webhookAt) < 300_000)) return;
  const look = await sendWaiting(opened, deps);`,
      ),
    ],
  },
  {
    name: 'a return to earlier content is swallowed',
    changes: [
      change(
        'orders/decide-revision.ts',
        "if (returned && !isConfirmed(situation, content.hash)) return { do: 'confirm' };",
        "if (returned) return { do: 'keep', hinted: false };",
      ),
    ],
  },
  {
    name: 'the ledger is written without a condition',
    changes: [
      change(
        'orders/order-record.ts',
        'await table.put({ ...key, data: record, index: indexOf(record) }, rev);',
        "await table.put({ ...key, data: record, index: indexOf(record) }, rev === rev ? 'any' : rev);",
      ),
    ],
  },
  {
    name: 'a webhook is acknowledged before it is queued',
    changes: [
      change(
        'webhook-ingest/receive-webhook.ts',
        '    await deps.orderChanges.send(orderChangeMessage(toOrderChange(call, token, webhook), call.requestId));',
        '    void deps.orderChanges.send(orderChangeMessage(toOrderChange(call, token, webhook), call.requestId)).catch(() => undefined);',
      ),
    ],
  },
  {
    name: 'failures of a batch are dropped',
    changes: [
      change(
        'order-fan-out/receive-changes.ts',
        'return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };',
        'return { batchItemFailures: [] };',
      ),
    ],
  },
  {
    name: 'the body of a webhook is trusted',
    changes: [
      change(
        'order-fan-out/read-record.ts',
        "const status = String(order.info?.status ?? '');",
        "const status = look.changes.find(({ hint }) => hint)?.hint?.status ?? String(order.info?.status ?? '');",
      ),
    ],
  },
  {
    name: 'a sweep has no continuation',
    changes: [
      change(
        'account-jobs/run-account-job.ts',
        'if (continuation !== undefined) await sendJob({ ...job, continuation }, deps, delaySeconds);',
        'if (continuation !== undefined && delaySeconds === -1) await sendJob({ ...job, continuation }, deps, delaySeconds);',
      ),
    ],
  },
  {
    name: 'pages are followed by next_offset alone',
    changes: [
      change(
        'cubicasa/pagination.ts',
        'Math.min(pagination?.next_offset ?? Number.POSITIVE_INFINITY, offset + items)',
        'pagination?.next_offset ?? offset + items',
      ),
    ],
  },
  {
    name: 'a key is cached for ever',
    changes: [
      change('accounts/secret-store.ts', 'freshMs = 300_000', 'freshMs = Number.POSITIVE_INFINITY'),
      change('accounts/account-client.ts', 'const newer = await secrets.refresh(account);', 'const newer = secret;'),
    ],
  },
  {
    name: 'a dead letter blocks its group',
    changes: [
      change(
        'delivery/deliver.ts',
        `  deps.report.givenUp(held?.message, reason);
  return 'done';`,
        `  deps.report.givenUp(held?.message, reason);
  return 'put-off';`,
      ),
    ],
  },
  {
    name: 'a replay goes out under a new delivery id',
    changes: [
      change(
        'delivery/send-event.ts',
        '  const event = addressEvent(content, destination.name);',
        `  const addressed = addressEvent(content, destination.name);
  const event = options.replay === undefined ? addressed : { ...addressed, id: \`\${addressed.id}r\` };`,
      ),
    ],
  },
  {
    name: 'a replay is folded by the queue',
    changes: [
      change(
        'delivery/send-event.ts',
        'options.replay === undefined ? event.id : ',
        'options.replay !== null ? event.id : ',
      ),
    ],
  },
  {
    name: 'a stale read is believed',
    changes: [
      change(
        'order-fan-out/next-looks.ts',
        'return nextStaleLook(due, fresh || late, now);',
        'return now < 0 ? nextStaleLook(due, fresh || late, now) : undefined;',
      ),
    ],
  },
  {
    name: 'a late hint blocks its order',
    changes: [
      change(
        'order-fan-out/handle-order.ts',
        '  await noteActivity(opened, order, deps);',
        `  await noteActivity(opened, order, deps);
  if (opened.changes.some(({ hint }) => hint !== undefined && hint.status !== order.info?.status)) throw new Error('not yet');`,
      ),
    ],
  },
  {
    name: 'what a pause holds back is acknowledged and not noted',
    changes: [
      change(
        'delivery/note-paused.ts',
        '  const noted = await noteWhilePaused(table, account, destination, await placeContent(content, contents));',
        '  const noted = (await placeContent(content, contents)) !== undefined;',
      ),
    ],
  },
  {
    name: 'what was archived of a revision overtakes the revision',
    changes: [
      change(
        'delivery/note-paused.ts',
        "  if (sequence === null) return 'placeless';",
        "  if (sequence === null || !isRevisionEvent(event)) return 'placeless';",
      ),
      change('delivery/revision-event.ts', "sequence?.split('.', 1)[0] ?? null", 'sequence'),
    ],
  },
  {
    name: 'the key of another company is believed',
    changes: [
      change(
        'accounts/company-fingerprint.ts',
        'if (known !== undefined && !sameKey && !(await isSame(known, signs, pinned))) {',
        "if (known?.keyDigest === '' && !(await isSame(known, signs, pinned))) {",
      ),
    ],
  },
  {
    name: 'a parked account is asked on and on',
    changes: [
      change(
        'order-fan-out/fan-out-order.ts',
        "return breaker.parked !== null && !changes.some(({ cause }) => cause === 'probe');",
        'return breaker.parked !== null && changes.length === 0;',
      ),
      change('order-agenda/drain-agenda.ts', 'if (breaker.parked !== null) return probe(account, breaker, deps);', ''),
    ],
  },
  {
    name: 'a deep sweep that its last page left no time begins anew',
    changes: [
      change(
        'order-sweep/deep-slice.ts',
        '    const goesOn =',
        `    if (page.next === undefined && others.length === 0) return { state: { ...state, ...asked, after: null }, stopped: 'done' };
    const goesOn =`,
      ),
    ],
  },
];
