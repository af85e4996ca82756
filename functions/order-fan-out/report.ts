/** What order-fan-out tells the operator: a stable code and ids, never content. */
export type ReportCode =
  | 'revision-sent'
  | 'revision-repaired'
  | 'revision-held'
  | 'account-parked'
  | 'account-resumed'
  | 'links-volatile'
  | 'destination-unreachable'
  | 'destination-removed'
  | 'order-dead-lettered';

export type Report = (code: ReportCode, ids: Readonly<Record<string, string>>) => void;
