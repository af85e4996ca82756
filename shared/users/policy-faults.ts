import {
  type Check,
  check,
  isBareAddress,
  isBareDomain,
  isFilledList,
  isFlag,
  isList,
  isRole,
  isShare,
  isText,
  isWhole,
  optional,
  unknownFields,
} from './policy-checks.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Everything that is wrong with a policy as it was written, each with the field's name; empty when it is usable. */
export function findPolicyFaults(value: unknown): string[] {
  if (!isFields(value)) return ['cleanup must be an object'];
  const shape = [
    ...unknownFields('cleanup', value, TOP),
    ...checkAll('cleanup', value, TOP),
    ...sections.flatMap(([name, fields]) => checkSection(name, value[name], fields)),
  ];
  return shape.length > 0 ? shape : findDangers(value);
}

const anything: Check = () => undefined;

const TOP: Readonly<Record<string, Check>> = {
  mode: optional((mode) => check(mode === 'report' || mode === 'enforce', "must be 'report' or 'enforce'")),
  roster: anything,
  allowedDomains: optional(
    isFilledList(isBareDomain, 'name at least one domain, or leave the rule out: an empty list means everybody'),
  ),
  inactivity: anything,
  unconfirmedDays: optional(isWhole(1)),
  protect: anything,
  graceDays: optional(isWhole(1)),
  breaker: anything,
};

const sections: readonly (readonly [string, Readonly<Record<string, Check>>])[] = [
  [
    'roster',
    { key: isText, addressColumn: optional(isText), leftOnColumn: optional(isText), shrinkLimit: optional(isShare(1)) },
  ],
  ['inactivity', { days: isWhole(1), roles: optional(isList(isRole, 1)), alone: optional(isFlag) }],
  [
    'protect',
    {
      roles: optional(isList(isRole, 0)),
      managers: optional(isWhole(1)),
      addresses: optional(isList(isBareAddress, 0)),
      domains: optional(isList(isBareDomain, 0)),
      youngerThanDays: optional(isWhole(0)),
    },
  ],
  ['breaker', { count: optional(isWhole(1)), share: optional(isShare(0.5)) }],
];

function checkSection(name: string, value: unknown, fields: Readonly<Record<string, Check>>): string[] {
  if (value === undefined || value === null) return [];
  if (!isFields(value)) return [`cleanup.${name} must be an object`];
  return [...unknownFields(`cleanup.${name}`, value, fields), ...checkAll(`cleanup.${name}`, value, fields)];
}

function checkAll(place: string, value: Fields, fields: Readonly<Record<string, Check>>): string[] {
  return Object.entries(fields).flatMap(([name, find]) => {
    const fault = find(value[name]);
    return fault === undefined ? [] : [`${place}.${name} ${fault}`];
  });
}

/** Well-formed, and yet nobody may mean it. */
function findDangers(value: Fields): string[] {
  return [...missingProtection(value), ...everybodyInactive(value)];
}

function missingProtection({ mode, protect }: Fields): string[] {
  if (mode !== 'enforce') return [];
  const { addresses, domains } = (protect ?? {}) as { addresses?: unknown[] | null; domains?: unknown[] | null };
  if ((addresses ?? []).length + (domains ?? []).length > 0) return [];
  return [
    'cleanup.protect.addresses must name at least one address (or cleanup.protect.domains one domain) in enforce',
  ];
}

/** Inactivity that suffices alone, for every role, with no role protected, empties a company that pauses for a season. */
function everybodyInactive({ inactivity, protect }: Fields): string[] {
  const { alone, roles } = (inactivity ?? {}) as { alone?: boolean | null; roles?: string[] | null };
  const protectedRoles = ((protect ?? {}) as { roles?: string[] | null }).roles ?? ['Manager'];
  const everyRole = new Set((roles ?? []).map((role) => role.toLowerCase())).size === 3;
  if (alone !== true || !everyRole || protectedRoles.length > 0) return [];
  return [
    'cleanup.inactivity.alone must not be true for every role while cleanup.protect.roles is empty: it could delete everyone',
  ];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
